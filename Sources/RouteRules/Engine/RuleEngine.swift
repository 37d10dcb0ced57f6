public import EscortDomain

/// Judges any number of transports: events in, transitions out. It does no I/O and has no clock of its own.
///
/// Guarantees (RULES.md §1): at one instant the verdicts are the same for every order, duplication and batching of the same
/// events; and events taken in receive order, with ``settle(at:)`` called at or after each receive time and each
/// ``nextWake``, give every transition with the same content and time, however late the calls come.
public struct RuleEngine: Sendable {
  private var sources: Sources
  /// The transports, each by its number.
  private var cases: [TransportCase] = []
  private var numbers: [TransportID: Int] = [:]
  private var wakes = WakeQueue()
  /// How many of the transports are asleep.
  private var asleep = 0
  private let clocking: Clocking
  private let start: Instant
  private let memory: EngineMemory

  /// An engine before any event.
  ///
  /// - Parameters:
  ///   - clocking: whose clock the receive times are on.
  ///   - start: transitions are told from here on; what is taken in for an earlier time counts at once. An offline judge who
  ///     wants verdicts alone starts at the instant asked for.
  ///   - memory: how much is held in memory; what it gives back does not depend on it.
  public init(clocking: Clocking, startingAt start: Instant = .distantPast, memory: EngineMemory = EngineMemory()) {
    self.clocking = clocking
    self.start = start
    self.memory = memory
    sources = Sources(memory: memory)
  }

  /// Takes an event in. Nothing is judged before ``settle(at:)``.
  public mutating func take(_ event: Event) {
    switch event.fact {
    case .transport(let plan):
      if let number = numbers[plan.id] { wake(number) }
      guard note(event) else { return }
      change(number(of: plan.id)) { $0.takeReference(event) }
    case .person, .policy:
      if asleep > 0 { wakeThose(concernedBy: event) }
      guard note(event) else { return }
      for number in cases.indices where cases[number].isConcerned(by: event) { change(number) { $0.takeReference(event) } }
    case .declaration(let declaration):
      if let number = numbers[declaration.transport] { wake(number) }
      let outcome = sources.insert(event, of: declaration.transport)
      if let number = numbers[declaration.transport] { take(event, outcome, number) }
    default:
      guard let vehicle = event.fact.vehicle else { return }
      if asleep > 0 { wakeThose(concernedBy: event, of: vehicle) }
      let (outcome, concerned) = sources.insert(event, of: vehicle)
      for number in concerned { take(event, outcome, number) }
    }
  }

  /// Judges every transport up to an instant of the service's clock and returns what happened to verdicts, in order of the
  /// transports' own receive times.
  public mutating func settle(at wall: Instant) -> [Transition] { settle(at: wall) { _, _ in } }

  /// The same, and says which transports are played by another clock from here on.
  mutating func settle(at wall: Instant, clockChanged: (TransportID, ScenarioClock?) -> Void) -> [Transition] {
    var transitions: [Transition] = []
    let sources = sources
    while let number = wakes.next(dueAt: wall) {
      change(number) { transport in
        let former = transport.clock
        transitions += transport.settle(at: wall, sources)
        if transport.clock != former { clockChanged(transport.id, transport.clock) }
      }
    }
    return transitions.inOrderOfReceipt()
  }

  /// Moves every transport on to an instant of the service's clock without judging, for who wants the verdicts of a later instant alone.
  public mutating func skip(to wall: Instant) {
    let sources = sources
    for number in cases.indices { change(number) { $0.skip(to: wall, sources) } }
  }

  /// The next instant of the service's clock at which ``settle(at:)`` may have something to tell though nothing arrives.
  public var nextWake: Instant? { wakes.earliest }

  /// The verdicts that hold on every transport at an instant of the service's clock, in printed order. Call
  /// ``settle(at:)`` for that instant first; the engine does not go back.
  public func verdicts(at wall: Instant) -> [Verdict] {
    cases.flatMap { transport in
      var transport = transport
      transport.wake(sources)
      return transport.verdicts(at: wall)
    }
    .inFeedOrder()
  }

  /// Those of one transport.
  public mutating func verdicts(of transport: TransportID, at wall: Instant) -> [Verdict] {
    awake(transport)?.verdicts(at: wall).inFeedOrder() ?? []
  }

  /// The transports there are, in order of their identifiers.
  public var transports: [TransportID] { numbers.keys.sorted() }

  /// Those of them that were not closed.
  var openTransports: [TransportID] { cases.indices.filter { !cases[$0].isClosed }.map { cases[$0].id } }

  /// A transport's own time at an instant of the service's clock.
  public func time(of transport: TransportID, at wall: Instant) -> Instant { numbers[transport].map { cases[$0].time(at: wall) } ?? wall }

  /// The scenario's clocks that transports are played by now.
  var clocks: [TransportID: ScenarioClock] {
    cases.reduce(into: [:]) { clocks, transport in if let clock = transport.clock { clocks[transport.id] = clock } }
  }

  /// What is known of a transport at an instant of the service's clock; `nil` while no plan stands.
  public mutating func picture(of transport: TransportID, at wall: Instant) -> TransportPicture? {
    guard let transport = awake(transport), let timelines = transport.timelines else { return nil }
    return TransportPicture(timelines.judgement(asOf: max(transport.asOf, transport.time(at: wall))))
  }

