import EscortDomain

/// One transport under judgement: its timelines, the evidence that waits for its time, the verdicts that hold, and when it
/// next wants to be asked.
///
/// It keeps its own time: for a simulated transport judged live that is the scenario's (RULES.md §1 `clock`).
struct TransportCase: Sendable {
  let id: TransportID
  /// The instant of the last judgement, on the transport's own clock.
  private(set) var asOf: Instant
  /// What is known; `nil` while no plan stands.
  private(set) var timelines: TransportTimelines?
  private var docket = Docket()
  private var waiting = WaitingLine()
  private var nextPlan: Instant?
  private var needsRebuild = false
  /// Whether that is so because it stands under another plan, policy or record, or something is known earlier: then all is judged anew.
  private var standsAnew = false
  private var isStale = false
  /// The instant of the service's clock that it was last moved on to.
  private var settledAt = Instant.distantPast
  /// When it next wants to be asked, while what is known of it lies with the sources alone; `nil` while it is at hand.
  private var sleep: Sleep?
  /// What the transport is played by; `nil` when its time is the service's.
  private(set) var clock: ScenarioClock?
  /// What was taken in since the last judgement, or the last of it.
  private var news: [Event] = []
  private let clocking: Clocking
  private var reach: Reach
  private let foretells: Bool

  private struct Sleep {
    let until: Instant?
    /// When each group of rules was last judged.
    let judged: [Instant]
    /// Of a transport that is over: evidence placed after this changes nothing, and earlier than its own counts none of it does.
    let closedAfter: Instant?
    let countsFrom: Instant
  }

  /// A case before anything is known.
  init(id: TransportID, asOf: Instant, clocking: Clocking, memory: EngineMemory) {
    self.id = id
    self.asOf = asOf
    self.clocking = clocking
    reach = Reach(memory: memory)
    foretells = memory.foretells
  }

  /// The transport's own time at an instant of the service's clock.
  func time(at wall: Instant) -> Instant { clock?.scenarioTime(at: wall) ?? wall }

  /// The instant of the service's clock at which the case next wants to be asked.
  var nextWake: Instant? {
    if needsRebuild || isStale { return .distantPast }
    return nextStep.map { clock?.wallTime(of: $0) ?? $0 }
  }

  private var nextStep: Instant? {
    if let sleep { return sleep.until }
    let next = min(nextPlan ?? .distantFuture, docket.nextCheck ?? .distantFuture, waiting.nextActivation ?? .distantFuture)
    return next == .distantFuture ? nil : next
  }

  /// Notes that a plan, record or policy was told; it counts when its time comes, or at once.
  mutating func takeReference(_ event: Event) {
    let activation = activation(of: event)
    if activation <= asOf {
      needsRebuild = true
      standsAnew = true
    } else {
      nextPlan = min(nextPlan ?? activation, activation)
    }
  }

  /// From when a line counts on the case's clock; a plan counts by the clock it brings itself.
  private func activation(of line: Event) -> Instant {
    guard case .transport = line.fact else { return clocking.activation(of: line, under: timelines?.terms.plan) }
    return time(at: clocking.activationOnWall(of: line))
  }

  /// Notes that something known turned out to be known earlier.
  mutating func judgeAnew() {
    guard !isAsleep else { return }
    needsRebuild = true
    standsAnew = true
  }

  /// Takes evidence in, now or when its time comes.
  mutating func take(_ event: Event) {
    guard !isAsleep, let entry = admitted(event) else { return }
    if entry.activation <= asOf {
      insert(entry)
      isStale = true
    } else if !needsRebuild {
      waiting.insert(entry)
    }
  }

  /// Takes in what counts now. Evidence that reaches further back than what is held makes everything be read back and judged anew.
  private mutating func insert(_ entry: Admission) {
    if !needsRebuild, let lag = timelines?.lag(of: entry) { reach.extend(to: lag) }
    if !needsRebuild, let reached = timelines?.insert(entry) {
      needsRebuild = true
      reach.extend(to: (timelines?.latest ?? reached) - reached)
    }
    if needsRebuild, let change = timelines?.change(by: entry.fact, since: .distantPast) { docket.note(change) }
    if let latest = timelines?.latest, reach.note(latest: latest), !needsRebuild { trim() }
    if news.count == Self.mostNews { news.removeFirst(Self.mostNews / 2) }
    news.append(entry.event)
  }

