import BackgroundWork
public import EscortDomain
public import Journal
public import RouteRules
import Synchronization

/// The dispatch desk: follows the journal, judges every transport as it grows, keeps its alerts, and tells whoever watches.
///
/// It rests on nothing but the journal: begun again from its start it gives the same verdicts, the same history and the same
/// alerts with the same identifiers, however late it was asked (RULES.md §1 law 2).
public actor Desk<Store: Journal, Deriver: EventDeriver> {
  private let journal: Store
  /// Judging may wait; who sends a report waits for its answer.
  private let thread = BackgroundThread(name: "desk", share: .quarter)
  var deriver: Deriver
  var engine: ShardedRuleEngine
  /// Who judges beside the desk's own thread while many entries are to be taken in.
  let team: BackgroundTeam
  var plans = PlanBook()
  var dossiers: Dossiers
  var names: [PersonID: String] = [:]
  /// What the desk tells while it follows.
  public nonisolated let stream: DeskStream
  var position: Int64 = 0
  /// The places of the entries that are read again where the desk's record is taken up.
  var lasting: [Int64] = []
  /// How far the desk has judged while it follows, to be read without waiting for it; 0 before.
  private nonisolated let progress = Atomic<Int64>(0)
  /// Whether the desk is taking in what the journal held when it began: nothing is told or asked for before that.
  private(set) var isBeginning = false
  /// Whether the desk has taken in what the journal held and follows it now; from then on it tells its stream.
  public private(set) var isFollowing = false
  /// Transports whose figures changed; told once a second.
  private var dirty: Set<TransportID> = []
  /// Those that are told within this second, a share at each tick, so that nobody waits for the desk for long.
  private var due: [TransportID] = []
  private var share = 0
  /// Transports with news from the rules or the plan; told at once.
  private var urgent: Set<TransportID> = []
  private var replanned: Set<TransportID> = []
  private var greatestDelay = TimeSpan.zero
  /// Lists of recordings to be asked for.
  var proofRequests: [ProofRequest] = []
  /// Prompts to be sent.
  var prompts: [ConfirmationPrompt] = []
  /// Transports that may have arrived since arrivals were last looked at.
  var arrivalsToLookAt: Set<TransportID> = []

  /// A desk before the first entry, or where another one stood.
  ///
  /// - Parameters:
  ///   - journal: what it follows.
  ///   - deriver: what an entry means; before the first one.
  ///   - start: where another desk on the journal stood, and the entries that names; `nil` for the journal's beginning.
  ///   - memory: how much of the evidence is held in memory; with the other desk's archive.
  ///   - firstSequence: the number its stream begins with; greater than any an earlier run of the service gave.
  ///   - shards: on how many processors it judges when it is far behind; `nil` for those there are, up to eight, which is as many as the
  ///     one thread that reads entries and tells alerts can feed. What it tells does not depend on it.
  public init(
    journal: Store, deriver: Deriver, takingUp start: DeskStart<Deriver.Record>? = nil,
    memory: EngineMemory = EngineMemory(foretells: true),
    firstSequence: Int64 = 1, shards: Int? = nil
  ) {
    self.journal = journal
    var deriver = deriver
    let shards = shards ?? min(BackgroundTeam.processors, Self.mostShards)
    if let start {
      let lines = deriver.takeUp(start.record.deriver, after: start.entries).filter { $0.fact.vehicle == nil }
      engine = ShardedRuleEngine(takingUp: start.record.engine, lines: lines, shards: shards, clocking: .live, memory: memory)
      for line in lines {
        if case .person(let person) = line.fact { names[person.id] = person.name }
        if case .transport(let plan) = line.fact { plans.take(plan) }
      }
      dossiers = start.record.dossiers
      dossiers.archive = memory.archive
      arrivalsToLookAt = start.record.arrivalsToLookAt
      position = start.record.position
      lasting = start.record.lasting
    } else {
      engine = ShardedRuleEngine(shards: shards, clocking: .live, memory: memory)
      dossiers = Dossiers(archive: memory.archive)
    }
    self.deriver = deriver
    team = BackgroundTeam(name: "judge", threads: shards - 1, share: .quarter)
    stream = DeskStream(firstSequence: firstSequence)
  }

  /// Runs on a thread of its own.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Takes in what the journal holds, then follows it until the task is cancelled or the journal closes.
  ///
  /// - Parameters:
  ///   - clock: the service's, for the age of what comes.
  ///   - pause: waited for between one look and the next, so that many commits come in one.
  public func run(clock: @Sendable () -> Instant, pause: @Sendable () async throws -> Void) async throws {
    isBeginning = true
    defer { isBeginning = false }
    engine.wake(dueAt: clock(), atOnce: team.run)
    try await catchUp()
    isBeginning = false
    // What was to be asked before this start was asked then.
    _ = takeProofRequests(at: clock())
    isFollowing = true
    for try await entries in journal.follow(after: position, batch: Self.batch) {
      if let last = entries.last { greatestDelay = max(greatestDelay, clock() - last.received) }
      take(entries)
      if entries.count < Self.batch { try await pause() }
    }
  }

  /// Takes in what the journal holds beyond what was followed, so that an answer rests on everything stored before it was asked.
  public func catchUp() async throws {
    while true {
      let entries = try await journal.read(after: position, limit: Self.batch)
      guard !entries.isEmpty else { return }
      take(entries)
      try Task.checkCancellation()  // a service that is told to stop does not judge a long journal first
    }
  }

  /// Judges what time alone decides and tells the watchers what changed; to be called several times a second.
  public func tick(at now: Instant) {
    judge(at: now)
    guard isFollowing else { return }
    let told = due.suffix(share)
    due.removeLast(told.count)
    tell(urgent.union(told), at: now)
    urgent = []
  }

  private func tell(_ transports: Set<TransportID>, at now: Instant) {
    for id in transports.sorted() where !engine.isClosed(id) {
      guard let view = view(of: id, at: now) else { continue }
      stream.tell(replanned.contains(id) ? .planned(view, trails: trails(of: view, at: now)) : .transport(view))
      replanned.remove(id)
    }
  }

  /// Tells the watchers what time it is, for the service and each transport, and how far the desk is behind the journal; the figures that
  /// changed follow with the ticks to come. To be called once a second.
  public func tellTime(at now: Instant) {
    guard !isBeginning else { return }
    let open = engine.openTransports
    let times = open.map { ($0, engine.time(of: $0, at: now)) }
    stream.tell(.time(now: now, delay: greatestDelay, transports: times))
    greatestDelay = .zero
    // What is proved grows with time though nothing happens: the figures of a running transport are told anew.
    for id in open where engine.isAwake(id) {
      guard let picture = engine.picture(of: id, at: now) else { continue }
      if isOver(picture) { putAway(id, at: now) }
      guard picture.custody.duty?.contains(picture.asOf) == true else { continue }
      dirty.insert(id)
      notePrompts(picture)
    }
    for id in dossiers.transportsAtHand where engine.isClosed(id) { dossiers.putAway(id) }
    due = dirty.union(due).sorted()
    share = due.count / Self.ticksInSecond + 1
    dirty = []
  }

  /// Puts a transport away that is over, unless what was received is still to be judged, or may still change it.
  private func putAway(_ transport: TransportID, at now: Instant) {
    judge(at: now)
    if journal.isQuiet(after: position) { _ = engine.close(transport, at: now) }
  }

  /// The place of the last entry judged; `nil` while the desk takes in what the journal held when it began.
  public var judged: Int64? { isFollowing ? position : nil }

  /// The verdicts of a transport at an instant of the service's clock; `nil` when there is no such transport.
  public func verdicts(of transport: TransportID, at now: Instant) -> [Verdict]? {
    guard engine.transports.contains(transport) else { return nil }
    judge(at: now)
    return engine.verdicts(of: transport, at: now)
  }

  /// What happened to the verdicts of a transport up to an instant, in order; `nil` when there is no such transport.
  public func transitions(of transport: TransportID, at now: Instant) -> [Transition]? {
    guard engine.transports.contains(transport) else { return nil }
    judge(at: now)
    return dossiers[transport].history
  }

  /// The transports there are.
  public var transports: [TransportID] { engine.transports }

  /// Whether the desk follows the journal and is more than so many entries behind it; asked without waiting for the desk.
  public nonisolated func isBehind(_ last: Int64, by most: Int64) -> Bool {
    let judged = progress.load(ordering: .relaxed)
    return judged > 0 && last - judged > most
  }

  /// Stores that somebody acknowledges an alert, then returns it; `nil` when there is none of that identifier.
  ///
  /// - Throws: ``DeskError/alreadyAcknowledged`` when it was acknowledged before; the journal's error when it is not stored.
  public func acknowledge(_ alert: AlertID, by name: String) async throws -> Alert? {
    try await catchUp()
    guard let known = dossiers.alert(alert) else { return nil }
    guard known.acknowledgement == nil else { throw DeskError.alreadyAcknowledged }
    let draft = EntryDraft(kind: .alertAcknowledged, origin: name, bytes: Array(alert.text.utf8))
    _ = try await journal.append(draft)
    try await catchUp()
    return dossiers.alert(alert)
  }

  private func take(_ entries: [Entry]) {
    // While one reader waited for the store another may have taken the same entries.
    let fresh = entries.filter { $0.position > position }
    if isBeginning || entries.count >= Self.batch {
      takeTogether(fresh)  // one that is behind takes its share of every processor
    } else {
      for entry in fresh {
        take(entry)
        BackgroundThread.giveWay()
      }
    }
    if isFollowing { progress.store(position, ordering: .relaxed) }
  }

  private func take(_ entry: Entry) {
    if entry.draft.kind == .alertAcknowledged { acknowledge(entry) }
    let events = deriver.events(of: entry)
    for event in events {
      engine.take(event)
      note(event) { engine.time(of: $0, at: event.received) }
    }
    settle(at: entry.received, cause: events)
    noteLasting(entry, events)
    if let vehicle = deriver.connectedVehicle(of: entry) { noteConnection(of: vehicle, at: entry.received) }
    position = entry.position
  }

  /// Notes what an event says beside what is judged by it, before anything that followed from it.
  ///
  /// - Parameter received: when it came in, on the clock that a transport was on before.
  func note(_ event: Event, received: (TransportID) -> Instant) {
    takeLine(event)
    if case .transport(let plan) = event.fact {
      urgent.insert(plan.id)
      replanned.insert(plan.id)
    }
    if case .declaration(let declaration) = event.fact {
      urgent.insert(declaration.transport)
      arrivalsToLookAt.insert(declaration.transport)
    }
    guard let vehicle = event.fact.vehicle else { return }
    for transport in plans.transports(of: vehicle) where !engine.isClosed(transport) {
      guard let plan = plans[transport], VehicleWatch.counts(event, for: plan) else { continue }
      let news = dossiers[transport].watch.take(event, for: plan, received: received(transport))
      dirty.insert(transport)
      arrivalsToLookAt.insert(transport)
      if isFollowing, let news { stream.tell(.position(news)) }
    }
  }

  /// Notes that an entry is to be read again where the desk's record is taken up.
  func noteLasting(_ entry: Entry, _ events: [Event]) {
    guard events.contains(where: { $0.fact.vehicle == nil }) || entry.draft.kind == .accountSet || deriver.lasts(entry) else { return }
    lasting.append(entry.position)
  }

  /// Notes who somebody is, and which plans there are. Another plan or policy has progress measured anew.
  func takeLine(_ event: Event) {
    switch event.fact {
    case .person(let person): names[person.id] = person.name
    case .policy: dossiers.beginProgressAnew()
    case .transport(let plan):
      plans.take(plan)
      dossiers[plan.id].watch.beginProgressAnew()
    default: break
    }
  }

  /// Notes that an entry acknowledges an alert.
  func acknowledge(_ entry: Entry) {
    let id = AlertID(text: String(decoding: entry.draft.bytes, as: UTF8.self))
    guard let alert = dossiers.acknowledge(id, by: entry.draft.origin, at: entry.received), isFollowing else { return }
    stream.tell(.alert(alert, .acknowledged))
  }

  /// Judges what time alone decides, when nothing received before that is still to be taken in: judged without it, what it shows would be
  /// raised and withdrawn at once, and no replay would find the same.
  func judge(at now: Instant) {
    if journal.isQuiet(after: position) { settle(at: now, cause: nil) }
  }

  private func settle(at now: Instant, cause: [Event]?) { tell(engine.settle(at: now), cause: cause) }

  /// Makes alerts of what happened to verdicts.
  ///
  /// - Parameter cause: the events of the entry that decided it; `nil` when it was time alone.
  func tell(_ transitions: [Transition], cause: [Event]?) {
    for transition in transitions {
      let transport = transition.verdict.subject.transport
      let reason = Alert.Reason(of: transition, decidedBy: cause ?? [])
      let alert = dossiers.take(transition, reason: reason, detail: detail(of: transition.verdict))
      urgent.insert(transport)
      if isFollowing { stream.tell(.alert(alert, Alert.Step(transition.kind))) }
    }
  }

  private static var batch: Int { 1024 }
  private static var mostShards: Int { 8 }
  /// Ticks are said to come several times a second; the figures of every transport are out after so many.
  private static var ticksInSecond: Int { 8 }
}

/// Why the desk refused something.
public enum DeskError: Error, Hashable, Sendable {
  /// The alert was acknowledged before.
  case alreadyAcknowledged
}

extension EntryKind {
  /// Somebody acknowledged an alert; the bytes are its identifier. Origin: who.
  public static let alertAcknowledged = EntryKind(rawValue: "alert-acknowledged")
}
