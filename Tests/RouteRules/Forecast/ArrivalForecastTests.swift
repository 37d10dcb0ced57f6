import EscortDomain
import RouteRules
import Testing

@Suite("When a convoy will arrive")
struct ArrivalForecastTests {
  private typealias Fixture = ForecastFixture

  /// A convoy's single vehicle, under way from the start.
  private static func underWay(_ fixture: ForecastFixture = ForecastFixture(), until second: Int, speed: Double = 20) -> ForecastFixture {
    var fixture = fixture
    fixture.depart(at: 0)
    fixture.drive(at: 0...second, speed: speed)
    return fixture
  }

  private static func seconds(_ instant: Instant) -> Double { (instant - Fixture.start).seconds }

  @Test("who drives as planned is expected as planned, the more surely the nearer")
  func asPlanned() throws {
    var widths: [Double] = []
    for second in [600, 1800, 3000, 3500] {
      let fixture = Self.underWay(until: second)
      let forecast = try #require(fixture.forecast(at: second))
      // The circle of the destination begins 200 m, 10 s, before the route's end.
      #expect(abs(Self.seconds(forecast.likely) - 3590) < 0.04 * Double(3600 - second) + 5, "at \(second)")
      #expect(forecast.earliest < forecast.likely && forecast.likely < forecast.latest)
      #expect(abs(forecast.remainingMetres - Double(3600 - second) * 20) < 1)
      widths.append(forecast.arrival.width)
    }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 > $1 })
    #expect(try #require(widths.last) < 90)
  }

  @Test("its own pace counts for more, the longer it is seen")
  func ownPace() throws {
    // 12 m a second need 6,000 s for the whole way; the plan says 3,600.
    var misses: [Double] = []
    for second in [300, 1200, 3000] {
      let fixture = Self.underWay(until: second, speed: 12)
      misses.append(abs(Self.seconds(try #require(fixture.forecast(at: second)).likely) - 5983))
    }
    #expect(zip(misses, misses.dropFirst()).allSatisfy { $0 > $1 })
    #expect(try #require(misses.last) < 300)
    var uneven = Fixture()
    uneven.depart(at: 0)
    for stretch in 0..<4 {
      let speed = stretch % 2 == 0 ? 10.0 : 30
      uneven.drive(from: Double(stretch / 2) * 12000 + (stretch % 2 == 0 ? 0 : 3000), at: stretch * 300...stretch * 300 + 290, speed: speed)
    }
    let even = Self.underWay(until: 1190)
    let width = try #require(even.forecast(at: 1190)).arrival.width
    #expect(try #require(uneven.forecast(at: 1190)).arrival.width > width * 1.5)
  }

  @Test("the convoy arrives with its last vehicle, and enters with its first")
  func twoVehicles() throws {
    let alone = try #require(Self.underWay(until: 1200).forecast(at: 1200))
    #expect(alone.arrival == alone.firstEntry)
    var fixture = Self.underWay(Fixture(vehicles: [Fixture.one, Fixture.two]), until: 1200)
    let unseen = try #require(fixture.forecast(at: 1200))
    // Of one that nobody has seen less is known than of one at the start of its way.
    #expect(unseen.firstEntry == alone.arrival && unseen.latest > alone.latest + .seconds(600))
    #expect(abs(unseen.remainingMetres - 72_000) < 1)
    fixture.drive(Fixture.two, at: 600...1200)
    let both = try #require(fixture.forecast(at: 1200))
    #expect(both.firstEntry == alone.arrival)
    #expect(abs((both.likely - both.firstEntry.likely).seconds - 600) < 60)
    #expect(abs(both.remainingMetres - 60_000) < 1)
    fixture.drive(from: 24_000, at: 1200...3600)
    let entered = try #require(fixture.forecast(at: 3605))
    #expect(entered.firstEntry.width == 0 && Self.seconds(entered.firstEntry.likely) == 3600)
    #expect(entered.latest > entered.likely)
  }

  @Test("the same fixes give the same forecast, in whatever order they come, at once or one by one")
  func orderFree() throws {
    var fixture = Self.underWay(Fixture(vehicles: [Fixture.one, Fixture.two]), until: 900)
    fixture.fix(Fixture.place(18_100, east: 6000), at: 905)  // a jump
    fixture.drive(from: 18_200, at: 910...1500)
    fixture.drive(Fixture.two, at: 60...1500)
    let whole = try #require(fixture.forecast(at: 1500))
    let progress = fixture.progress(at: 1500)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<5 {
      let shuffled = fixture.retold(fixture.events.shuffled(using: &generator))
      #expect(shuffled.forecast(at: 1500) == whole)
    }
    var stepwise = fixture.retold([])
    var advanced = [RouteProgress(), RouteProgress()]
    for event in fixture.events.sorted(by: { $0.at < $1.at }) {
      stepwise = stepwise.telling(event)
      stepwise.advance(&advanced, at: Int(Self.seconds(event.at)))
    }
    #expect(advanced == progress)
  }

  @Test("what was let go counts as if it were held")
  func letGo() throws {
    let fixture = Self.underWay(until: 3000, speed: 17)
    let expected = try #require(fixture.forecast(at: 3000))
    let small = EngineMemory(horizon: .seconds(60), trimInterval: 1, foretells: true)
    #expect(fixture.retold(fixture.events, memory: small).forecast(at: 3000) == expected)
    // Looked at now and then, and after a fix that comes very late.
    let late = fixture.events.count - 200
    var other = fixture.retold([], memory: small)
    var progress = fixture.plan.vehicles.map { _ in RouteProgress() }
    for (index, event) in fixture.events.enumerated() where index != late {
      other.engine.take(event)
      _ = other.engine.settle(at: event.received)
      if index % 40 == 0 { other.advance(&progress, at: Int((event.at - Fixture.start).seconds)) }
    }
    other.engine.take(fixture.events[late])
    progress = fixture.plan.vehicles.map { _ in RouteProgress() }
    other.advance(&progress, at: 3000)
    #expect(progress == fixture.progress(at: 3000))
  }

  @Test("a fix out of reach moves nothing, two that bear each other out do")
  func jumps() throws {
    var fixture = Self.underWay(until: 600)
    fixture.fix(Fixture.place(40_000), at: 610)
    #expect(abs(try #require(fixture.forecast(at: 610)).remainingMetres - 60_000) < 1)
    fixture.fix(Fixture.place(40_200), at: 620)
    #expect(abs(try #require(fixture.forecast(at: 620)).remainingMetres - 31_800) < 1)
    // The step itself was not driven: the rest takes 20 m a second as what was driven before it.
    let rest = Self.seconds(try #require(fixture.forecast(at: 620)).likely) - 620
    #expect(abs(rest - 31_600 / 20) < 120)
  }

  @Test("where the way comes back on itself, out is told from back")
  func retracing() throws {
    let out = (0...10).map { Fixture.place(Double($0) * 3600) }
    let route = RoutePath(points: out + out.reversed().dropFirst())
    var fixture = Fixture(route: route)
    fixture.depart(at: 0)
    fixture.drive(at: 0...900)
    #expect(abs(try #require(fixture.forecast(at: 900)).remainingMetres - 54_000) < 50)
    fixture.drive(from: 18_000, at: 910...1800)
    for second in stride(from: 1810, through: 2700, by: 10) { fixture.fix(36_000 - Double(second - 1800) * 20, at: second) }
    #expect(abs(try #require(fixture.forecast(at: 2700)).remainingMetres - 18_000) < 50)
  }

  @Test("an allowed stop ahead takes some of its limit, and what is left of it while the convoy stands there")
  func allowedStop() throws {
    let stop = Transport.AllowedStop(area: Area(.circle(centre: Fixture.place(24_000), radiusMetres: 200)), limitSeconds: 1200)
    var fixture = Fixture(stops: [stop])
    fixture.depart(at: 0)
    fixture.drive(at: 0...1200)
    // Ten minutes of the planned hour are the stop's: 50 minutes of driving at 24 m a second are planned, 20 are driven.
    var standing: [Double] = []
    for second in stride(from: 1210, through: 2400, by: 10) {
      fixture.fix(24_000, speed: 0, at: second)
      if second % 600 == 0 { standing.append(Self.seconds(try #require(fixture.forecast(at: second)).likely) - Double(second)) }
    }
    #expect(standing.count == 2)
    // Of 20 minutes 10 are left, then none: five minutes less are to be stood through on the mean.
    #expect(standing[0] - standing[1] > 200 && standing[0] - standing[1] < 350)
    var passed = fixture
    passed.drive(from: 24_300, at: 2410...2420)
    var without = Fixture()
    without.depart(at: 0)
    without.drive(from: 24_300, at: 2410...2420)
    let left = Self.seconds(try #require(passed.forecast(at: 2420)).likely)
    #expect(abs(left - Self.seconds(try #require(without.forecast(at: 2420)).likely)) < 300)
  }

  @Test("a halt nobody planned pushes the arrival back, and the longer it lasts the less is known")
  func unplannedHalt() throws {
    var fixture = Self.underWay(until: 1200)
    let moving = try #require(fixture.forecast(at: 1200))
    var widths = [moving.arrival.width]
    for second in stride(from: 1210, through: 1800, by: 10) {
      fixture.fix(24_000, speed: 0, at: second)
      if second % 300 == 0 { widths.append(try #require(fixture.forecast(at: second)).arrival.width) }
    }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 })
    let halted = try #require(fixture.forecast(at: 1800))
    #expect((halted.likely - moving.likely).seconds > 600)
  }

  @Test("a silent vehicle is taken to go on, with less and less known of it")
  func silence() throws {
    let fixture = Self.underWay(until: 1200)
    let heard = try #require(fixture.forecast(at: 1200))
    let silent = try #require(fixture.forecast(at: 1800))
    #expect(silent.likely == heard.likely)
    #expect(silent.arrival.width > heard.arrival.width)
    let long = try #require(fixture.forecast(at: 7200))
    #expect(long.likely == Fixture.time(7200) && long.latest > long.likely)
  }

  @Test("before it leaves, the plan counts; overdue, it is put off; and never seen nothing is foretold")
  func beforeDeparture() throws {
    var fixture = Fixture()
    #expect(fixture.forecast(at: -600) == nil)
    fixture.fix(0, speed: 0, at: -610)
    let early = try #require(fixture.forecast(at: -600))
    #expect(abs(Self.seconds(early.likely) - 3600) < 120)
    #expect(abs(early.remainingMetres - 72_000) < 1)
    let overdue = try #require(fixture.forecast(at: 1200))
    #expect(Self.seconds(overdue.likely) > 3600 + 1200)
    #expect(overdue.arrival.width > early.arrival.width)
    var fromElsewhere = Fixture()
    fromElsewhere.drive(from: 72_000, at: -1500 ... -910, speed: -10)
    #expect(fromElsewhere.forecast(at: -900)?.arrival == early.arrival)
    #expect(fromElsewhere.forecast(at: -1490)?.arrival == early.arrival)
    var unseen = fixture
    unseen.depart(at: 0)
    #expect(abs(Self.seconds(try #require(unseen.forecast(at: 200)).likely) - 3600) < 120)
    var nowhere = Fixture(route: RoutePath(points: []))
    nowhere.fix(0, speed: 0, at: -610)
    #expect(nowhere.forecast(at: -600) == nil)
  }
}

extension ForecastFixture {
  /// With one event more.
  fileprivate func telling(_ event: Event) -> ForecastFixture {
    var other = self
    other.take(event.fact, at: Int((event.at - Self.start).seconds))
    return other
  }
}
