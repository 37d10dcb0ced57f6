import DispatchDesk
import EscortDomain
import Testing

@Suite("Alerts")
struct AlertTests {
  /// Reports every ten seconds until 300, then what was stored until 500 in one piece at 505.
  private func loseAndBackfill(_ fixture: DeskFixture) async throws {
    try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
    try await fixture.tell(DeskFixture.departed, at: 0)
    for second in stride(from: 0, through: 300, by: 10) { try await fixture.tell(DeskFixture.position(second), at: second) }
    #expect(try await fixture.losses(at: 421).map(\.state) == [.open])
    let stored = Array(stride(from: 310, through: 500, by: 10))
    try await fixture.tell(stored.map(DeskFixture.position), at: stored, received: 505)
  }

  @Test("a loss that backfill disproves stays in sight, withdrawn, with its reason")
  func withdrawn() async throws {
    try await withDesk { fixture in
      try await loseAndBackfill(fixture)
      let alert = try #require(try await fixture.losses(at: 506).first)
      #expect(alert.state == .withdrawn)
      #expect(alert.reason?.kind == .backfill)
      #expect(alert.reason?.count == 20)
      #expect(alert.reason?.received == DeskFixture.start + .seconds(505))
    }
  }

  @Test("a desk that begins again has the same alerts with the same identifiers")
  func identifiers() async throws {
    try await withDesk { fixture in
      try await loseAndBackfill(fixture)
      let live = try await fixture.losses(at: 900)
      #expect(live.count == 2)  // the one withdrawn, and the one that runs since 500
      #expect(try await fixture.restarted().losses(at: 900).map(\.id) == live.map(\.id))
    }
  }

  @Test("an acknowledgement is stored: once, by whom, and for every run that follows")
  func acknowledged() async throws {
    try await withDesk { fixture in
      try await loseAndBackfill(fixture)
      let id = try #require(try await fixture.losses(at: 506).first).id
      #expect(try await fixture.desk.acknowledge(id, by: "一组")?.acknowledgement?.by == "一组")
      await #expect(throws: DeskError.alreadyAcknowledged) { try await fixture.desk.acknowledge(id, by: "二组") }
      #expect(try await fixture.desk.acknowledge(AlertID(text: "A0"), by: "一组") == nil)
      #expect(try await fixture.restarted().losses(at: 507).first?.acknowledgement?.by == "一组")
    }
  }

  @Test("too few escorts: the alert says who left, by family name alone")
  func left() async throws {
    try await withDesk { fixture in
      try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
      for (id, name) in [("E1", "王文渊"), ("E2", "李静姝")] {
        try await fixture.tell(DeskFixture.person(id, name: name), at: 0)
        try await fixture.tell(DeskFixture.act(.checkIn, id), at: 0)
      }
      try await fixture.tell(DeskFixture.departed, at: 1)
      try await fixture.tell(DeskFixture.act(.checkOut, "E2"), at: 100)
      try await fixture.desk.catchUp()
      let alerts = await fixture.desk.overview(at: fixture.wallTime(161)).alerts
      let alert = try #require(alerts.first { $0.verdict.subject.rule == .escortMinimum })
      #expect(alert.detail["left"] == ["李××"])
      #expect(alert.verdict.from == DeskFixture.start + .seconds(100))
    }
  }
}
