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
  private var duress: [DuressCall] = []
  private var separations: Separations
  private(set) var watches: [Watch] = []
  private(set) var escortsOnBoard: [VehicleID: CountTimeline] = [:]

  init(plan: Transport, policy: Policy, eligibleEscorts: Set<PersonID>) {
    self.plan = plan
    self.policy = policy
    self.eligibleEscorts = eligibleEscorts
    escorts = Set(plan.vehicles.flatMap(\.crew).filter { $0.role == .escort }.map(\.person))
    vehicles = plan.vehicles.map { VehicleTimelines(plan: $0, transport: plan, policy: policy) }
    separations = Separations(plan: plan, policy: policy)
    for vehicle in plan.vehicles { escortsOnBoard[vehicle.id] = CountTimeline([]) }
  }

  /// Whether a fact is evidence of this transport: a declaration about it, or from a vehicle of its plan.
  func concerns(_ fact: Fact) -> Bool {
    if case .declaration(let declaration) = fact { return declaration.transport == plan.id }
    return fact.vehicle.map { vehicle in vehicles.contains { $0.id == vehicle } } ?? false
  }

  /// Takes evidence in at its place in time.
  mutating func insert(_ evidence: Admission) {
    let instant = evidence.placed
    switch evidence.fact {
    case .declaration(let declaration): declarations.insert(declaration.kind, at: instant)
    case .position(let report): insert(report, at: instant, isAhead: evidence.isAhead)
    case .recording(let heartbeat): update(heartbeat.vehicle) { $0.insert(heartbeat, at: instant) }
    case .segment(let segment): update(segment.vehicle) { $0.insert(segment, at: instant) }
    case .act(let act): insert(act, at: instant, isAhead: evidence.isAhead)
    case .alarm(let alarm): update(alarm.vehicle) { $0.insert(alarm, at: instant) }
    case .door(let door): update(door.vehicle) { $0.insert(door, at: instant) }
    case .seal(let seal): update(seal.vehicle) { $0.insert(seal, at: instant) }
    case .phone(let phone): if escorts.contains(phone.person) { separations.insert(phone, at: instant, vehicles) }
    case .policy, .person, .transport: break  // they decide under what a transport is judged, not what happened
    }
  }

  /// The transport as the rules see it at an instant.
  func judgement(asOf: Instant) -> Judgement {
    Judgement(
      plan: plan, policy: policy, asOf: asOf, custody: Custody(plan: plan, declarations: declarations, vehicles: vehicles),
      handedOver: declarations.handedOver, stored: declarations.stored, vehicles: vehicles, escortsOnBoard: escortsOnBoard,
      presence: presence, watches: watches, duress: duress, separations: separations)
  }

  private mutating func update(_ vehicle: VehicleID, _ change: (inout VehicleTimelines) -> Void) {
    guard let index = vehicles.firstIndex(where: { $0.id == vehicle }) else { return }
    change(&vehicles[index])
  }

  private mutating func insert(_ report: PositionReport, at instant: Instant, isAhead: Bool) {
    guard let index = vehicles.firstIndex(where: { $0.id == report.vehicle }) else { return }
    let effect = vehicles[index].insert(report, at: instant, isAhead: isAhead)
    separations.vehicleMoved(index, effect, vehicles)
  }

  private mutating func insert(_ act: CrewAct, at instant: Instant, isAhead: Bool) {
    if act.duress { note(DuressCall(vehicle: act.vehicle, person: act.person), at: instant) }
    guard escorts.contains(act.person), !isAhead || act.kind == .checkOut else { return }
    presence[act.person, default: PresenceTimeline(policy: policy)].insert(act.kind, vehicle: act.vehicle, at: instant)
    let eligible = presence.filter { eligibleEscorts.contains($0.key) }.values
    for vehicle in plan.vehicles { escortsOnBoard[vehicle.id] = CountTimeline(eligible.map { $0.presence(on: vehicle.id) }) }
    watches = plan.vehicles.flatMap { vehicle in
      presence.flatMap { person, timeline in
        timeline.watches(on: vehicle.id).map { Watch(vehicle: vehicle.id, person: person, interval: $0) }
      }
    }
  }

  private mutating func note(_ call: DuressCall, at instant: Instant) {
    let index =
      duress.firstIndex { $0.vehicle == call.vehicle && $0.person == call.person }
      ?? {
        duress.append(call)
        return duress.count - 1
      }()
    duress[index].instants.insert(instant)
  }
}
