import EscortDomain

/// What is known of one transport under one plan, one policy and one set of records, as timelines.
struct TransportTimelines: Sendable {
  let terms: Terms
  private(set) var vehicles: [VehicleTimelines]
  private(set) var declarations = DeclarationTimeline()
  private var crew: CrewTimelines
  private var duress: [DuressCall] = []
  private var separations: Separations
  /// From where on anything may have changed since ``judged()`` was called.
  private(set) var changedSince = Instant.distantPast
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
    changedSince = min(changedSince, since)
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
    for index in vehicles.indices { vehicles[index].trim(upTo: instant) }
    separations.trim(upTo: instant)
  }

  /// Notes that all that is known was judged.
  mutating func judged() { changedSince = .distantFuture }

  /// The transport as the rules see it at an instant; they may leave out what ended before `since`.
  func judgement(asOf: Instant, since: Instant = .distantPast) -> Judgement {
    Judgement(
      terms: terms, asOf: asOf, since: since, custody: Custody(plan: terms.plan, declarations: declarations, vehicles: vehicles),
      handedOver: declarations.handedOver, stored: declarations.stored, vehicles: vehicles, crew: crew, duress: duress,
      separations: separations)
  }

  /// The transport as the rules see it at an instant after one at which it was judged.
  ///
  /// - Parameter custody: what it was then; where it is not so now, everything must be judged anew.
  func judgement(asOf: Instant, afterOneAt former: Instant, _ custody: Custody?) -> Judgement {
    // What waits to become certain, a run without a later fix or the time after a last proof, then ends or begins before now.
    let waits = max(terms.policy.signalLoss, terms.policy.heartbeatGap)
    let judgement = judgement(asOf: asOf, since: min(changedSince, former - waits))
    return judgement.custody == custody ? judgement : self.judgement(asOf: asOf)
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

  private func index(of vehicle: VehicleID) -> Int? { vehicles.firstIndex { $0.id == vehicle } }

  @discardableResult
  private mutating func update<Result>(_ vehicle: VehicleID, _ change: (inout VehicleTimelines) -> Result) -> Result? {
    guard let index = index(of: vehicle) else { return nil }
    return change(&vehicles[index])
  }

  private mutating func take(_ report: PositionReport, at instant: Instant, isAhead: Bool) -> Instant {
    guard let index = index(of: report.vehicle) else { return instant }
    let effect = vehicles[index].insert(report, at: instant, isAhead: isAhead)
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
