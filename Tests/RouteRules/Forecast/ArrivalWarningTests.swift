import EscortDomain
import RouteRules
import Testing

@Suite("What the forecast warns of")
struct ArrivalWarningTests {
  private typealias Fixture = ForecastFixture

  /// The warnings of a convoy that drives as planned, at half of its hour: it is expected at about 09:59:50.
  private static func warnings(
    _ fixture: ForecastFixture, until second: Int = 1800, planned: Int = 3600
  ) throws -> [ArrivalWarning] {
    var fixture = fixture
    fixture.depart(at: 0)
    fixture.drive(at: 0...second)
    let forecast = try #require(fixture.forecast(at: second))
    var plan = fixture.plan
    plan.plannedArrival = Fixture.time(planned)
    return ArrivalWarning.warnings(of: forecast, on: plan, policy: Policy())
  }

  private static func session(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text + "+08:00")) }

  @Test("an entry expected before the bound is to be held or filed, unless it was, or the papers come from the printing house")
  func early() throws {
    let session = try Self.session("2024-01-14T08:30:00")  // from 2024-01-12T00:00 on
    let found = try Self.warnings(Fixture(session: session))
    #expect(found.map(\.rule) == [.earlyArrival])
    #expect(found.map(\.severity) == [.medium])
    let words = try #require(found.first).explanation
    #expect(words.english.hasSuffix("before 2024-01-12 00:00:00: hold it, or file an exception"))
    #expect(words.english.hasPrefix("the first vehicle is expected at 01-11 "))
    #expect(words.chinese.hasSuffix("早于 2024-01-12 00:00:00:请在途等候或报备"))
    #expect(try Self.warnings(Fixture(session: session, exception: true)) == [])
    #expect(try Self.warnings(Fixture(leg: .printerProvince, session: session)) == [])
    #expect(try Self.warnings(Fixture(session: try Self.session("2024-01-13T08:30:00"))) == [])
    #expect(try Self.warnings(Fixture()) == [])
  }

  @Test("an entry that only may come before the bound is information")
  func perhapsEarly() throws {
    let likely = try #require(Self.underWay().forecast(at: 1800)).likely
    // Moved so that it is expected half a minute after the bound.
    let session = try Self.session("2024-01-13T08:30:00")
    let bound = CivilDate(shanghai: session).adding(days: -2).shanghaiMidnight
    let moved = try #require(Self.shifted(Self.underWay(session: session), by: likely - bound - .seconds(30)))
    #expect(moved.forecast.earliest < bound && bound <= moved.forecast.likely)
    let found = ArrivalWarning.warnings(of: moved.forecast, on: moved.plan, policy: Policy())
    #expect(found.map(\.rule) == [.earlyArrival] && found.map(\.severity) == [.info])
  }

  @Test("an arrival expected more than fifteen minutes late is high, and critical less than two hours before the session")
  func late() throws {
    let likely = try #require(Self.underWay().forecast(at: 1800)).likely
    let second = Int((likely - Fixture.start).seconds.rounded(.up))
    #expect(try Self.warnings(Fixture(), planned: second - 900) == [])
    let late = try Self.warnings(Fixture(), planned: second - 901)
    #expect(late.map(\.rule) == [.lateArrival] && late.map(\.severity) == [.high])
    #expect(try #require(late.first).explanation.chinese.contains("晚于计划的 09:4"))
    let near = likely + .seconds(7200) - .microsecond
    let critical = try Self.warnings(Fixture(session: near), planned: second - 901).filter { $0.rule == .lateArrival }
    #expect(critical.map(\.severity) == [.critical])
    #expect(try #require(critical.first).explanation.english.contains("less than 2 h 0 min 0 s before the first session"))
    let enough = try Self.warnings(Fixture(session: likely + .seconds(7200)), planned: second - 901).filter { $0.rule == .lateArrival }
    #expect(enough.map(\.severity) == [.high])
  }

  private static func underWay(session: Instant? = nil) -> ForecastFixture {
    var fixture = Fixture(session: session)
    fixture.depart(at: 0)
    fixture.drive(at: 0...1800)
    return fixture
  }

  /// The same drive so much earlier.
  private static func shifted(_ fixture: ForecastFixture, by span: TimeSpan) -> (forecast: ArrivalForecast, plan: Transport)? {
    var plan = fixture.plan
    plan.plannedDeparture = plan.plannedDeparture - span
    plan.plannedArrival = plan.plannedArrival - span
    var engine = RuleEngine(clocking: .recorded, memory: EngineMemory(foretells: true))
    for event in fixture.events {
      var fact = event.fact
      if case .transport = fact { fact = .transport(plan) }
      engine.take(Event(at: event.at - span, received: event.received - span, fact: fact))
    }
    let now = Fixture.time(1800) - span
    _ = engine.settle(at: now)
    guard let picture = engine.picture(of: plan.id, at: now) else { return nil }
    let progress = picture.vehicles.map { vehicle in
      var progress = RouteProgress()
      vehicle.advance(&progress, along: plan.route, policy: picture.policy)
      return progress
    }
    let forecast = ArrivalForecast(
      plan: plan, policy: picture.policy, asOf: now, departure: picture.custody.departure, vehicles: progress)
    return forecast.map { ($0, plan) }
  }
}