  /// Moves on to an instant of the service's clock, judging at every instant on the way at which something changes, and
  /// returns the transitions in order. What arrived for the past is judged at the present instant first.
  mutating func settle(at wall: Instant, _ sources: some EvidenceSource) -> [Transition] {
    var transitions: [Transition] = []
    wake(sources)
    if needsRebuild { rebuild(at: wall, sources) }
    if isStale { transitions += judge() }
    while let next = nextStep, next <= time(at: wall) {
      asOf = max(asOf, next)
      if isPlanDue { rebuild(at: wall, sources) } else { admitWaiting(at: wall, sources) }
      transitions += judge()
    }
    asOf = max(asOf, time(at: wall))
    settledAt = wall
    return transitions
  }

  /// The verdicts at an instant of the service's clock, when it has been moved on to that.
  func verdicts(at wall: Instant) -> [Verdict] {
    let asOf = max(asOf, time(at: wall))
    return timelines.map { RuleBook.judge($0.judgement(asOf: asOf)).verdicts } ?? []
  }

  /// Moves on to an instant of the service's clock without judging: what happened to verdicts meanwhile is told by nobody.
  mutating func skip(to wall: Instant, _ sources: some EvidenceSource) {
    wake(sources)
    if needsRebuild { rebuild(at: wall, sources) }
    while true {
      let next = min(nextPlan ?? .distantFuture, waiting.nextActivation ?? .distantFuture)
      guard next != .distantFuture, next <= time(at: wall) else { break }
      asOf = max(asOf, next)
      if isPlanDue { rebuild(at: wall, sources) } else { admitWaiting(at: wall, sources) }
    }
    asOf = max(asOf, time(at: wall))
    settledAt = wall
    isStale = true
    news.removeAll(keepingCapacity: true)
  }

  /// Where it stands, when all that was taken in has been judged.
  var record: CaseRecord {
    CaseRecord(
      id: id, asOf: asOf, judged: sleep?.judged ?? docket.judged, settledAt: settledAt, clock: clock, wake: nextStep,
      closedAfter: sleep?.closedAfter,
      countsFrom: sleep?.countsFrom ?? .distantPast)
  }

  /// Stands where it was written down, asleep.
  mutating func takeUp(_ record: CaseRecord) {
    asOf = record.asOf
    settledAt = record.settledAt
    clock = record.clock
    sleep = Sleep(until: record.wake, judged: record.judged, closedAfter: record.closedAfter, countsFrom: record.countsFrom)
  }

  /// Has all that is known at hand again. What held was told before it fell asleep: law 1 says that it is found again. Evidence that was
  /// passed over meanwhile waits for its time, and has it when it is next moved on.
  mutating func wake(_ sources: some EvidenceSource) {
    guard let sleep else { return }
    self.sleep = nil
    rebuild(at: settledAt, sources)
    isStale = false
    // Figures such as lengths are those of when a group was last judged; nothing it rests on came since.
    if let judgement = timelines?.judgement(asOf: asOf) { docket.restore(judgement, judged: sleep.judged) }
  }

  /// Lets go of all that is known when the transport is over at an instant of the service's clock and later evidence changes nothing; to be
  /// asked for when all up to that has been judged.
  mutating func close(at wall: Instant) {
    let now = max(asOf, time(at: wall))
    guard !isAsleep, nextStep.map({ $0 > now }) ?? true, !needsRebuild, !isStale, nextPlan == nil,
      waiting.allSatisfy({ Self.isBehind(now, $0.fact, placed: $0.placed) }), timelines?.isSettled(at: now) == true
    else { return }
    asOf = now
    settledAt = wall
    let countsFrom = timelines.map { $0.terms.plan.plannedDeparture - $0.terms.policy.evidenceLead }
    sleep = Sleep(until: nil, judged: docket.judged, closedAfter: now, countsFrom: countsFrom ?? .distantPast)
    timelines = nil
    docket = Docket()
    waiting = WaitingLine()
    news = []
  }

  /// Whether what is known lies with the sources alone.
  var isAsleep: Bool { sleep != nil }

  /// Whether it is over, and asleep.
  var isClosed: Bool { sleep?.closedAfter != nil }

  /// Whether it is over and an event of one of its vehicles changes nothing about it.
  func passesOver(_ event: Event) -> Bool {
    guard let sleep, let end = sleep.closedAfter else { return false }
    if event.at < sleep.countsFrom { return true }  // of an earlier trip, or of a clock that is far behind
    return Self.isBehind(end, event.fact, placed: min(event.at, time(at: event.received)))
  }

  private static func isBehind(_ instant: Instant, _ fact: Fact, placed: Instant) -> Bool {
    switch fact {
    case .declaration: false
    case .segment(let segment) where segment.from <= instant: false
    default: placed > instant
    }
  }

  private var isPlanDue: Bool { nextPlan.map { $0 <= asOf } ?? false }

