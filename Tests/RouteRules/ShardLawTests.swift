import EscortDomain
import Foundation
import Testing

@testable import RouteRules

/// Shards answer as one engine does, over random fleets. `LAW_SHARD_SEEDS=N` tries more of them.
@Suite("The engine shared out")
struct ShardLawTests {
  private static let seeds = ProcessInfo.processInfo.environment["LAW_SHARD_SEEDS"].flatMap { UInt64($0) } ?? 200
  private static let counts = [1, 2, 3, 5]

  @Test("received in order, any number of shards tells what one engine tells, step for step", arguments: 0..<2)
  func inOrder(lane: Int) throws {
    for seed in stride(from: UInt64(lane) + 1, through: Self.seeds, by: 2) {
      let events = try RandomFleet.events(seed: seed).sorted { $0.received < $1.received }
      if try !Self.agree(events, seed, shards: Self.counts[Int(seed / 2 % 4)]) { return }
    }
  }

  @Test("received in any order, any number of shards tells what one engine tells, step for step", arguments: 0..<2)
  func shuffled(lane: Int) throws {
    for seed in stride(from: UInt64(lane) + 1, through: Self.seeds, by: 2) {
      var generator = SeededGenerator(seed: seed &* 31)
      let events = try RandomFleet.events(seed: seed).shuffled(using: &generator)
      if try !Self.agree(events, seed, shards: Self.counts[Int(seed / 2 % 4)]) { return }
    }
  }

  @Test("the random fleets have vehicles that several shards' transports name, and evidence before its plan")
  func coverage() throws {
    var shared = 0
    var moved = 0
    for seed in 1...UInt64(40) {
      var map = ShardMap(count: 3)
      for event in try RandomFleet.events(seed: seed).sorted(by: { $0.received < $1.received }) {
        for move in map.moves(for: event) { if move.stays { shared += 1 } else { moved += 1 } }
        _ = map.shards(of: event)
      }
    }
    #expect(shared >= 10)
    #expect(moved >= 10)
  }

  @Test("transports spread over the shards, whatever their numbers have in common", arguments: [2, 3, 5, 8])
  func spread(shards: Int) {
    let map = ShardMap(count: shards)
    for step in 1...4 {
      let places = (0..<1000).map { map.shard(of: TransportID("CS-\($0 * step)")) }
      for shard in 0..<shards { #expect(abs(places.count { $0 == shard } - 1000 / shards) < 400 / shards) }
    }
  }

  /// Whether both tell the same of events in an order; what differs is recorded.
  private static func agree(_ events: [Event], _ seed: UInt64, shards: Int) throws -> Bool {
    let clocking = RandomFleet(seed: seed).isPlayed ? Clocking.live : .recorded
    var generator = SeededGenerator(seed: seed &* 17)
    let steps = steps(events, &generator)
    var (one, expected) = single(steps, clocking, .small(seed))
    try #require(expected.contains { !$0.isEmpty })
    var engine = ShardedRuleEngine(shards: shards, clocking: clocking, memory: .small(seed))
    let told = play(steps, &engine, &generator)
    let asOf = try #require(steps.last?.instant)
    let note: Comment = "seed \(seed), \(shards) shards"
    let difference = difference(told, expected)
    #expect(difference == nil, note)
    #expect(engine.verdicts(at: asOf) == one.verdicts(at: asOf), note)
    #expect(engine.transports == one.transports, note)
    #expect(engine.nextWake == one.nextWake, note)
    let clocks = engine.clocks
    for transport in engine.transports {
      let time = one.time(of: transport, at: asOf)
      #expect(engine.time(of: transport, at: asOf) == time, note)
      #expect((clocks[transport]?.scenarioTime(at: asOf) ?? asOf) == time, note)
      let custody = engine.picture(of: transport, at: asOf)?.custody
      let expected = one.picture(of: transport, at: asOf)?.custody
      #expect(custody == expected, note)
    }
    return difference == nil
  }

  /// The first step told otherwise, and how; `nil` when there is none.
  private static func difference(_ told: [[Transition]], _ expected: [[Transition]]) -> String? {
    guard told != expected else { return nil }
    let step = zip(told, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(told.count, expected.count)
    func text(_ steps: [[Transition]], without others: [[Transition]]) -> String {
      guard steps.indices.contains(step) else { return "no such step" }
      let own = steps[step].filter { !others.indices.contains(step) || !others[step].contains($0) }
      let lines = own.prefix(2).map { told in
        "\(told.kind) \(told.received.rfc3339) \(told.verdict.lineWithoutDetail) by \(told.decidedBy.map(\.at.rfc3339))"
      }
      return "\(steps[step].count), of them \(own.count) alone: \(lines.joined(separator: "\n  "))"
    }
    return "step \(step)\n told \(text(told, without: expected))\n expected \(text(expected, without: told))"
  }

  private static func steps(_ events: [Event], _ generator: inout SeededGenerator) -> [ShardedRuleEngine.Step] {
    var steps: [ShardedRuleEngine.Step] = []
    var rest = events[...]
    var instant = Instant.distantPast
    while !rest.isEmpty {
      let taken = rest.prefix([0, 1, 2, 7, 20, 40].randomElement(using: &generator) ?? 1)
      rest = rest.dropFirst(taken.count)
      instant = max(instant, taken.map(\.received).max() ?? instant)
      steps.append(ShardedRuleEngine.Step(events: Array(taken), instant: instant))
    }
    steps.append(ShardedRuleEngine.Step(events: [], instant: instant + .seconds(4000)))
    return steps
  }

  private static func single(
    _ steps: [ShardedRuleEngine.Step], _ clocking: Clocking, _ memory: EngineMemory
  ) -> (RuleEngine, [[Transition]]) {
    var engine = RuleEngine(clocking: clocking, memory: memory)
    let transitions = steps.map { step in
      for event in step.events { engine.take(event) }
      return engine.settle(at: step.instant)
    }
    return (engine, transitions)
  }

  /// Takes the steps one by one, in short batches or in long ones, as it comes; keeps account of whose clock changed.
  private static func play(
    _ steps: [ShardedRuleEngine.Step], _ engine: inout ShardedRuleEngine, _ generator: inout SeededGenerator
  ) -> [[Transition]] {
    var told: [[Transition]] = []
    while told.count < steps.count {
      let batch = Array(steps[told.count...].prefix([1, 5, 100, 1000].randomElement(using: &generator) ?? 1))
      if batch.count == 1 {
        for event in batch[0].events { engine.take(event) }
        told.append(engine.settle(at: batch[0].instant))
      } else {
        var clocks = engine.clocks
        let outcomes = engine.play(batch) { pieces in
          DispatchQueue.concurrentPerform(iterations: pieces.count) { pieces[$0]() }
        }
        for (transport, clock) in outcomes.flatMap(\.clocks) { clocks[transport] = clock }
        #expect(clocks == engine.clocks)
        told += outcomes.map(\.transitions)
      }
    }
    return told
  }
}
