import EscortDomain
import Foundation
import Testing

@testable import RouteRules

/// An engine that lets go of transports that are over tells what one tells that holds on to them, over vehicles that go from trip to trip
/// while reports of former ones still come, written down and taken up again now and then. `LAW_CLOSING_SEEDS=N` tries more of them.
@Suite("Transports that are over")
struct ClosingLawTests {
  private static let seeds = ProcessInfo.processInfo.environment["LAW_CLOSING_SEEDS"].flatMap { UInt64($0) } ?? 24

  @Test("closed whenever they can be, they tell the same, step for step", arguments: [true, false])
  func sameTransitions(isSmall: Bool) throws {
    var closings = 0
    var reopenings = 0
    for seed in 1...Self.seeds {
      let events = try RepeatedTrips.events(seed: seed)
      var generator = SeededGenerator(seed: seed &* 53)
      var holding = RuleEngine(clocking: .recorded, memory: isSmall ? .small(seed) : EngineMemory())
      let memory = isSmall ? EngineMemory.small(seed) : EngineMemory()
      var engine = ShardedRuleEngine(shards: 2, clocking: .recorded, memory: memory)
      for (number, event) in events.enumerated() {
        if Int.random(in: 0..<500, using: &generator) == 0 {
          engine = try engine.takenUp(lines: events[..<number], shards: 2, .recorded, memory)
        }
        let closed = engine.transports.filter { engine.isClosed($0) }
        holding.take(event)
        engine.take(event)
        let expected = holding.settle(at: event.received)
        let told = engine.settle(at: event.received)
        #expect(told == expected, "seed \(seed), \(event.received.rfc3339): \(Self.text(told)) for \(Self.text(expected))")
        guard told == expected else { return }
        reopenings += closed.count { !engine.isClosed($0) }
        guard Int.random(in: 0..<4, using: &generator) == 0 else { continue }
        for transport in engine.transports where !engine.isClosed(transport) && engine.close(transport, at: event.received) {
          closings += 1
        }
      }
      let end = try #require(events.last?.received) + .seconds(100_000)
      let expected = holding.settle(at: end)
      let told = engine.settle(at: end)
      #expect(told == expected, "seed \(seed)")
      #expect(engine.verdicts(at: end) == holding.verdicts(at: end), "seed \(seed)")
    }
    #expect(closings > Int(Self.seeds) / 2)
    #expect(reopenings > Int(Self.seeds) / 10)
  }

  private static func text(_ transitions: [Transition]) -> String {
    transitions.prefix(3).map { "\($0.kind) \($0.received.rfc3339) \($0.verdict.lineWithoutDetail)" }.description
  }
}

/// The vehicles of a random convoy on three trips, two days apart, most of them handed over and stored; now and then something of a trip
/// comes days later.
private enum RepeatedTrips {
  static func events(seed: UInt64) throws -> [Event] {
    var generator = SeededGenerator(seed: seed &* 59)
    var events: [Event] = []
    for trip in 0..<3 {
      let shift = TimeSpan.seconds(trip * 172_800)
      var told = try RandomConvoy.events(seed: seed &* 3 &+ UInt64(trip))
      guard let start = told.compactMap({ $0.plan?.plannedDeparture }).min() else { continue }
      told += ending(at: start, &generator)
      told += parked(told, at: start, &generator)
      for var event in told {
        event.at = event.at + shift
        event.received = event.received + shift
        event.fact = shifted(event.fact, by: shift, trip)
        if event.fact.vehicle != nil, Int.random(in: 0..<200, using: &generator) == 0 {
          event.received = event.received + .seconds(Int.random(in: 40_000...300_000, using: &generator))
        }
        events.append(event)
        // Somebody declares it again days later, by a clock that is a little ahead.
        if case .declaration = event.fact, Int.random(in: 0..<4, using: &generator) == 0 {
          event.received = event.received + .seconds(Int.random(in: 80_000...300_000, using: &generator))
          event.at = event.received + .seconds(Int.random(in: 0...50, using: &generator))
          events.append(event)
        }
      }
    }
    return events.sorted { $0.received < $1.received }
  }

  private static func ending(at start: Instant, _ generator: inout SeededGenerator) -> [Event] {
    let declared: [(Declaration.Kind, Int)] = [(.departed, 30), (.handedOver, 2800), (.stored, 3100)]
    return declared.filter { _ in Int.random(in: 0..<10, using: &generator) > 0 }.map { kind, second in
      let at = start + .seconds(second)
      return Event(at: at, received: at, fact: .declaration(Declaration(kind: kind, transport: TransportID("T1"))))
    }
  }

  /// In the destination for long enough, and behind the end.
  private static func parked(_ told: [Event], at start: Instant, _ generator: inout SeededGenerator) -> [Event] {
    guard Int.random(in: 0..<4, using: &generator) > 0 else { return [] }
    return Set(told.compactMap(\.fact.vehicle)).sorted().flatMap { vehicle in
      [2500, 2560, 2620, 3300, 3310, 3320].map { second in
        let place = Coordinate(latitude: 28, longitude: 113.1)
        let at = start + .seconds(second)
        return Event(at: at, received: at, fact: .position(PositionReport(vehicle: vehicle, coordinate: place, speedKilometresPerHour: 0)))
      }
    }
  }

  private static func shifted(_ fact: Fact, by shift: TimeSpan, _ trip: Int) -> Fact {
    switch fact {
    case .transport(var plan):
      plan.id = TransportID("\(plan.id)-\(trip)")
      plan.plannedDeparture = plan.plannedDeparture + shift
      plan.plannedArrival = plan.plannedArrival + shift
      plan.firstSession = plan.firstSession.map { $0 + shift }
      return .transport(plan)
    case .declaration(var declaration):
      declaration.transport = TransportID("\(declaration.transport)-\(trip)")
      return .declaration(declaration)
    case .segment(var segment):
      segment.from = segment.from + shift
      segment.to = segment.to + shift
      return .segment(segment)
    default: return fact
    }
  }
}
