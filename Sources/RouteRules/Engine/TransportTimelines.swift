import EscortDomain

/// What is known of one transport under one plan, one policy and one set of records, as timelines.
struct TransportTimelines: Sendable {
  /// What a piece of evidence may have changed.
  struct Change: Sendable {
    /// From where on.
    let since: Instant
    /// Of which kind it was; `nil` when it was a declaration, on which everything rests.
    let grounds: Grounds?
    /// The place in the plan of the vehicle that told it; `nil` for all.
    let vehicle: Int?

    /// Whether rules of such grounds have to look again.
    func concerns(_ others: Grounds) -> Bool { grounds.map { !$0.isDisjoint(with: others) } ?? true }
  }

  let terms: Terms
  private(set) var vehicles: [VehicleTimelines]
  private(set) var declarations = DeclarationTimeline()
  private var crew: CrewTimelines
  private var duress: [DuressCall] = []
  private var separations: Separations
  /// What may have changed since ``judged()`` was called.
  private(set) var changes: [Change] = []
  /// The latest place in time of anything a vehicle told.
  private(set) var latest = Instant.distantPast
  /// What only evidence placed up to here could need was let go.
  private var trimmedUpTo = Instant.distantPast

  /// What is known before any evidence.
  ///
  /// - Parameter foretells: whether arrivals will be foretold from it.
  init(_ terms: Terms, foretells: Bool) {
    self.terms = terms
    vehicles = terms.plan.vehicles.map { VehicleTimelines(plan: $0, transport: terms.plan, policy: terms.policy, foretells: foretells) }
    crew = CrewTimelines(terms)
    separations = Separations(plan: terms.plan, policy: terms.policy)
  }

  /// The admission of an event as evidence of this transport: a declaration about it, or what a vehicle of its plan told; `nil` for any
  /// other, and when nothing of it counts.
  func admission(of event: Event, received: Instant) -> Admission? {
    if case .declaration(let declaration) = event.fact {
      guard declaration.transport == terms.plan.id else { return nil }
    } else {
      guard let vehicle = event.fact.vehicle, index(of: vehicle) != nil else { return nil }
    }
    return Admission(event, received: received, plan: terms.plan, policy: terms.policy)
  }

  /// Takes evidence in at its place in time.
  ///
  /// - Returns: from where on what was let go would have been needed: then nothing here holds any more, and all must be taken in anew;
  ///   `nil` when nothing of that was.
  mutating func insert(_ evidence: Admission) -> Instant? {
    guard evidence.placed > trimmedUpTo || !isJudgedByNeighbours(evidence.fact) else { return evidence.placed }
    if evidence.fact.vehicle != nil { latest = max(latest, evidence.placed) }
    let since = take(evidence)
    changes.append(change(by: evidence.fact, since: since))
    return separations.reachedTooFar.map { max($0, terms.plan.plannedDeparture - terms.policy.evidenceLead) }
  }

  /// How far behind the latest that is known a piece of evidence lies, where it stands by what lies beside it.
  func lag(of evidence: Admission) -> TimeSpan {
    evidence.placed < latest && isJudgedByNeighbours(evidence.fact) ? latest - evidence.placed : .zero
  }

  /// Whether what is said stands by what was said before and after it, and not by itself or by all that is known.
  private func isJudgedByNeighbours(_ fact: Fact) -> Bool {
    switch fact {
    case .position(let report): report.isFix || report.alarms != nil || report.door != nil
    case .recording(let heartbeat):
      vehicles.contains { $0.id == heartbeat.vehicle && $0.cameras.contains { $0.channel == heartbeat.camera } }
    case .phone(let phone): terms.escorts.contains(phone.person)
    case .alarm, .door: true
    case .segment, .act, .seal, .declaration, .policy, .person, .transport: false
    }
  }

  /// Lets go of what only evidence placed up to an instant could need. What follows from it stays, and no verdict changes.
  mutating func trim(upTo instant: Instant) {
    guard instant > trimmedUpTo else { return }
    trimmedUpTo = instant
    for index in vehicles.indices { own(index).trim(upTo: instant) }
    separations.trim(upTo: instant)
  }

