import EscortDomain
import Foundation
import Testing

@testable import RouteRules

/// An engine written down and taken up again tells what one tells that went on, over random fleets. `LAW_SHARD_SEEDS=N` tries more of them.
@Suite("The engine taken up again")
struct TakeUpLawTests {
  private static let seeds = ProcessInfo.processInfo.environment["LAW_SHARD_SEEDS"].flatMap { UInt64($0) } ?? 60

  @Test("written down at any moments and taken up on any number of shards, it tells the same, step for step", arguments: [true, false])
  func sameTransitions(inOrder: Bool) throws {
    var wakings = 0
    for seed in 1...Self.seeds {
      var generator = SeededGenerator(seed: seed &* 41)
      var events = try RandomFleet.events(seed: seed).shuffled(using: &generator)
      if inOrder { events.sort { $0.received < $1.received } }
      let clocking = RandomFleet(seed: seed).isPlayed ? Clocking.live : .recorded
      let memory = EngineMemory.small(seed)
      var unbroken = RuleEngine(clocking: clocking, memory: .small(seed))
      var engine = ShardedRuleEngine(shards: 2, clocking: clocking, memory: memory)
      var taken = 0
      var instant = Instant.distantPast
      while taken < events.count {
        let step = events[taken...].prefix([1, 1, 5, 40].randomElement(using: &generator) ?? 1)
        instant = max(instant, step.map(\.received).max() ?? instant)
        taken += step.count
        if Int.random(in: 0..<20, using: &generator) == 0 {
          engine = try engine.takenUp(
            lines: events[..<(taken - step.count)], shards: Int.random(in: 1...3, using: &generator), clocking, memory)
          wakings += 1
        }
        for event in step {
          unbroken.take(event)
          engine.take(event)
        }
        let expected = unbroken.settle(at: instant)
        let told = engine.settle(at: instant)
        let isSame = told == expected && engine.nextWake == unbroken.nextWake
        #expect(isSame, "seed \(seed), event \(taken): \(Self.text(told)) for \(Self.text(expected))")
        guard isSame else { return }
      }
      engine = try engine.takenUp(lines: events[...], shards: 2, clocking, memory)
      #expect(engine.verdicts(at: instant) == unbroken.verdicts(at: instant), "seed \(seed)")
      for transport in unbroken.transports {
        #expect(engine.time(of: transport, at: instant) == unbroken.time(of: transport, at: instant), "seed \(seed)")
        let custody = engine.picture(of: transport, at: instant)?.custody
        let expected = unbroken.picture(of: transport, at: instant)?.custody
        #expect(custody == expected, "seed \(seed)")
      }
      let later = instant + .seconds(4000)
      let told = engine.settle(at: later)
      let expected = unbroken.settle(at: later)
      #expect(told == expected, "seed \(seed)")
    }
    #expect(wakings > Int(Self.seeds))
  }

  @Test("a record that says now what another says from tomorrow on is news to a transport that was taken up")
  func recordAhead() throws {
    let plan = GateFixture.plan()
    let now = plan.plannedDeparture
    let first = GateFixture.person("E1")
    var other = first
    other.candidateRelative = true
    other.canonicalText = "other"
    let lines = [
      Event(at: now - .seconds(600), received: now - .seconds(600), fact: .transport(plan)),
      Event(at: now - .seconds(500), received: now - .seconds(500), fact: .person(first)),
      Event(at: now + .seconds(86_400), received: now - .seconds(400), fact: .person(other)),
    ]
    var engine = ShardedRuleEngine(shards: 1, clocking: .recorded)
    for line in lines { engine.take(line) }
    _ = engine.settle(at: now)
    engine = try engine.takenUp(lines: lines[...], shards: 1, .recorded, EngineMemory())
    #expect(!engine.isAwake(plan.id))
    engine.take(Event(at: now + .seconds(1), received: now + .seconds(1), fact: .person(other)))
    #expect(engine.isAwake(plan.id))
  }

  private static func text(_ transitions: [Transition]) -> String {
    transitions.prefix(3).map { "\($0.kind) \($0.received.rfc3339) \($0.verdict.lineWithoutDetail) by \($0.decidedBy.count)" }.description
  }
}

extension ShardedRuleEngine {
  /// Another engine that goes on where this one stands, by bytes alone.
  func takenUp(lines: ArraySlice<Event>, shards: Int, _ clocking: Clocking, _ memory: EngineMemory) throws -> ShardedRuleEngine {
    var writer = PackedWriter()
    writer.write(record)
    var reader = PackedReader(writer.block())
    let record = reader.read(EngineRecord.self)
    try #require(!reader.isDamaged)
    return ShardedRuleEngine(takingUp: record, lines: lines, shards: shards, clocking: clocking, memory: memory)
  }
}
