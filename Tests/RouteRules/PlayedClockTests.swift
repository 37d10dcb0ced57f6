import EscortDomain
import RouteRules
import Testing
import TrackFiles

@Suite("A simulated transport whose clock is paused and changed")
struct PlayedClockTests {
  private static let wall = Instant(microsecondsSince1970: 1_795_000_000_000_000)
  private static let begins = Instant(microsecondsSince1970: 1_704_934_800_000_000)

  private static func plan(
    _ clock: ScenarioClock, changes: Int64, received: Instant, at: Instant = begins - .seconds(3600)
  ) throws -> Event {
    func json(_ stretch: ScenarioClock.Stretch) -> JSONValue {
      ["wall": .string(stretch.wall.rfc3339), "scenario": .string(stretch.scenario.rfc3339), "speed": .number(stretch.speed)]
    }
    var told = try #require(json(clock.first).object)
    told["then"] = .array(clock.further.map(json))
    let line: JSONObject = [
      "type": "transport", "at": .string((at + TimeSpan(microseconds: changes)).rfc3339), "received": .string(received.rfc3339),
      "id": "T1", "leg": "branch-site", "origin": ["org": "a", "lat": 28, "lon": 113], "destination": ["org": "b", "lat": 29, "lon": 113],
      "plannedDeparture": .string(begins.rfc3339), "plannedArrival": .string((begins + .seconds(3600)).rfc3339),
      "vehicles": [["id": "湘A00001", "cameras": [], "crew": []]], "simulated": true, "clock": .object(told),
    ]
    return try EventReader.event(from: line)
  }

  /// What happens on the scenario's time: a departure, and a fix every ten seconds for half an hour but for five minutes.
  private static var happenings: [Event] {
    let departed = Event(at: begins, received: begins, fact: .declaration(Declaration(kind: .departed, transport: TransportID("T1"))))
    let fixes = stride(from: 0, to: 1800, by: 10).filter { !(900..<1200).contains($0) }.map { second in
      let at = begins + .seconds(second)
      let report = PositionReport(
        vehicle: VehicleID("湘A00001"), coordinate: Coordinate(latitude: 28.1 + Double(second) / 1e5, longitude: 113))
      return Event(at: at, received: at, fact: .position(report))
    }
    return [departed] + fixes
  }

  @Test("nothing comes of a pause: what is told, and when, is what an engine on the scenario's own time tells", arguments: [nil, 1, 60])
  func paused(lookEvery seconds: Int?) throws {
    let first = try #require(ScenarioClock.beginning(wall: Self.wall, scenario: Self.begins, speed: 10))
    let paused = try #require(first.then(from: Self.wall + .seconds(50), speed: 0))
    let resumed = try #require(paused.then(from: Self.wall + .seconds(5000), speed: 40))
    var lines = [
      try Self.plan(first, changes: 0, received: Self.wall - .seconds(1)),
      try Self.plan(paused, changes: 1, received: Self.wall + TimeSpan(microseconds: 49_700_000)),
      try Self.plan(resumed, changes: 2, received: Self.wall + TimeSpan(microseconds: 4_999_700_000)),
    ]
    lines += Self.happenings.map { event in
      var event = event
      event.received = resumed.wallTime(of: event.received)
      return event
    }
    var played = RuleEngine(clocking: .live)
    var transitions: [Transition] = []
    var looked = Self.wall
    for line in lines.sorted(by: { $0.received < $1.received }) {
      while let seconds, looked < line.received {
        transitions += played.settle(at: looked)
        looked = looked + .seconds(seconds)
      }
      played.take(line)
      transitions += played.settle(at: line.received)
    }
    let end = Self.begins + .seconds(1800)
    transitions += played.settle(at: resumed.wallTime(of: end))
    var judge = RuleEngine(clocking: .recorded)
    var expected: [Transition] = []
    for event in [try Self.plan(first, changes: 0, received: Self.begins - .seconds(3600))] + Self.happenings {
      judge.take(event)
      expected += judge.settle(at: event.received)
    }
    expected += judge.settle(at: end)
    #expect(expected.contains { $0.verdict.subject.rule == .signalLoss })
    #expect(transitions.map(\.json) == expected.map(\.json))
    #expect(played.time(of: TransportID("T1"), at: resumed.wallTime(of: end)) == end)
    #expect(played.verdicts(at: resumed.wallTime(of: end)) == judge.verdicts(at: end))
  }

  @Test("a plan that is told ahead of its time counts when that comes on its clock")
  func ahead() throws {
    let clock = try #require(ScenarioClock(wall: Self.wall, scenario: Self.begins, speed: 10))
    var engine = RuleEngine(clocking: .live)
    engine.take(try Self.plan(clock, changes: 0, received: Self.wall, at: Self.begins + .seconds(100)))
    _ = engine.settle(at: Self.wall + .seconds(5))
    let early = engine.picture(of: TransportID("T1"), at: Self.wall + .seconds(5))
    #expect(early == nil)
    #expect(engine.nextWake == Self.wall + .seconds(10))
    _ = engine.settle(at: Self.wall + .seconds(20))
    let picture = engine.picture(of: TransportID("T1"), at: Self.wall + .seconds(20))
    #expect(picture?.asOf == Self.begins + .seconds(200))
  }
}
