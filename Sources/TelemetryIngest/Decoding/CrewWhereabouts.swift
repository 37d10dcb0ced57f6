import EscortDomain
import Registers

/// On which vehicle each member of a crew is: where they checked in or confirmed last, and before that where the plan puts them.
struct CrewWhereabouts: Sendable {
  fileprivate struct Place: Sendable {
    let at: Instant
    let vehicle: VehicleID
  }

  private var aboard: [PersonID: Place] = [:]

  /// Takes an act in; a check-out says nothing of where somebody goes.
  mutating func take(_ event: Event) {
    guard case .act(let act) = event.fact, act.kind != .checkOut else { return }
    if let known = aboard[act.person], known.at > event.at { return }
    aboard[act.person] = Place(at: event.at, vehicle: act.vehicle)
  }

  /// The vehicle of a person; `nil` when nothing ties them to one.
  ///
  /// Of several plans the one that departs last before the instant, evidence lead included, counts; an act counts when it is not older
  /// than that plan's evidence.
  func vehicle(of person: PersonID, at instant: Instant, _ register: FleetRegister) -> VehicleID? {
    let plans = register.transports.compactMap { register.plan($0) }.filter { plan in
      plan.vehicles.contains { $0.crew.contains { $0.person == person } }
    }
    let begun = plans.filter { $0.plannedDeparture - Self.evidenceLead <= instant }
    let plan = begun.max { $0.plannedDeparture < $1.plannedDeparture } ?? plans.min { $0.plannedDeparture < $1.plannedDeparture }
    if let last = aboard[person], plan.map({ last.at >= $0.plannedDeparture - Self.evidenceLead }) ?? true { return last.vehicle }
    return plan?.vehicles.first { $0.crew.contains { $0.person == person } }?.id
  }

  /// The default of `evidenceLead` (RULES.md 8.1-6).
  private static let evidenceLead = TimeSpan.seconds(43_200)
}

extension CrewWhereabouts: Packable {
  func pack(into writer: inout PackedWriter) { writer.write(aboard) }
  init(from reader: inout PackedReader) { aboard = reader.read() }
}

extension CrewWhereabouts.Place: Packable {
  fileprivate func pack(into writer: inout PackedWriter) {
    writer.write(at)
    writer.write(vehicle)
  }

  fileprivate init(from reader: inout PackedReader) { self.init(at: reader.read(), vehicle: reader.read()) }
}
