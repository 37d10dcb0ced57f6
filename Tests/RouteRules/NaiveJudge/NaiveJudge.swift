import EscortDomain

/// A judge that starts from scratch on a list of events and shares no code with the engine: slow, and each part a sentence of
/// RULES.md.
struct NaiveJudge {
  typealias Stretch = (from: Instant, to: Instant)

  let plan: Transport
  let policy: Policy
  let evidence: [(at: Instant, fact: Fact)]
  let knowledge: NaiveEvidence
  var verdicts: [Verdict] = []

  var asOf: Instant { knowledge.asOf }

  static func verdicts(of events: [Event], asOf: Instant) throws -> [Verdict] {
    let knowledge = NaiveEvidence(events, asOf: asOf)
    return try knowledge.plans().flatMap { plan in
      let policy = try knowledge.policy(plan)
      var judge = NaiveJudge(
        plan: plan, policy: policy, evidence: knowledge.evidence(plan, policy), knowledge: knowledge)
      judge.judge()
      return judge.verdicts
    }
    .sorted(by: Verdict.inFeedOrder)
  }

  private init(plan: Transport, policy: Policy, evidence: [(at: Instant, fact: Fact)], knowledge: NaiveEvidence) {
    self.plan = plan
    self.policy = policy
    self.evidence = evidence
    self.knowledge = knowledge
  }

  func declared(_ kind: Declaration.Kind) -> [Instant] {
    evidence.compactMap { item in
      if case .declaration(let declaration) = item.fact, declaration.kind == kind { item.at } else { nil }
    }
  }

  private mutating func judge() {
    let fixes = plan.vehicles.map { NaiveFixes.counting(evidence, $0.id, policy) }
    let observedDeparture = fixes.compactMap { departure($0) }.min()
    let declaredDeparture = declared(.departed).min()
    let earliest = [observedDeparture, declaredDeparture].compactMap(\.self).min()
    let entries = fixes.map { fixes in earliest.flatMap { arrival($0, fixes) } }
    let observedArrival = entries.allSatisfy { $0 != nil } ? entries.compactMap(\.self).max() : nil
    let declaredArrival = declared(.arrived).max()
    let handedOver = declared(.handedOver).max()

    var departed = declaredDeparture ?? observedDeparture
    let arrived = [declaredArrival, observedArrival, handedOver].compactMap(\.self)
      .first { $0 > (departed ?? plan.plannedDeparture) }
    if departed == nil, arrived != nil { departed = plan.plannedDeparture }

    mismatch(declaredDeparture, observedDeparture, "departure")
    mismatch(declaredArrival, observedArrival, "arrival")
    if let declaredArrival, observedArrival == nil, asOf > declaredArrival + policy.declaredObservedMax {
      add(.declaredObservedMismatch, (declaredArrival, .distantFuture), .medium, of: "arrival")
    }
    terminalAlarms(departed, arrived, handedOver)
    timing(departed, arrived, ([declaredArrival] + entries).compactMap(\.self).min())
    let custody = departed.map { Stretch($0, arrived ?? .distantFuture) }
    let duty = (declared(.loaded) + [departed].compactMap(\.self)).min().map { start in
      Stretch(start, handedOver.flatMap { $0 > start ? $0 : nil } ?? .distantFuture)
    }
    duress(duty?.to ?? .distantFuture)
    handOver(arrived, handedOver, declared(.stored).max())
    seals(custody, duty)
    if let custody {
      signalLoss(fixes, custody)
      displacements(fixes, custody)
      deviations(fixes, custody)
      stops(fixes, custody)
      speeding(fixes, custody)
      convoySeparation(fixes, custody)
      doors(fixes, custody)
      implausible(custody)
    }
    if let duty {
      crewSeparation(fixes, duty)
      escortMinimum(duty)
      recordingContinuity(duty)
      missedCheckIn(fixes, duty)
    }
  }

  // MARK: Custody

