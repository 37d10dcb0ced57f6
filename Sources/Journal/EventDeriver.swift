public import EscortDomain

/// Derives events from entries, in journal order: what an entry means may rest on the entries before it.
public protocol EventDeriver: Sendable {
  /// The events of the next entry.
  mutating func events(of entry: Entry) -> [Event]

  /// The vehicle whose terminal has just connected, when the entry tells of that.
  func connectedVehicle(of entry: Entry) -> VehicleID?

  /// How the clock of a terminal stands, from the entries so far; `nil` when nothing is known of it.
  func clock(ofTerminal number: String) -> DeviceClock?
}

extension EventDeriver {
  /// None, for entries that tell of no terminals.
  public func connectedVehicle(of entry: Entry) -> VehicleID? { nil }

  /// None, for entries that tell of no terminals.
  public func clock(ofTerminal number: String) -> DeviceClock? { nil }
}
