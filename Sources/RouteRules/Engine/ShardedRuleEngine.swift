public import EscortDomain

/// Judges as one ``RuleEngine`` does, transition for transition and in the same order, with its transports shared out to several of them,
/// its shards, that can judge at once.
///
/// A transport lies whole in one shard, and with it all that its vehicles told; what vehicles of two shards' transports told lies in both.
public struct ShardedRuleEngine: Sendable {
  /// Events that are taken in, and the instant of the service's clock up to which everything is judged then.
  public struct Step: Sendable {
    /// The events, in the order they are taken in.
    public var events: [Event]
    /// The instant.
    public var instant: Instant

    /// A step.
    public init(events: [Event], instant: Instant) {
      self.events = events
      self.instant = instant
    }
  }

  /// What a step came to.
  public struct Outcome: Sendable {
    /// What happened to verdicts, in order of the transports' own receive times.
    public internal(set) var transitions: [Transition] = []
    /// The transports that are played by another clock from here on, and by which; `nil` for the service's own.
    public internal(set) var clocks: [(transport: TransportID, clock: ScenarioClock?)] = []
  }

  /// Runs pieces of work, at once where that can be, and returns when all are done. A piece is run once.
  public typealias AtOnce = ([@Sendable () -> Void]) -> Void

  private var shards: [EngineShard]
  private var map: ShardMap

  /// Most shards there can be: more than processors to judge on.
  public static let mostShards = 64
  /// Fewer events are judged here: to have others begin takes longer.
  private static let fewestAtOnce = 64

  /// An engine before any event.
  ///
  /// - Parameters:
  ///   - shards: how many, from 1 to ``mostShards``; others are taken as the nearest of these. What is judged does not depend on it.
  ///   - clocking: whose clock the receive times are on.
  ///   - start: transitions are told from here on, as of ``RuleEngine``.
  ///   - memory: how much each shard holds in memory; they share its archive.
  public init(shards: Int, clocking: Clocking, startingAt start: Instant = .distantPast, memory: EngineMemory = EngineMemory()) {
    let engine = RuleEngine(clocking: clocking, startingAt: start, memory: memory)
    self.shards = (0..<max(1, min(shards, Self.mostShards))).map { _ in EngineShard(engine) }
    map = ShardMap(count: self.shards.count)
  }

  /// An engine that goes on where another stood.
  ///
  /// - Parameters:
  ///   - record: where that was.
  ///   - lines: the plans, records, policies and declarations it had taken in, in their order, with others or without.
  ///   - shards: how many this one has; the other may have had others.
  ///   - clocking: that of the other.
  ///   - memory: with the other's archive.
  public init(
    takingUp record: EngineRecord, lines: some Sequence<Event>, shards: Int, clocking: Clocking, memory: EngineMemory = EngineMemory()
  ) {
    self.init(shards: shards, clocking: clocking, memory: memory)
    for line in lines where line.fact.vehicle == nil {
      _ = map.moves(for: line)  // there is no evidence yet
      for shard in map.shards(of: line) { _ = self.shards[shard].engine.note(line) }
    }
    for evidence in record.vehicles {
      guard let vehicle = evidence.vehicle else { continue }
      for shard in map.shards(ofVehicle: vehicle) { self.shards[shard].engine.takeOver(evidence, of: vehicle) }
    }
    for transport in record.cases { self.shards[map.shard(of: transport.id)].engine.takeUp(transport) }
  }

  /// Where it stands; to be asked for when everything has been judged that was taken in.
  public var record: EngineRecord {
    let records = shards.map(\.engine.record)
    // What vehicles of two shards' transports told lies in both.
    var seen: Set<VehicleID> = []
    return EngineRecord(
      vehicles: records.flatMap(\.vehicles).filter { $0.vehicle.map { seen.insert($0).inserted } ?? false },
      cases: records.flatMap(\.cases))
  }

  /// Takes an event in. Nothing is judged before ``settle(at:)``.
  public mutating func take(_ event: Event) {
    for move in map.moves(for: event) { carryOut(move) }
    for shard in map.shards(of: event) { shards[shard].engine.take(event) }
  }

  /// Judges every transport up to an instant of the service's clock and returns what happened to verdicts, in order of the
  /// transports' own receive times.
  public mutating func settle(at wall: Instant) -> [Transition] {
    var transitions: [Transition] = []
    for shard in shards.indices { transitions += shards[shard].engine.settle(at: wall) }
    return transitions.inOrderOfReceipt()
  }

  /// Has all that is known of the transports at hand that an engine taken up has to judge at an instant of the service's clock; of the
  /// others it is when something is told or asked of them.
  public mutating func wake(dueAt wall: Instant, atOnce: AtOnce? = nil) { change(atOnce) { $0.engine.wake(dueAt: wall) } }