  /// Notes that all that is known was judged.
  mutating func judged() { changes.removeAll(keepingCapacity: true) }

  /// The transport as the rules see it at an instant.
  func judgement(asOf: Instant) -> Judgement {
    let facts = TransportFacts(
      terms: terms, custody: Custody(plan: terms.plan, declarations: declarations, vehicles: vehicles), declarations: declarations,
      vehicles: vehicles, crew: crew, duress: duress, separations: separations)
    return Judgement(facts, asOf: asOf)
  }

  /// Takes evidence in and returns from where on that may have changed anything.
  private mutating func take(_ evidence: Admission) -> Instant {
    let instant = evidence.placed
    switch evidence.fact {
    case .declaration(let declaration):
      declarations.insert(declaration.kind, at: instant)
      return .distantPast
    case .position(let report): return take(report, at: instant, isAhead: evidence.isAhead)
    case .recording(let heartbeat): return update(heartbeat.vehicle) { $0.insert(heartbeat, at: instant) } ?? instant
    case .segment(let segment): return update(segment.vehicle) { $0.insert(segment, at: instant) } ?? instant
    case .alarm(let alarm): update(alarm.vehicle) { $0.insert(alarm, at: instant) }
    case .door(let door): update(door.vehicle) { $0.insert(door, at: instant) }
    case .seal(let seal):
      update(seal.vehicle) { $0.insert(seal, at: instant) }
      return .distantPast  // the first seal that is put on says something of all found before
    case .act(let act): take(act, at: instant, isAhead: evidence.isAhead)
    case .phone(let phone): if terms.escorts.contains(phone.person) { separations.insert(phone, at: instant, vehicles) }
    case .policy, .person, .transport: break  // they decide under what a transport is judged, not what happened
    }
    return instant
  }

  /// What a fact may have changed from an instant on.
  func change(by fact: Fact, since: Instant) -> Change {
    // Whoever checks in on one vehicle leaves the others.
    let isOfOne = if case .act = fact { false } else { true }
    return Change(since: since, grounds: Grounds(of: fact), vehicle: isOfOne ? fact.vehicle.flatMap { index(of: $0) } : nil)
  }

  private func index(of vehicle: VehicleID) -> Int? { vehicles.firstIndex { $0.id == vehicle } }

  @discardableResult
  private mutating func update<Result>(_ vehicle: VehicleID, _ change: (VehicleTimelines) -> Result) -> Result? {
    index(of: vehicle).map { change(own($0)) }
  }

  /// A vehicle's timelines, held by nobody else, to be changed.
  private mutating func own(_ index: Int) -> VehicleTimelines {
    if !isKnownUniquelyReferenced(&vehicles[index]) { vehicles[index] = VehicleTimelines(copying: vehicles[index]) }
    return vehicles[index]
  }

  private mutating func take(_ report: PositionReport, at instant: Instant, isAhead: Bool) -> Instant {
    guard let index = index(of: report.vehicle) else { return instant }
    let effect = own(index).insert(report, at: instant, isAhead: isAhead)
    separations.vehicleMoved(index, effect, vehicles)
    switch effect {
    case .none: return isAhead ? instant - terms.policy.signalLoss : instant
    case .stillFrozen(let since): return since
    case .appended(let fix, let previous): return previous?.at ?? fix.at
    case .replaced(let change): return change.before?.at ?? .distantPast
    }
  }

  private mutating func take(_ act: CrewAct, at instant: Instant, isAhead: Bool) {
    if act.duress { note(DuressCall(vehicle: act.vehicle, person: act.person), at: instant) }
    if !isAhead || act.kind == .checkOut { crew.insert(act, at: instant) }
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

extension Grounds {
  /// The kind of a fact; `nil` of a declaration, and of what decides under what a transport is judged.
  init?(of fact: Fact) {
    switch fact {
    case .position: self = .positions
    case .recording, .segment: self = .recordings
    case .door: self = .doors
    case .alarm: self = .alarms
    case .seal: self = .seals
    case .act: self = .acts
    case .phone: self = .phones
    case .declaration, .policy, .person, .transport: return nil
    }
  }
}
