import EscortDomain

/// What one crew member says over a scenario: checks in, confirms within every half hour, and leaves, changes vehicles or poses where a
/// fault says so.
struct CrewScript {
  private typealias Act = (kind: CrewAct.Kind, at: Instant, vehicle: VehicleID)

  private let scenario: Scenario
  private let vehicle: VehicleID
  private let member: Transport.Vehicle.CrewMember
  /// When each vehicle is at rest at the latest, halt by halt.
  private let halts: [VehicleID: [Instant]]
  private var generator: SeededGenerator

  init(_ scenario: Scenario, vehicle: VehicleID, member: Transport.Vehicle.CrewMember, seed: UInt64) {
    self.scenario = scenario
    self.vehicle = vehicle
    self.member = member
    halts = scenario.transport.vehicles.map(\.id).enumerated().reduce(into: [:]) { halts, vehicle in
      // It is the next report that tells of it.
      let interval = scenario.units.first { $0.vehicle == vehicle.element }?.reportEvery ?? .zero
      halts[vehicle.element] = Itinerary(scenario, vehicleAt: vehicle.offset).halts.map { $0 + interval }
    }
    generator = SeededGenerator(seed: seed)
  }

  /// The steps; a driver's count for nothing (RULES.md `escort-minimum`) and are said all the same.
  var steps: [ConvoyScript.Step] {
    var script = self
    let calls = faults(.duress(member.person)).map { (Act(.confirm, $0.from, vehicle(at: $0.from)), true) }
    return (script.acts().map { ($0, false) } + calls).map { step, isUnderDuress in
      let act = CrewAct(kind: step.kind, vehicle: step.vehicle, person: member.person, method: "phone", duress: isUnderDuress)
      return ConvoyScript.Step(
        sent: step.at, source: .phone(member.person), utterance: .events([Event(at: step.at, received: step.at, fact: .act(act))]))
    }
  }

  private func faults(_ kind: Scenario.Fault.Kind) -> [Scenario.Fault] {
    scenario.faults.filter { $0.kind == kind }.sorted { $0.from < $1.from }
  }

  /// When an escort goes over to another vehicle with the papers, and to which.
  private var transfer: (at: Instant, to: VehicleID)? {
    guard member.role == .escort else { return nil }
    for fault in scenario.faults {
      if case .breakdown(vehicle, let relief) = fault.kind { return (fault.to, relief) }
    }
    return nil
  }

  private func vehicle(at instant: Instant) -> VehicleID {
    if let transfer, transfer.at <= instant { transfer.to } else { vehicle }
  }

  private mutating func acts() -> [Act] {
    let handedOver = scenario.declarations.last { $0.kind == .handedOver }?.at
    let end = handedOver ?? scenario.ends
    var acts: [Act] = []
    let poses = faults(.posesAsEscort(member.person))
    guard poses.isEmpty else {
      for pose in poses {
        stay(from: pose.from, until: pose.to, &acts)
        acts.append((.checkOut, pose.to, vehicle(at: pose.to)))
      }
      return acts
    }
    var from = scenario.begins + .seconds(Int.random(in: 20...120, using: &generator))
    for absence in faults(.escortLeaves(member.person)) {
      stay(from: from, until: absence.from, &acts)
      acts.append((.checkOut, absence.from, vehicle(at: absence.from)))
      from = absence.to
    }
    stay(from: from, until: end, &acts)
    // Until the last signature the papers are the crew's (RULES.md §2): nobody leaves before it.
    if handedOver != nil {
      let leaves = end + .seconds(Int.random(in: 20...120, using: &generator))
      acts.append((.checkOut, leaves, vehicle(at: leaves)))
    }
    return acts
  }

  private mutating func stay(from: Instant, until end: Instant, _ acts: inout [Act]) {
    guard from < end else { return }
    acts.append((.checkIn, from, vehicle(at: from)))
    var last = from
    while true {
      var next = last + .seconds(Int.random(in: 1500...1740, using: &generator))
      // A halt of more than five minutes asks for a confirmation of its own (RULES.md `missed-check-in`).
      if let halt = halts[vehicle(at: last)]?.first(where: { $0 > last }) {
        next = min(next, halt + .seconds(Int.random(in: 310...420, using: &generator)))
      }
      if let transfer, last < transfer.at, transfer.at < min(next, end) {
        acts.append((.checkIn, transfer.at, transfer.to))
        last = transfer.at
        continue
      }
      guard next < end else { return }
      let isSilent = faults(.notConfirming(member.person)).contains { $0.holds(at: next) }
      if !isSilent { acts.append((.confirm, next, vehicle(at: next))) }
      last = next
    }
  }
}
