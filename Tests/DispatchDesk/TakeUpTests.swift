import DispatchDesk
import EscortDomain
import RouteRules
import Testing

@Suite("A desk taken up where another one stood")
struct TakeUpTests {
  @Test("it comes to what one came to that followed, whenever the other was written down", arguments: [1, 3])
  func sameOutcome(shards: Int) async throws {
    try await withDesk { service in
      var taken: [DeskFixture] = []
      try await DrivenDesk.drive(service) { second in
        guard second % 410 == 10 else { return }
        taken.append(try await service.takenUp(shards: shards, memory: EngineMemory(foretells: true)))
      }
      let followed = try await DeskOutcome(service)
      #expect(taken.count == 7)
      for desk in taken { #expect(try await DeskOutcome(desk) == followed) }
      #expect(followed.alerts.contains { $0.hasAcknowledgement })
    }
  }

  @Test("written down and taken up again and again, it tells alerts the same, and forecasts the same arrival")
  func generations() async throws {
    try await withDesk { service in
      var latest: DeskFixture?
      try await DrivenDesk.drive(service) { second in
        guard second % 300 == 0 else { return }
        let current = latest ?? service
        try await current.desk.catchUp()
        latest = try await current.takenUp(memory: EngineMemory(horizon: .seconds(60), trimInterval: 4, blockLength: 8, foretells: true))
      }
      let last = try #require(latest)
      #expect(try await DeskOutcome(last) == DeskOutcome(service))
      let now = service.wallTime(DrivenDesk.end)
      let forecasts = await last.desk.overview(at: now).transports.map(\.view.forecast?.likely)
      #expect(forecasts == (await service.desk.overview(at: now).transports.map(\.view.forecast?.likely)))
      #expect(forecasts.contains { $0 != nil })
    }
  }

  @Test("a record that names entries the journal does not hold is not taken up")
  func otherJournal() async throws {
    try await withDesk { service in
      try await DrivenDesk.drive(service)
      let record = await service.desk.record
      try await withDesk { other in
        let start = try await DeskStart(record, in: other.journal)
        #expect(start == nil)
      }
    }
  }

  @Test("what time alone raised and somebody acknowledged stays acknowledged, though it is found again only behind the acknowledgement")
  func acknowledgedInTheQuiet() async throws {
    try await withDesk { service in
      try await service.tell(DeskFixture.plan(clock: service.clock), at: 0)
      try await service.tell(DeskFixture.departed, at: 1)
      try await service.tell(DeskFixture.position(10), at: 10)
      try await service.desk.catchUp()
      let before = await service.desk.record
      await service.desk.tick(at: service.wallTime(200))
      let alert = try #require(
        await service.desk.overview(at: service.wallTime(201)).alerts.first { $0.verdict.subject.rule == .signalLoss })
      let acknowledged = try await service.desk.acknowledge(alert.id, by: "一组")
      #expect(acknowledged?.acknowledgement != nil)
      var desks = [service.restarted()]
      desks.append(try await service.takenUp(before))
      desks.append(try await service.takenUp())
      for desk in desks { #expect(try await Self.acknowledgement(of: alert.id, on: desk) == acknowledged?.acknowledgement) }
    }
  }

  private static func acknowledgement(of alert: AlertID, on service: DeskFixture) async throws -> Alert.Acknowledgement? {
    try await service.desk.catchUp()
    return await service.desk.overview(at: service.wallTime(202)).alerts.first { $0.id == alert }?.acknowledgement
  }
}
