import DispatchDesk
import EscortDomain
import Testing

@Suite("Telling crews that a confirmation is due")
struct PromptTests {
  /// A desk on which both escorts have checked in and the convoy has left.
  private func withConvoy(_ body: (DeskFixture) async throws -> Void) async throws {
    try await withDesk { fixture in
      try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
      for (id, second) in [("E1", 0), ("E2", 60)] {
        try await fixture.tell(DeskFixture.person(id, name: "张\(id)"), at: 0)
        try await fixture.tell(DeskFixture.act(.checkIn, id), at: second)
      }
      try await fixture.tell(DeskFixture.departed, at: 61)
      let following = Task { try await fixture.desk.run(clock: { fixture.wallTime(0) }, pause: {}) }
      defer { following.cancel() }
      while await !fixture.desk.isFollowing { await Task.yield() }
      try await body(fixture)
    }
  }

  private func prompts(_ fixture: DeskFixture, at second: Int) async throws -> [[String]] {
    try await fixture.desk.catchUp()
    await fixture.desk.tellTime(at: fixture.wallTime(second))
    return await fixture.desk.takePrompts().map(\.names)
  }

  @Test("each is prompted once, half an hour after the last act, and again half an hour after the next")
  func due() async throws {
    try await withConvoy { fixture in
      #expect(try await prompts(fixture, at: 1799).isEmpty)
      #expect(try await prompts(fixture, at: 1800) == [["张E1"]])
      #expect(try await prompts(fixture, at: 1830).isEmpty)
      #expect(try await prompts(fixture, at: 1860) == [["张E2"]])
      try await fixture.tell(DeskFixture.act(.confirm, "E1"), at: 1900)
      #expect(try await prompts(fixture, at: 3699).isEmpty)
      #expect(try await prompts(fixture, at: 3700) == [["张E1"]])
    }
  }

  @Test("a stop of more than five minutes makes it due earlier, for both at once")
  func stop() async throws {
    try await withConvoy { fixture in
      for second in stride(from: 100, through: 420, by: 20) {
        let place = Coordinate(latitude: 28, longitude: 113.01)
        let report = PositionReport(vehicle: DeskFixture.vehicle, coordinate: place, speedKilometresPerHour: 0)
        try await fixture.tell(.position(report), at: second)
      }
      #expect(try await prompts(fixture, at: 421) == [["张E1", "张E2"]])
      #expect(try await prompts(fixture, at: 1801).isEmpty)
    }
  }

  @Test("what has been due for long at a start is not prompted; what came due while the service was down is")
  func restart() async throws {
    try await withDesk { fixture in
      try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
      try await fixture.tell(DeskFixture.person("E1", name: "张E1"), at: 0)
      try await fixture.tell(DeskFixture.act(.checkIn, "E1"), at: 0)
      try await fixture.tell(DeskFixture.departed, at: 1)
      let following = Task { try await fixture.desk.run(clock: { fixture.wallTime(2000) }, pause: {}) }
      defer { following.cancel() }
      while await !fixture.desk.isFollowing { await Task.yield() }
      #expect(try await prompts(fixture, at: 2001) == [["张E1"]])
      #expect(try await prompts(fixture, at: 2002).isEmpty)
      try await fixture.tell(DeskFixture.act(.checkIn, "E2"), at: 2010)
      #expect(try await prompts(fixture, at: 2010 + 1800 + 300).isEmpty)
    }
  }
}