  private func departure(_ fixes: [NaiveFixes.Fix]) -> Instant? {
    var seenInside = false
    var start: Instant?
    for fix in fixes {
      if NaiveGeometry.inside(plan.origin.area, fix.place, policy.areaRadiusMetres) {
        seenInside = true
        start = nil
      } else if seenInside {
        start = start ?? fix.at
        if let start, fix.at - start >= policy.departureStay { return start }
      }
    }
    return nil
  }

  private func arrival(_ departure: Instant, _ fixes: [NaiveFixes.Fix]) -> Instant? {
    var start: Instant?
    for fix in fixes where fix.at > departure {
      if NaiveGeometry.inside(plan.destination.area, fix.place, policy.areaRadiusMetres) {
        start = start ?? fix.at
        if let start, fix.at - start >= policy.arrivalStay { return start }
      } else {
        start = nil
      }
    }
    return nil
  }

  // MARK: Timing

  private mutating func mismatch(_ declared: Instant?, _ observed: Instant?, _ aspect: String) {
    guard let declared, let observed else { return }
    let (from, to) = (min(declared, observed), max(declared, observed))
    if to - from > policy.declaredObservedMax { add(.declaredObservedMismatch, (from, to), .medium, of: aspect) }
  }

  private mutating func timing(_ departure: Instant?, _ arrival: Instant?, _ entry: Instant?) {
    add(.lateDeparture, (plan.plannedDeparture + policy.lateDepartureBy, departure ?? .distantFuture), .medium)
    let tooLate = plan.firstSession.map { (arrival ?? asOf) > $0 - policy.lateCriticalBeforeSession } ?? false
    add(
      .lateArrival, (plan.plannedArrival + policy.lateArrivalBy, arrival ?? .distantFuture), tooLate ? .critical : .high)
    if let departure {
      let planned = plan.plannedArrival - plan.plannedDeparture
      let allowed = TimeSpan(microseconds: Int64((Double(planned.microseconds) * policy.transitFactor).rounded()))
      add(.transitTime, (departure + allowed, arrival ?? .distantFuture), .high)
    }
    if let entry, let session = plan.firstSession, plan.leg != .printerProvince, !plan.earlyArrivalException {
      add(.earlyArrival, (entry, NaiveGeometry.midnight(daysBefore: policy.earlyDays, session)), .high)
    }
  }

  // MARK: Signal

  private mutating func signalLoss(_ fixes: [[NaiveFixes.Fix]], _ custody: Stretch) {
    for (vehicle, fixes) in zip(plan.vehicles, fixes) {
      var ends: [(fix: NaiveFixes.Fix?, stretch: Stretch)] = []
      var last: NaiveFixes.Fix?
      for fix in fixes {
        ends.append((last, (last?.at ?? .distantPast, fix.at)))
        last = fix
      }
      ends.append((last, (last?.at ?? .distantPast, .distantFuture)))
      for (fix, stretch) in ends {
        guard let (cut, length) = cut(stretch, custody), length > policy.signalLoss else { continue }
        let limits = plan.zones.filter { zone in
          fix.map { NaiveGeometry.inside(zone.area, $0.place, policy.areaRadiusMetres) } ?? false
        }.map { $0.limitSeconds ?? 0 }
        let excused = limits.max().map { length.seconds <= $0 } ?? false
        add(.signalLoss, cut, excused ? .info : .high, vehicle: vehicle.id)
      }
    }
  }

  // MARK: Duty

  private mutating func escortMinimum(_ duty: Stretch) {
    let crew = plan.vehicles.flatMap(\.crew)
    let eligible = Set(crew.map(\.person)).filter { person in
      guard crew.allSatisfy({ $0.person != person || $0.role == .escort }), let record = knowledge.record(person) else { return false }
      return record.formalEmployee == true && record.candidateRelative == false && record.approved == true
        && record.pledge != nil
        && (record.organisation == plan.origin.organisation || record.organisation == plan.destination.organisation)
    }
    let needed = plan.vehicles.count == 1 ? policy.escortMinimumLone ?? policy.escortMinimum : policy.escortMinimum
    for vehicle in plan.vehicles {
      let short = stretches(
        where: { time in eligible.count(where: { isPresent($0, on: vehicle.id, time) }) < needed }, presenceEdges, duty)
      for stretch in short {
        if let (cut, length) = cut(stretch, duty), length >= policy.escortMinimumFor {
          add(.escortMinimum, cut, .critical, vehicle: vehicle.id)
        }
      }
    }
  }