  /// Takes step after step, as ``take(_:)`` of its events and ``settle(at:)`` of its instant would, and returns what each came to.
  ///
  /// - Parameters:
  ///   - steps: the steps, any number, with any number of events.
  ///   - atOnce: runs the shards' work, each shard through all steps by itself; without it, and for few events, it is done here.
  public mutating func play(_ steps: [Step], atOnce: AtOnce? = nil) -> [Outcome] {
    var outcomes = steps.map { _ in Outcome() }
    for (number, step) in steps.enumerated() {
      for event in step.events {
        let moves = map.moves(for: event)
        // What was told before has to be where it is moved from.
        if !moves.isEmpty { work(atOnce, &outcomes) }
        for move in moves { carryOut(move) }
        for shard in map.shards(of: event) { shards[shard].give(event) }
      }
      for shard in shards.indices { shards[shard].settle(at: step.instant, step: number) }
    }
    work(atOnce, &outcomes)
    for index in outcomes.indices { outcomes[index].transitions = outcomes[index].transitions.inOrderOfReceipt() }
    return outcomes
  }

  /// The next instant of the service's clock at which ``settle(at:)`` may have something to tell though nothing arrives.
  public var nextWake: Instant? { shards.lazy.compactMap(\.engine.nextWake).min() }

  /// The verdicts that hold on every transport at an instant of the service's clock, in printed order. Call
  /// ``settle(at:)`` for that instant first; the engine does not go back.
  public func verdicts(at wall: Instant) -> [Verdict] { shards.flatMap { $0.engine.verdicts(at: wall) }.inFeedOrder() }

  /// Those of one transport.
  public mutating func verdicts(of transport: TransportID, at wall: Instant) -> [Verdict] {
    shards[map.shard(of: transport)].engine.verdicts(of: transport, at: wall)
  }

  /// Lets go of all that is known of a transport when it is over, as of ``RuleEngine``.
  public mutating func close(_ transport: TransportID, at wall: Instant) -> Bool {
    shards[map.shard(of: transport)].engine.close(transport, at: wall)
  }

  /// Whether all that is known of a transport is at hand.
  public func isAwake(_ transport: TransportID) -> Bool { shards[map.shard(of: transport)].engine.isAwake(transport) }

  /// Whether all that is known of a transport was let go of, as it is over.
  public func isClosed(_ transport: TransportID) -> Bool { shards[map.shard(of: transport)].engine.isClosed(transport) }

  /// The transports that were not closed, in order of their identifiers.
  public var openTransports: [TransportID] { shards.flatMap(\.engine.openTransports).sorted() }

  /// The transports there are, in order of their identifiers.
  public var transports: [TransportID] { shards.flatMap(\.engine.transports).sorted() }

  /// A transport's own time at an instant of the service's clock.
  public func time(of transport: TransportID, at wall: Instant) -> Instant { engine(of: transport).time(of: transport, at: wall) }

  /// The scenario's clocks that transports are played by now.
  public var clocks: [TransportID: ScenarioClock] {
    shards.reduce(into: [:]) { clocks, shard in clocks.merge(shard.engine.clocks) { clock, _ in clock } }
  }

  /// What is known of a transport at an instant of the service's clock; `nil` while no plan stands.
  public mutating func picture(of transport: TransportID, at wall: Instant) -> TransportPicture? {
    shards[map.shard(of: transport)].engine.picture(of: transport, at: wall)
  }

  private func engine(of transport: TransportID) -> RuleEngine { shards[map.shard(of: transport)].engine }

  private mutating func carryOut(_ move: ShardMap.Move) {
    guard let evidence = shards[move.from].engine.evidence(of: move.vehicle) else { return }
    shards[move.destination].engine.takeOver(evidence, of: move.vehicle)
    if !move.stays { shards[move.from].engine.letGo(of: move.vehicle) }
  }

  /// Changes every shard, at once where there are several.
  private mutating func change(_ atOnce: AtOnce?, _ body: @escaping @Sendable (inout EngineShard) -> Void) {
    guard let atOnce, shards.count > 1 else {
      for shard in shards.indices { body(&shards[shard]) }
      return
    }
    // A shard that lies in one place alone is changed there and not copied, so that each is taken from here to where it is worked on, and
    // back.
    let places = shards.map(Workplace.init)
    shards = []
    atOnce(places.map { place in { place.change(body) } })
    shards = places.flatMap { $0.takeBack() }
  }

  /// Has every shard do what it was given.
  private mutating func work(_ atOnce: AtOnce?, _ outcomes: inout [Outcome]) {
    let isMuch = shards.reduce(0) { $0 + $1.waiting } >= Self.fewestAtOnce
    change(isMuch ? atOnce : nil) { $0.work() }
    for shard in shards.indices { shards[shard].tell(&outcomes) }
  }
}

/// Where a shard lies while it is worked on.
///
/// It may be handed to another thread: nobody touches it but the one piece of work that was made for it, until that is done.
private final class Workplace: @unchecked Sendable {
  private var shards: [EngineShard]

  init(_ shard: EngineShard) {
    shards = [shard]
  }

  func change(_ body: (inout EngineShard) -> Void) {
    for index in shards.indices { body(&shards[index]) }
  }

  func takeBack() -> [EngineShard] {
    defer { shards = [] }
    return shards
  }
}
