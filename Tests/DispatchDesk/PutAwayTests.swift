import EscortDomain
import RouteRules
import Synchronization
import Testing

@testable import DispatchDesk

@Suite("Transports that are over are put away")
struct PutAwayTests {
  private static let day = 86_400

  @Test("a day after it is stored it leaves the desk, and what it was is answered as before")
  func putAway() async throws {
    try await withDesk { service in
      let desk = try await Self.finished(service)
      #expect(await desk.desk.overview(at: service.wallTime(7600)).transports.count == 1)
      let before = try await Self.answers(desk, at: 7600)
      #expect(before.transitions.count >= 2)
      await desk.desk.tellTime(at: service.wallTime(7300 + Self.day))
      #expect(await desk.desk.isPutAway(DeskFixture.transport))
      #expect(await desk.desk.overview(at: service.wallTime(7400 + Self.day)).transports.isEmpty)
      #expect(try await Self.answers(desk, at: 7400 + Self.day) == before)
      // Whoever asked had it read back; it is put away again.
      await desk.desk.tellTime(at: service.wallTime(7500 + Self.day))
      #expect(await desk.desk.isPutAway(DeskFixture.transport))
    }
  }

  @Test("what its vehicle tells on later trips leaves it where it is; what comes late of its own trip is judged and told")
  func lateEvidence() async throws {
    try await withDesk { service in
      let desk = try await Self.finished(service)
      await desk.desk.tellTime(at: service.wallTime(7300 + Self.day))
      for second in [8100 + Self.day, 8110 + Self.day] { try await service.tell(DeskFixture.position(0), at: second) }
      try await desk.desk.catchUp()
      #expect(await desk.desk.isPutAway(DeskFixture.transport))
      let before = try await Self.answers(desk, at: 8150 + Self.day)
      await desk.desk.tellTime(at: service.wallTime(8200 + Self.day))
      // The loss on the way was none: the terminal had stored it.
      let stored = Array(stride(from: 700, to: 7000, by: 60))
      try await service.tell(stored.map(Self.position), at: stored, received: 9100 + Self.day)
      try await desk.desk.catchUp()
      let after = try await Self.answers(desk, at: 9200 + Self.day)
      #expect(after.transitions.prefix(before.transitions.count) == before.transitions[...])
      #expect(after.transitions.contains { $0.kind == .withdrawn && $0.verdict.subject.rule == .signalLoss })
      // The same as on a desk that never put anything away.
      let anew = service.restarted()
      try await anew.desk.catchUp()
      #expect(try await Self.answers(anew, at: 9200 + Self.day) == after)
    }
  }

  @Test("taken up by another desk it is still put away, and an alert of it can be acknowledged")
  func takenUp() async throws {
    try await withDesk { service in
      let archive = BlocksInMemory()
      let memory = EngineMemory(archive: archive, foretells: true)
      let desk = try await Self.finished(service, memory: memory)
      await desk.desk.tellTime(at: service.wallTime(7300 + Self.day))
      let next = try await desk.takenUp(memory: memory)
      #expect(await next.desk.isPutAway(DeskFixture.transport))
      #expect(try await Self.answers(next, at: 7400 + Self.day) == Self.answers(desk, at: 7400 + Self.day))
      let alert = try #require(await next.desk.dossiers[DeskFixture.transport].alerts.all.first)
      #expect(try await next.desk.acknowledge(alert.id, by: "一组")?.acknowledgement?.by == "一组")
    }
  }

  private struct Answers: Equatable {
    let verdicts: [Verdict]
    let transitions: [Transition]
    let alerts: [AlertID]
  }

  private static func answers(_ service: DeskFixture, at second: Int) async throws -> Answers {
    let now = service.wallTime(second)
    try await service.desk.catchUp()
    return Answers(
      verdicts: await service.desk.verdicts(of: DeskFixture.transport, at: now) ?? [],
      transitions: await service.desk.transitions(of: DeskFixture.transport, at: now) ?? [],
      alerts: await service.desk.dossiers[DeskFixture.transport].alerts.all.map(\.id))
  }

  /// A trip with a loss on the way, handed over, stored, and parked.
  private static func finished(
    _ service: DeskFixture, memory: EngineMemory = EngineMemory(archive: BlocksInMemory(), foretells: true)
  ) async throws -> DeskFixture {
    try await service.tell(DeskFixture.plan(clock: service.clock), at: 0)
    for second in [1, 61, 121, 181, 241, 301, 361, 421, 481, 541, 601, 661, 7001, 7061, 7121, 7181] {
      try await service.tell(position(second), at: second)
    }
    for (kind, second) in [(Declaration.Kind.departed, 90), (.arrived, 2950), (.handedOver, 3000), (.stored, 3050)] {
      try await service.tell(
        .declaration(Declaration(kind: kind, transport: DeskFixture.transport)), at: second, received: max(7190, second))
    }
    for second in [7200, 7210, 7220] { try await service.tell(position(second), at: second) }
    let desk = service.restarted(memory: memory)
    try await desk.desk.catchUp()
    return desk
  }

  /// In the origin at first, in the destination at last.
  private static func position(_ second: Int) -> Fact {
    let longitude = second < 60 ? 112 : second > 7000 ? 114 : 112 + 2 * Double(second) / 7000
    let speed: Double = second > 7000 ? 0 : 60
    return .position(
      PositionReport(
        vehicle: DeskFixture.vehicle, coordinate: Coordinate(latitude: 28, longitude: longitude), speedKilometresPerHour: speed))
  }
}

extension Desk {
  /// Whether nothing of a transport is at hand.
  fileprivate func isPutAway(_ transport: TransportID) -> Bool {
    engine.isClosed(transport) && !dossiers.transportsAtHand.contains(transport)
  }
}

/// An archive in memory.
private final class BlocksInMemory: EvidenceArchive {
  private let blocks = Mutex<[[UInt8]]>([])

  func store(_ block: [UInt8]) -> ArchivePlace? {
    blocks.withLock { blocks in
      blocks.append(block)
      return ArchivePlace(offset: Int64(blocks.count - 1), count: block.count)
    }
  }

  func block(at place: ArchivePlace) -> [UInt8] { blocks.withLock { $0[Int(place.offset)] } }

  func fail(at place: ArchivePlace) -> Never { fatalError("a block is damaged at \(place)") }
}