  private var acts: [(at: Instant, act: CrewAct)] {
    evidence.compactMap { item in if case .act(let act) = item.fact { (item.at, act) } else { nil } }
  }

  private var proofLasts: TimeSpan { policy.checkInInterval + policy.checkInGrace }

  /// The instants at which anybody's presence may change.
  var presenceEdges: [Instant] { acts.flatMap { [$0.at, $0.at + proofLasts] } }

  func isPresent(_ person: PersonID, on vehicle: VehicleID, _ time: Instant) -> Bool {
    let acts = acts
    return acts.contains { proof in
      proof.act.person == person && proof.act.vehicle == vehicle && proof.act.kind != .checkOut
        && proof.at <= time && time < proof.at + proofLasts
        && !acts.contains { end in
          end.act.person == person && proof.at <= end.at && end.at <= time
            && (end.act.kind == .checkOut ? end.act.vehicle == vehicle : end.act.vehicle != vehicle)
        }
    }
  }

  private mutating func recordingContinuity(_ duty: Stretch) {
    for vehicle in plan.vehicles {
      for camera in Set(vehicle.cameras) { recordingContinuity(duty, vehicle.id, camera) }
    }
  }

  private mutating func recordingContinuity(_ duty: Stretch, _ vehicle: VehicleID, _ camera: Int) {
    let proof = NaiveRecording(evidence, vehicle, camera, policy)
    let lastProved = proof.edges.sorted().last { $0 != .distantFuture && proof.isProved($0 - .microsecond) }
    let lastProof = [duty.from, lastProved, proof.lastRecording].compactMap(\.self).max() ?? duty.from
    var gaps = stretches(where: { !proof.isProved($0) }, proof.edges, (duty.from, min(lastProof, duty.to)))
    if asOf - lastProof > policy.heartbeatGap { gaps.append((lastProof, duty.to)) }
    for gap in gaps {
      if let (cut, length) = cut(gap, duty), length > policy.recordingGapIgnored {
        add(.recordingContinuity, cut, .critical, vehicle: vehicle, camera: camera)
      }
    }
  }

  // MARK: Stretches

  /// The maximal stretches of a window in which a predicate holds that changes only at the edges.
  func stretches(where holds: (Instant) -> Bool, _ edges: [Instant], _ window: Stretch) -> [Stretch] {
    guard window.from < window.to else { return [] }
    let points = Set(edges.filter { window.from < $0 && $0 < window.to } + [window.from]).sorted() + [window.to]
    var found: [Stretch] = []
    for (from, to) in zip(points, points.dropFirst()) where holds(from) {
      if let last = found.last, last.to == from { found[found.count - 1].to = to } else { found.append((from, to)) }
    }
    return found
  }

  func cut(_ stretch: Stretch, _ window: Stretch) -> (Stretch, TimeSpan)? {
    let from = max(stretch.from, window.from)
    let to = min(stretch.to, window.to)
    guard from < to, from <= asOf else { return nil }
    return ((from, to), min(to, asOf) - from)
  }

  mutating func add(
    _ rule: RuleID, _ stretch: Stretch, _ severity: Severity, vehicle: VehicleID? = nil, camera: Int? = nil,
    person: PersonID? = nil, of aspect: String? = nil, named name: String? = nil
  ) {
    guard stretch.from < stretch.to, stretch.from <= asOf else { return }
    verdicts.append(
      Verdict(
        subject: Verdict.Subject(
          rule: rule, transport: plan.id, vehicle: vehicle, camera: camera, person: person,
          aspect: aspect.map { Verdict.Aspect(field: "of", value: $0) } ?? name.map { Verdict.Aspect(field: "name", value: $0) }),
        from: stretch.from, to: stretch.to > asOf ? nil : stretch.to, severity: severity))
  }
}
