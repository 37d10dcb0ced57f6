import DispatchDesk
import EscortDomain
import RouteRules
import Testing

@Suite("The desk that follows the journal")
struct DeskTests {
  @Test("a loss raised live is withdrawn when backfill closes it, on the clock of the scenario")
  func withdrawal() async throws {
    try await withDesk { service in
      try await service.tell(DeskFixture.plan(clock: service.clock), at: 0)
      try await service.tell(.declaration(Declaration(kind: .departed, transport: TransportID("T1"))), at: 0)
      for second in stride(from: 0, through: 300, by: 10) { try await service.tell(DeskFixture.position(second), at: second) }
      #expect(try await service.transitions(at: 421) == ["raised 420.000001"])
      #expect(try await service.verdicts(at: 421) == ["300 open"])
      for second in stride(from: 310, through: 500, by: 10) {
        try await service.tell(DeskFixture.position(second), at: second, received: 505)
      }
      #expect(try await service.verdicts(at: 506) == [])
      let told = try await service.transitions(at: 506)
      #expect(told.first == "raised 420.000001")
      #expect(told.last?.hasPrefix("withdrawn 505") == true, "\(told)")
    }
  }

  @Test("begun again from the journal it tells the same history")
  func restart() async throws {
    try await withDesk { service in
      try await service.tell(DeskFixture.plan(clock: service.clock), at: 0)
      try await service.tell(.declaration(Declaration(kind: .departed, transport: TransportID("T1"))), at: 0)
      for second in [0, 10, 20, 200, 210, 500] { try await service.tell(DeskFixture.position(second), at: second) }
      let live = try await service.transitions(at: 900)
      #expect(live.count == 5)
      #expect(try await service.restarted().transitions(at: 900) == live)
    }
  }

  @Test("a desk that is behind raises nothing that what it has still to take in disproves")
  func behind() async throws {
    try await withDesk { service in
      try await service.tell(DeskFixture.plan(clock: service.clock), at: 0)
      try await service.tell(DeskFixture.departed, at: 0)
      try await service.tell(DeskFixture.position(0), at: 0)
      try await service.desk.catchUp()
      for second in stride(from: 10, through: 200, by: 10) { try await service.tell(DeskFixture.position(second), at: second) }
      await service.desk.tick(at: service.wallTime(201))
      #expect(await service.desk.transitions(of: DeskFixture.transport, at: service.wallTime(201))?.contains { $0.isLoss } == false)
      #expect(try await service.transitions(at: 321) == ["raised 320.000001"])
    }
  }

  @Test("while it takes in a long journal the time that passes raises nothing, and it tells the same history")
  func beginning() async throws {
    try await withDesk { service in
      try await service.tell(DeskFixture.plan(clock: service.clock), at: 0)
      try await service.tell(DeskFixture.departed, at: 0)
      for second in 1...2500 { try await service.tell(DeskFixture.position(second), at: second) }
      let restarted = service.restarted()
      let following = Task { try await restarted.desk.run(clock: { service.wallTime(2501) }, pause: {}) }
      defer { following.cancel() }
      while await !restarted.desk.isFollowing {
        await restarted.desk.tick(at: service.wallTime(2501))
        #expect(await restarted.desk.takePrompts().isEmpty)
        await Task.yield()
      }
      #expect(try await restarted.transitions(at: 2501) == [])
    }
  }
}

extension Transition {
  fileprivate var isLoss: Bool { verdict.subject.rule == .signalLoss }
}
