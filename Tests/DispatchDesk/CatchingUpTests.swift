import DispatchDesk
import EscortDomain
import Journal
import RouteRules
import Testing

@Suite("A desk that takes in a long journal at once")
struct CatchingUpTests {
  @Test("at its start, on any number of processors, it comes to what one that followed came to", arguments: [1, 2, 3])
  func beginning(shards: Int) async throws {
    try await withDesk { service in
      try await DrivenDesk.drive(service)
      let restarted = service.restarted(shards: shards)
      let following = Task { try await restarted.desk.run(clock: { service.wallTime(DrivenDesk.end) }, pause: {}) }
      defer { following.cancel() }
      while await !restarted.desk.isFollowing { await Task.yield() }
      let followed = try await DeskOutcome(service)
      #expect(try await DeskOutcome(restarted) == followed)
      #expect(followed.alerts.count >= 20)
      #expect(followed.alerts.contains { $0.hasAcknowledgement })
      #expect(followed.alerts.contains { $0.state == .withdrawn })
      #expect(await restarted.desk.takeProofRequests(at: service.wallTime(DrivenDesk.end)).isEmpty)
    }
  }

  @Test("when it is a batch behind it asks units for what one that followed asked for")
  func behind() async throws {
    try await withDesk { service in
      let asked = try await DrivenDesk.drive(service)
      let restarted = service.restarted(shards: 3)
      try await restarted.desk.catchUp()
      let reconnected = await restarted.desk.takeProofRequests(at: service.wallTime(DrivenDesk.end)).filter { $0.reason == .reconnected }
      #expect(reconnected == asked)
      #expect(asked.count == 8)
      #expect(try await DeskOutcome(restarted) == DeskOutcome(service))
    }
  }
}