  private func admitted(_ event: Event) -> Admission? { timelines?.admission(of: event, received: time(at: event.received)) }

  private mutating func admitWaiting(at wall: Instant, _ sources: some EvidenceSource) {
    while let entry = waiting.next(countingAt: asOf) { insert(entry) }
    if needsRebuild { rebuild(at: wall, sources) }
  }

  private mutating func trim() {
    if let latest = timelines?.latest { timelines?.trim(upTo: latest - reach.horizon) }
  }

  private mutating func judge() -> [Transition] {
    isStale = false
    defer { news.removeAll(keepingCapacity: true) }
    guard let judgement = timelines?.judgement(asOf: asOf), let changes = timelines?.changes else { return docket.clear(received: asOf) }
    timelines?.judged()
    var (transitions, isCustodyNew) = docket.judge(judgement, changes: changes)
    for index in transitions.indices {
      let subject = transitions[index].verdict.subject
      // By when they came: what waited or was read back comes in another order than what did not.
      let decided = news.filter { subject.rests(on: $0.fact) || (isCustodyNew && $0.fact.mayShowCustody) }
        .sorted(by: Event.cameEarlier)
      transitions[index].decidedBy = Array(decided.suffix(Self.mostTold))
    }
    return transitions
  }

  /// Whether a record or policy can bear on it; before any plan stands everything may. Of one that is asleep: no.
  func isConcerned(by line: Event) -> Bool { !isAsleep && timelines.map { line.concerns($0.terms.plan) } ?? true }

  private static let mostNews = 128
  /// How many of the events that decided a transition are told with it.
  private static let mostTold = 16

  /// Judges everything anew under the plan, records and policy that stand at the case's time; `present` is not before that.
  private mutating func rebuild(at present: Instant, _ sources: some EvidenceSource) {
    let isAnew = standsAnew || isPlanDue
    needsRebuild = false
    standsAnew = false
    isStale = true
    waiting = WaitingLine()
    for change in timelines?.changes ?? [] { docket.note(change) }
    // A clock that stands shows one time for long, and what is told meanwhile is known.
    let wall = clock.map { $0.scenarioTime(at: present) <= asOf ? present : $0.wallTime(of: asOf) } ?? asOf
    let plan = sources.book.plan(of: id) { clocking.activationOnWall(of: $0) <= wall }
    let former = clock
    let new = clocking.clock(of: plan)
    if former != new { asOf = new?.scenarioTime(at: wall) ?? wall }
    clock = new
    let knowledge = ReferenceBook.Knowledge(asOf: asOf) { new?.scenarioTime(at: $0) ?? $0 }
    nextPlan = sources.book.nextActivation(
      of: id, under: plan, knowledge, ofPlan: activation)
    guard let plan else {
      timelines = nil
      // A simulated plan told ahead of its time counts by its own clock, which is nobody's yet.
      let later = sources.book.plans(of: id).map(clocking.activationOnWall).filter { $0 > wall }
      nextPlan = (later + [nextPlan].compactMap(\.self)).min()
      return
    }
    let policy = sources.book.policy(for: plan, knowledge)
    let eligible = Eligibility.eligibleEscorts(of: plan) { sources.book.record(of: $0, knowledge) }
    timelines = TransportTimelines(Terms(plan: plan, policy: policy, eligibleEscorts: eligible), foretells: foretells)
    if isAnew || docket.isEmpty { docket.begin(plan) }
    for event in sources.evidence(for: plan, from: plan.plannedDeparture - policy.evidenceLead) {
      guard let entry = admitted(event) else { continue }
      if entry.activation <= asOf { _ = timelines?.insert(entry) } else { waiting.insert(entry) }
    }
    timelines?.judged()  // what has to be judged anew was noted
    trim()
  }
}

/// Where a case finds what it is judged by.
protocol EvidenceSource {
  /// Plans, records and policies.
  var book: ReferenceBook { get }
  /// The events of a plan's vehicles from an instant of device time on, and the declarations of its transport; some that are older may be
  /// among them.
  func evidence(for plan: Transport, from instant: Instant) -> [Event]
}

extension Event {
  /// By when it came and by when it happened; what is the same in both in an order that does not depend on which was taken in first.
  fileprivate static func cameEarlier(_ one: Event, _ other: Event) -> Bool {
    if one.received != other.received { return one.received < other.received }
    if one.at != other.at { return one.at < other.at }
    if one.fact.vehicle != other.fact.vehicle { return (one.fact.vehicle?.text ?? "") < (other.fact.vehicle?.text ?? "") }
    return PackedWriter.block(of: [one]).lexicographicallyPrecedes(PackedWriter.block(of: [other]))
  }
}