  /// Lets go of all that is known of a transport when it is over at an instant of the service's clock, up to which all has been judged, and
  /// later evidence changes nothing about it; whether it is let go of now. It is read back when something does bear on it, or when it is
  /// asked about.
  public mutating func close(_ transport: TransportID, at wall: Instant) -> Bool {
    guard let number = numbers[transport] else { return false }
    change(number) { $0.close(at: wall) }
    return cases[number].isClosed
  }

  /// Has all that is known of the transports at hand that are to be judged at an instant of the service's clock.
  mutating func wake(dueAt wall: Instant) {
    for number in cases.indices where cases[number].nextWake.map({ $0 <= wall }) ?? false { wake(number) }
  }

  /// Whether all that is known of a transport is at hand.
  func isAwake(_ transport: TransportID) -> Bool { numbers[transport].map { !cases[$0].isAsleep } ?? false }

  /// Whether all that is known of a transport was let go of, as it is over.
  public func isClosed(_ transport: TransportID) -> Bool { numbers[transport].map { cases[$0].isClosed } ?? false }

  /// The case of a transport with all that is known of it at hand.
  private mutating func awake(_ transport: TransportID) -> TransportCase? {
    guard let number = numbers[transport] else { return nil }
    wake(number)
    return cases[number]
  }

  /// Wakes the transports for which a record or policy may be news. One that is over waits for no line that counts later: what says the
  /// same as the line that stands changes nothing about it.
  private mutating func wakeThose(concernedBy line: Event) {
    let isNews = !sources.book.changesNothing(line)
    for number in cases.indices where cases[number].isAsleep && (isNews || !cases[number].isClosed) {
      if sources.book.mayConcern(line, cases[number].id) { wake(number) }
    }
  }

  /// Wakes the transports about which what a vehicle tells may be news.
  private mutating func wakeThose(concernedBy event: Event, of vehicle: VehicleID) {
    let concerned = sources.transports(of: vehicle).filter { cases[$0].isAsleep && !cases[$0].passesOver(event) }
    if concerned.isEmpty || sources.isKnown(event, of: vehicle) { return }
    for number in concerned { wake(number) }
  }

  /// Has all that is known of a transport at hand: what is taken in next is told as news.
  private mutating func wake(_ number: Int) {
    guard cases[number].isAsleep else { return }
    let sources = sources
    change(number) { $0.wake(sources) }
  }

  private mutating func number(of transport: TransportID) -> Int {
    if let number = numbers[transport] { return number }
    cases.append(TransportCase(id: transport, asOf: start, clocking: clocking, memory: memory))
    numbers[transport] = cases.count - 1
    return cases.count - 1
  }

  private mutating func take(_ event: Event, _ outcome: EvidenceStore.Outcome, _ number: Int) {
    switch outcome {
    case .added: change(number) { $0.take(event) }
    case .receivedEarlier: change(number) { $0.judgeAnew() }
    case .known: break
    }
  }

  /// Changes a case where it lies, and notes when it next wants to be asked.
  private mutating func change(_ number: Int, _ body: (inout TransportCase) -> Void) {
    func wakeAfter(_ transport: inout TransportCase) -> Instant? {
      body(&transport)
      return transport.nextWake
    }
    let wasAsleep = cases[number].isAsleep
    wakes.set(wakeAfter(&cases[number]), of: number)
    if cases[number].isAsleep != wasAsleep { asleep += wasAsleep ? -1 : 1 }
  }
}

/// What is moved between engines, written down and taken up again.
extension RuleEngine {
  /// All that a vehicle told, for another engine.
  func evidence(of vehicle: VehicleID) -> EvidenceStore? { sources.evidence(of: vehicle) }

  /// Takes over all that a vehicle told another engine with the same archive; nothing of it is known here.
  mutating func takeOver(_ evidence: EvidenceStore, of vehicle: VehicleID) { sources.takeOver(evidence, of: vehicle) }

  /// Lets go of what a vehicle told that no plan names.
  mutating func letGo(of vehicle: VehicleID) { sources.letGo(of: vehicle) }

  /// What it holds that plans, records, policies and declarations do not say; to be asked for when everything has been judged.
  var record: EngineRecord { EngineRecord(vehicles: sources.evidence, cases: cases.map(\.record)) }

  /// Takes a plan, record, policy or declaration in without judging; false when it was known already.
  mutating func note(_ line: Event) -> Bool {
    if case .declaration(let declaration) = line.fact { return sources.insert(line, of: declaration.transport) != .known }
    guard sources.book.insert(line) else { return false }
    if case .transport(let plan) = line.fact {
      let number = number(of: plan.id)
      for vehicle in plan.vehicles { sources.note(vehicle.id, of: number) }
    }
    return true
  }

  /// Takes a transport up where it was written down.
  mutating func takeUp(_ record: CaseRecord) {
    guard let number = numbers[record.id] else { return }
    change(number) { $0.takeUp(record) }
  }
}

extension [Transition] {
  /// By the transports' own receive times, then as their verdicts are printed; those of one transport stay in their order.
  func inOrderOfReceipt() -> [Transition] {
    guard count > 1 else { return self }
    return sorted { left, right in
      left.received != right.received
        ? left.received < right.received : Verdict.inFeedOrder(left.verdict, right.verdict)
    }
  }
}
