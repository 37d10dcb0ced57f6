import EscortDomain

/// What one crew member says over a scenario: checks in, confirms within every half hour, and leaves where a fault says so.
struct CrewScript {
  private let scenario: Scenario
  private let vehicle: VehicleID
  private let member: Transport.Vehicle.CrewMember
  /// When its vehicle is at rest at the latest, halt by halt.
  private let halts: [Instant]
  private var generator: SeededGenerator

  init(_ scenario: Scenario, vehicle: VehicleID, member: Transport.Vehicle.CrewMember, seed: UInt64) {
    self.scenario = scenario
    self.vehicle = vehicle
    self.member = member
    // This vehicle comes to stand behind the first one, and its next report tells of it.
    let place = scenario.transport.vehicles.firstIndex { $0.id == vehicle } ?? 0
    let lag = TimeSpan(microseconds: scenario.drive.headway.microseconds * Int64(place))
    let interval = scenario.units.first { $0.vehicle == vehicle }?.reportEvery ?? .zero
    halts = Itinerary(scenario).halts.map { $0 + lag + interval }
    generator = SeededGenerator(seed: seed)
  }

  /// The steps; a driver's count for nothing (RULES.md `escort-minimum`) and are said all the same.
  var steps: [ConvoyScript.Step] {
    var script = self
    let calls = scenario.faults.filter { $0.kind == .duress(member.person) }.map { (CrewAct.Kind.confirm, $0.from, true) }
    return (script.acts().map { ($0.0, $0.1, false) } + calls).map { kind, at, isUnderDuress in
      let act = CrewAct(kind: kind, vehicle: vehicle, person: member.person, method: "phone", duress: isUnderDuress)
      return ConvoyScript.Step(
        sent: at, source: .phone(member.person), utterance: .events([Event(at: at, received: at, fact: .act(act))]))
    }
  }

  private mutating func acts() -> [(CrewAct.Kind, Instant)] {
    let end = scenario.declarations.last { $0.kind == .handedOver }?.at ?? scenario.ends
    let absences = scenario.faults.filter { $0.kind == .escortLeaves(member.person) }.sorted { $0.from < $1.from }
    var acts: [(CrewAct.Kind, Instant)] = []
    var from = scenario.begins + .seconds(Int.random(in: 20...120, using: &generator))
    for absence in absences {
      stay(from: from, until: absence.from, &acts)
      acts.append((.checkOut, absence.from))
      from = absence.to
    }
    stay(from: from, until: end, &acts)
    acts.append((.checkOut, end + .seconds(Int.random(in: 20...120, using: &generator))))
    return acts
  }

  private mutating func stay(from: Instant, until end: Instant, _ acts: inout [(CrewAct.Kind, Instant)]) {
    guard from < end else { return }
    acts.append((.checkIn, from))
    var last = from
    while true {
      var next = last + .seconds(Int.random(in: 1500...1740, using: &generator))
      // A halt of more than five minutes asks for a confirmation of its own (RULES.md `missed-check-in`).
      if let halt = halts.first(where: { $0 > last }) {
        next = min(next, halt + .seconds(Int.random(in: 310...420, using: &generator)))
      }
      guard next < end else { return }
      let isSilent = scenario.faults.contains { $0.kind == .notConfirming(member.person) && $0.holds(at: next) }
      if !isSilent { acts.append((.confirm, next)) }
      last = next
    }
  }
}
