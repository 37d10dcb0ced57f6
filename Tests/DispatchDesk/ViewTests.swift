import DispatchDesk
import EscortDomain
import RouteRules
import Testing

@Suite("What the desk shows")
struct ViewTests {
  private func view(_ fixture: DeskFixture, at second: Int) async throws -> TransportView {
    try await fixture.desk.catchUp()
    return try #require(await fixture.desk.view(of: DeskFixture.transport, at: fixture.wallTime(second)))
  }

  @Test("before anything is heard nothing is drawn as good")
  func unknown() async throws {
    try await withDesk { fixture in
      try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
      let view = try await view(fixture, at: 1)
      #expect(view.stage == .planned)
      let states = [view.escorts.state, view.recording.state, view.route.state, view.time.state] + view.rules.map(\.state)
      #expect(states.allSatisfy { $0 == .unknown })
      #expect(view.vehicles.first?.lastHeard == nil)
      #expect(await fixture.desk.clockConditions() == [.sound: 1])
    }
  }

  @Test("on the road with everything told, all four proofs hold; a silence breaks the route's and the recording's")
  func proofs() async throws {
    try await withDesk { fixture in
      try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
      for id in ["E1", "E2"] {
        try await fixture.tell(DeskFixture.person(id, name: id), at: 0)
        try await fixture.tell(DeskFixture.act(.checkIn, id), at: 0)
      }
      try await fixture.tell(DeskFixture.heartbeat(), at: 0)
      try await fixture.tell(DeskFixture.departed, at: 1)
      for second in stride(from: 10, through: 300, by: 10) {
        try await fixture.tell([DeskFixture.position(second), DeskFixture.heartbeat()], at: [second, second], received: second)
      }
      let proved = try await view(fixture, at: 301)
      #expect([proved.escorts.state, proved.recording.state, proved.route.state, proved.time.state].allSatisfy { $0 == .proved })
      #expect(proved.escorts.present == 2)
      #expect(try #require(proved.recording.share) > 0.99)
      #expect(proved.vehicles.first?.lastHeard == DeskFixture.start + .seconds(300))
      let silent = try await view(fixture, at: 450)
      #expect(silent.route.state == .violated)
      #expect(silent.route.silence.map { Int($0.seconds) } == 150)
      #expect(silent.recording.state == .violated)
      #expect(silent.severity == .critical)
    }
  }

  @Test("a vehicle that sends what it stored is behind; one whose clock dates everything back is not, and its clock is told")
  func wrongClock() async throws {
    for (seconds, condition, isBehind) in [(0, DeviceClock.Condition.sound, true), (28_800, .wrongZone, false)] {
      try await withDesk(terminalBehind: seconds) { fixture in
        try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
        try await fixture.tell(DeskFixture.departed, at: 0)
        try await fixture.tell(DeskFixture.position(10), at: 10, received: 500)
        let vehicle = try await view(fixture, at: 501).vehicles.first
        #expect(vehicle?.clock?.condition == condition)
        #expect(vehicle?.isBehind == isBehind)
        #expect(await fixture.desk.clockConditions() == [condition: 1])
      }
    }
  }

  @Test("late data fill the trail and the lane in their own colour and never move the vehicle back")
  func late() async throws {
    try await withDesk { fixture in
      try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
      try await fixture.tell(DeskFixture.departed, at: 0)
      for second in stride(from: 0, through: 100, by: 10) { try await fixture.tell(DeskFixture.position(second), at: second) }
      try await fixture.tell(DeskFixture.position(400), at: 400)
      let stored = Array(stride(from: 110, through: 390, by: 10))
      try await fixture.tell(stored.map(DeskFixture.position), at: stored, received: 470)
      let view = try await view(fixture, at: 471)
      #expect(view.vehicles.first?.position?.at == DeskFixture.start + .seconds(400))
      let lanes = try #require(await fixture.desk.lanes(of: DeskFixture.transport, at: fixture.wallTime(471)))
      let position = try #require(lanes.vehicles.first).position
      #expect(position.map(\.state) == [.proved, .backfilled, .proved])
      let overview = await fixture.desk.overview(at: fixture.wallTime(471))
      let trail = try #require(overview.transports.first?.trails[DeskFixture.vehicle])
      #expect(trail.filter(\.isLate).count == 29)
      #expect(zip(trail, trail.dropFirst()).allSatisfy { $0.at < $1.at })
    }
  }
}
