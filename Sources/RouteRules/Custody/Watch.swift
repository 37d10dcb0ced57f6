public import EscortDomain

/// The time from a check-in or confirmation of an escort on a vehicle to the next act, in which one confirmation comes due.
struct Watch: Hashable, Sendable {
  let vehicle: VehicleID
  let person: PersonID
  let interval: Interval
}

/// A confirmation that is due and has not come (RULES.md `missed-check-in`).
public struct DueConfirmation: Hashable, Sendable {
  /// On which vehicle.
  public let vehicle: VehicleID
  /// Whose.
  public let person: PersonID
  /// Their last check-in or confirmation.
  public let lastAct: Instant
  /// Since when it is due.
  public let due: Instant

  /// Whether two are of one occasion, though later evidence of a stop made it due earlier.
  public func isSameOccasion(as other: DueConfirmation) -> Bool {
    vehicle == other.vehicle && person == other.person && lastAct == other.lastAct
  }
}

extension DueConfirmation: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(vehicle)
    writer.write(person)
    writer.write(lastAct)
    writer.write(due)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    self.init(vehicle: reader.read(), person: reader.read(), lastAct: reader.read(), due: reader.read())
  }
}
