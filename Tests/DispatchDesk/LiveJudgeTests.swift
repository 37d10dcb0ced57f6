import DispatchDesk
import EscortDomain
import Foundation
import Journal
import RouteRules
import Synchronization
import Testing

@Suite("The judge that follows the journal")
struct LiveJudgeTests {
  private static let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)

  @Test("a loss raised live is withdrawn when backfill closes it, on the clock of the scenario")
  func withdrawal() async throws {
    try await withJudge { service in
      try await service.tell(Self.plan(clock: service.clock), at: 0)
      try await service.tell(.declaration(Declaration(kind: .departed, transport: TransportID("T1"))), at: 0)
      for second in stride(from: 0, through: 300, by: 10) { try await service.tell(Self.position(second), at: second) }
      #expect(try await service.transitions(at: 421) == ["raised 420.000001"])
      #expect(try await service.verdicts(at: 421) == ["300 open"])
      for second in stride(from: 310, through: 500, by: 10) {
        try await service.tell(Self.position(second), at: second, received: 505)
      }
      #expect(try await service.verdicts(at: 506) == [])
      let told = try await service.transitions(at: 506)
      #expect(told.first == "raised 420.000001")
      #expect(told.last?.hasPrefix("withdrawn 505") == true, "\(told)")
    }
  }

  @Test("begun again from the journal it tells the same history")
  func restart() async throws {
    try await withJudge { service in
      try await service.tell(Self.plan(clock: service.clock), at: 0)
      try await service.tell(.declaration(Declaration(kind: .departed, transport: TransportID("T1"))), at: 0)
      for second in [0, 10, 20, 200, 210, 500] { try await service.tell(Self.position(second), at: second) }
      let live = try await service.transitions(at: 900)
      #expect(live.count == 5)
      #expect(try await service.restarted().transitions(at: 900) == live)
    }
  }

  private static func position(_ second: Int) -> Fact {
    let place = Coordinate(latitude: 28, longitude: 113 + Double(second) / 10_000)
    return .position(PositionReport(vehicle: VehicleID("湘A1"), coordinate: place))
  }

  private static func plan(clock: ScenarioClock?) -> Fact {
    func place(_ organisation: String, _ longitude: Double) -> Transport.Place {
      let centre = Coordinate(latitude: 28, longitude: longitude)
      return Transport.Place(
        organisation: OrganisationID(organisation), area: Area(.circle(centre: centre, radiusMetres: 200)))
    }
    return .transport(
      Transport(
        id: TransportID("T1"), leg: .provinceBranch, origin: place("a", 112), destination: place("b", 114),
        plannedDeparture: start, plannedArrival: start + .seconds(7200), vehicles: [Transport.Vehicle(id: VehicleID("湘A1"))],
        isSimulated: true, clock: clock))
  }

  private func withJudge(_ body: (Service) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let service = try Service(folder)
    try await body(service)
    try service.journal.close()
  }

  /// A journal whose wall clock stands in 2026 while the scenario, ten times as fast, plays in 2024.
  private struct Service {
    let journal: SQLiteJournal
    let clock: ScenarioClock?
    private let wall = SettableClock()
    private let facts = FactTable()
    private let judge: LiveJudge<SQLiteJournal, FactDeriver>

    private static let wallStart = Instant(microsecondsSince1970: 1_795_000_000_000_000)

    init(_ folder: String) throws {
      clock = ScenarioClock(wall: Self.wallStart, scenario: LiveJudgeTests.start, speed: 10)
      let wall = wall
      journal = try SQLiteJournal(folder: folder) { wall.now }
      judge = LiveJudge(journal: journal, deriver: FactDeriver(table: facts))
    }

    private init(_ other: Service) {
      journal = other.journal
      clock = other.clock
      judge = LiveJudge(journal: other.journal, deriver: FactDeriver(table: other.facts))
    }

    func restarted() -> Service { Service(self) }

    func tell(_ fact: Fact, at second: Int, received: Int? = nil) async throws {
      wall.now = Self.wallStart + TimeSpan(microseconds: Int64(received ?? second) * 100_000)
      let number = facts.add(Event(at: LiveJudgeTests.start + .seconds(second), received: .distantPast, fact: fact))
      let draft = EntryDraft(kind: EntryKind(rawValue: "fact"), origin: "test", bytes: Array(String(number).utf8))
      _ = try await journal.append(draft)
    }

    func transitions(at second: Int) async throws -> [String] {
      try await judge.catchUp()
      let now = Self.wallStart + TimeSpan(microseconds: Int64(second) * 100_000)
      let transitions = await judge.transitions(of: TransportID("T1"), at: now) ?? []
      return transitions.filter { $0.verdict.subject.rule == .signalLoss }.map { transition in
        let seconds = (transition.received - LiveJudgeTests.start).seconds
        let text = seconds.rounded() == seconds ? String(Int(seconds)) : String(seconds)
        return "\(transition.kind.rawValue) \(text)"
      }
    }

    func verdicts(at second: Int) async throws -> [String] {
      try await judge.catchUp()
      let now = Self.wallStart + TimeSpan(microseconds: Int64(second) * 100_000)
      let verdicts = await judge.verdicts(of: TransportID("T1"), at: now) ?? []
      return verdicts.filter { $0.subject.rule == .signalLoss }.map { verdict in
        let from = Int((verdict.from - LiveJudgeTests.start).seconds)
        return "\(from) \(verdict.to.map { String(Int(($0 - LiveJudgeTests.start).seconds)) } ?? "open")"
      }
    }
  }
}

/// The events of a test by the number their entry holds.
private final class FactTable: Sendable {
  private let events = Mutex<[Event]>([])

  func add(_ event: Event) -> Int {
    events.withLock { events in
      events.append(event)
      return events.count - 1
    }
  }

  subscript(number: Int) -> Event? { events.withLock { $0.indices.contains(number) ? $0[number] : nil } }
}

private struct FactDeriver: EventDeriver {
  let table: FactTable

  mutating func events(of entry: Entry) -> [Event] {
    guard let number = Int(String(decoding: entry.draft.bytes, as: UTF8.self)), var event = table[number] else { return [] }
    event.received = entry.received
    return [event]
  }
}

/// A clock that stands where it is put.
private final class SettableClock: Sendable {
  private let instant = Mutex(Instant.distantPast)

  var now: Instant {
    get { instant.withLock(\.self) }
    set { instant.withLock { $0 = newValue } }
  }
}
