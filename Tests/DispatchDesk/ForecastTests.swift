import DispatchDesk
import EscortDomain
import RouteRules
import Testing

/// The fixture's convoy has 196 km to drive in two hours and begins its second at half of the way, at 35 km/h.
@Suite("The desk's arrival forecast")
struct ForecastTests {
  private func view(_ fixture: DeskFixture, at second: Int) async throws -> TransportView {
    try await fixture.desk.catchUp()
    return try #require(await fixture.desk.view(of: DeskFixture.transport, at: fixture.wallTime(second)))
  }

  @Test("a convoy on the way has an arrival that moves with it, and a warning when that is late; once arrived it has none")
  func onTheWay() async throws {
    try await withDesk { fixture in
      try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
      let unseen = try await view(fixture, at: 1)
      #expect(unseen.forecast == nil && unseen.remainingMetres == nil && unseen.warnings == [])
      try await fixture.tell(DeskFixture.departed, at: 1)
      for second in stride(from: 10, through: 1200, by: 10) { try await fixture.tell(DeskFixture.position(second), at: second) }
      let early = try await view(fixture, at: 300)
      let late = try await view(fixture, at: 1201)
      let forecast = try #require(late.forecast)
      #expect(late.remainingMetres == forecast.remainingMetres)
      #expect(abs(forecast.remainingMetres - 86_400) < 500)
      #expect(forecast.earliest < forecast.likely && forecast.likely < forecast.latest)
      // At 9.8 m a second the rest takes 8,800 s; two hours were planned for twice the way.
      #expect(forecast.likely > late.plan.plannedArrival + .seconds(900))
      #expect(late.warnings.map(\.rule) == [.lateArrival] && late.warnings.map(\.severity) == [.high])
      #expect(early.asOf < late.asOf)
      try await fixture.tell(.declaration(Declaration(kind: .arrived, transport: DeskFixture.transport)), at: 1300)
      let arrived = try await view(fixture, at: 1301)
      #expect(arrived.forecast == nil && arrived.remainingMetres == 0 && arrived.warnings == [])
    }
  }

  @Test("what comes late, twice or out of order leaves the desk with the forecast of the whole, and so does a restart")
  func late() async throws {
    var forecasts: [ArrivalForecast?] = []
    for isLate in [false, true] {
      try await withDesk { fixture in
        try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
        try await fixture.tell(DeskFixture.departed, at: 0)
        let live = Array(stride(from: 10, through: 900, by: 10))
        let stored = live.filter { (300..<600).contains($0) }
        for second in live where !isLate || !stored.contains(second) {
          try await fixture.tell(DeskFixture.position(second), at: second)
          if isLate, second % 100 == 0 {
            try await fixture.tell(DeskFixture.position(second), at: second)
            _ = try await view(fixture, at: second)
          }
        }
        if isLate { try await fixture.tell(stored.reversed().map(DeskFixture.position), at: stored.reversed(), received: 910) }
        forecasts.append(try await view(fixture, at: 920).forecast)
        let restarted = fixture.restarted()
        forecasts.append(try await view(restarted, at: 920).forecast)
      }
    }
    #expect(Set(forecasts).count == 1 && forecasts.first != .some(nil))
  }
}
