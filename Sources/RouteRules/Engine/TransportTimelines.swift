import EscortDomain

/// What is known of one transport under one plan, one policy and one set of records, as timelines.
struct TransportTimelines: Sendable {
  let plan: Transport
  let policy: Policy
  private let eligibleEscorts: Set<PersonID>
  private var vehicles: [VehicleTimelines]
  private var declarations = DeclarationTimeline()
  private let escorts: Set<PersonID>
  /// What the people with role escort did, eligible or not.
  private var presence: [PersonID: PresenceTimeline] = [:]
  private(set) var watches: [Watch] = []
  private(set) var escortsOnBoard: [VehicleID: CountTimeline] = [:]

  init(plan: Transport, policy: Policy, eligibleEscorts: Set<PersonID>) {
    self.plan = plan
    self.policy = policy
    self.eligibleEscorts = eligibleEscorts
    escorts = Set(plan.vehicles.flatMap(\.crew).filter { $0.role == .escort }.map(\.person))
    vehicles = plan.vehicles.map { VehicleTimelines(plan: $0, transport: plan, policy: policy) }
    for vehicle in plan.vehicles { escortsOnBoard[vehicle.id] = CountTimeline([]) }
  }

  /// Whether a fact is evidence of this transport: a declaration about it, or from a vehicle of its plan.
  func concerns(_ fact: Fact) -> Bool {
    if case .declaration(let declaration) = fact { return declaration.transport == plan.id }
    return fact.vehicle.map { vehicle in vehicles.contains { $0.id == vehicle } } ?? false
  }

  /// Takes a fact in at its place in time.
  mutating func insert(_ fact: Fact, at instant: Instant) {
    switch fact {
    case .declaration(let declaration): declarations.insert(declaration.kind, at: instant)
    case .position(let report): update(report.vehicle) { $0.insert(report, at: instant) }
    case .recording(let heartbeat): update(heartbeat.vehicle) { $0.insert(heartbeat, at: instant) }
    case .segment(let segment): update(segment.vehicle) { $0.insert(segment, at: instant) }
    case .act(let act): insert(act, at: instant)
    case .policy, .person, .transport: break  // they decide under what a transport is judged, not what happened
    case .alarm(let alarm): update(alarm.vehicle) { $0.insert(alarm, at: instant) }
    case .phone, .door, .seal: break  // no rule of this engine reads them
    }
  }

  /// The transport as the rules see it at an instant.
  func judgement(asOf: Instant) -> Judgement {
    Judgement(
      plan: plan, policy: policy, asOf: asOf,
      custody: Custody(plan: plan, declarations: declarations, vehicles: vehicles),
      vehicles: vehicles, escortsOnBoard: escortsOnBoard, watches: watches)
  }

  /// When Annex 2 was complete.
  var stored: Instant? { declarations.stored }

  private mutating func update(_ vehicle: VehicleID, _ change: (inout VehicleTimelines) -> Void) {
    guard let index = vehicles.firstIndex(where: { $0.id == vehicle }) else { return }
    change(&vehicles[index])
  }

  private mutating func insert(_ act: CrewAct, at instant: Instant) {
    guard escorts.contains(act.person) else { return }
    presence[act.person, default: PresenceTimeline(policy: policy)].insert(act.kind, vehicle: act.vehicle, at: instant)
    let eligible = presence.filter { eligibleEscorts.contains($0.key) }.values
    for vehicle in plan.vehicles { escortsOnBoard[vehicle.id] = CountTimeline(eligible.map { $0.presence(on: vehicle.id) }) }
    watches = plan.vehicles.flatMap { vehicle in
      presence.flatMap { person, timeline in
        timeline.watches(on: vehicle.id).map { Watch(vehicle: vehicle.id, person: person, interval: $0) }
      }
    }
  }
}
