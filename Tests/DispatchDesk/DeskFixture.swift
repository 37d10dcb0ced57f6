import DispatchDesk
import EscortDomain
import Foundation
import Journal
import RouteRules
import Synchronization
import Testing

/// A desk on a journal whose wall clock stands in 2026 while the scenario, ten times as fast, plays in 2024.
struct DeskFixture {
  typealias TestDesk = Desk<SQLiteJournal, FactDeriver>

  let journal: SQLiteJournal
  let clock: ScenarioClock?
  let desk: TestDesk
  private let wall: SettableClock
  private let facts: FactTable

  static let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)
  private static let wallStart = Instant(microsecondsSince1970: 1_795_000_000_000_000)
  static let transport = TransportID("T1")
  static let vehicle = VehicleID("湘A1")

  init(_ folder: String, terminalBehind: Int) throws {
    clock = ScenarioClock(wall: Self.wallStart, scenario: Self.start, speed: 10)
    let wall = SettableClock()
    self.wall = wall
    facts = FactTable()
    journal = try SQLiteJournal(folder: folder) { wall.present }
    desk = Desk(journal: journal, deriver: FactDeriver(table: facts, terminalBehind: terminalBehind))
  }

  private init(_ other: DeskFixture, takingUp start: DeskStart<Int>?, memory: EngineMemory, shards: Int?) {
    journal = other.journal
    clock = other.clock
    wall = other.wall
    facts = other.facts

    desk = Desk(
      journal: other.journal, deriver: FactDeriver(table: other.facts, terminalBehind: 0), takingUp: start, memory: memory, shards: shards)
  }

  /// Another desk that begins from the journal's start.
  func restarted(shards: Int? = nil, memory: EngineMemory = EngineMemory(foretells: true)) -> DeskFixture {
    DeskFixture(self, takingUp: nil, memory: memory, shards: shards)
  }

  /// Another desk that goes on where this one stands, or stood, by bytes alone.
  func takenUp(
    _ stood: DeskRecord<Int>? = nil, shards: Int? = nil, memory: EngineMemory = EngineMemory(foretells: true)
  ) async throws -> DeskFixture {
    var writer = PackedWriter()
    if let stood { writer.write(stood) } else { writer.write(await desk.record) }
    var reader = PackedReader(writer.block())
    let record = reader.read(DeskRecord<Int>.self)
    try #require(!reader.isDamaged)
    let start = try #require(await DeskStart(record, in: journal))
    return DeskFixture(self, takingUp: start, memory: memory, shards: shards)
  }

  func wallTime(_ second: Int) -> Instant { Self.wallStart + TimeSpan(microseconds: Int64(second) * 100_000) }

  func tell(_ facts: [Fact], at seconds: [Int], received: Int) async throws {
    wall.present = wallTime(received)
    let numbers = zip(facts, seconds).map { fact, second in
      self.facts.add(Event(at: Self.start + .seconds(second), received: .distantPast, fact: fact))
    }
    let bytes = Array(numbers.map(String.init).joined(separator: ",").utf8)
    _ = try await journal.append(EntryDraft(kind: EntryKind(rawValue: "fact"), origin: "test", bytes: bytes))
  }

  func tell(_ fact: Fact, at second: Int, received: Int? = nil) async throws {
    try await tell([fact], at: [second], received: received ?? second)
  }

  /// Journals that the vehicle's terminal connected, and has the desk take it in.
  func connect(at second: Int) async throws {
    wall.present = wallTime(second)
    let draft = EntryDraft(kind: FactDeriver.connected, origin: Self.vehicle.text, bytes: [])
    _ = try await journal.append(draft)
    try await desk.catchUp()
  }

  /// What happened to `signal-loss`, in seconds of the scenario.
  func transitions(at second: Int) async throws -> [String] {
    try await desk.catchUp()
    let transitions = await desk.transitions(of: Self.transport, at: wallTime(second)) ?? []
    return transitions.filter { $0.verdict.subject.rule == .signalLoss }.map { transition in
      let seconds = (transition.received - Self.start).seconds
      let text = seconds.rounded() == seconds ? String(Int(seconds)) : String(seconds)
      return "\(transition.kind.rawValue) \(text)"
    }
  }

  /// The `signal-loss` that holds, in seconds of the scenario.
  func verdicts(at second: Int) async throws -> [String] {
    try await desk.catchUp()
    let verdicts = await desk.verdicts(of: Self.transport, at: wallTime(second)) ?? []
    return verdicts.filter { $0.subject.rule == .signalLoss }.map { verdict in
      let from = Int((verdict.from - Self.start).seconds)
      return "\(from) \(verdict.to.map { String(Int(($0 - Self.start).seconds)) } ?? "open")"
    }
  }

  /// The alerts of `signal-loss`.
  func losses(at second: Int) async throws -> [Alert] {
    try await desk.catchUp()
    return await desk.overview(at: wallTime(second)).alerts.filter { $0.verdict.subject.rule == .signalLoss }
  }

  static func position(_ second: Int) -> Fact { position(second, of: vehicle) }

  static func position(_ second: Int, of vehicle: VehicleID) -> Fact {
    let place = Coordinate(latitude: 28, longitude: 113 + Double(second) / 10_000)
    return .position(PositionReport(vehicle: vehicle, coordinate: place, speedKilometresPerHour: 60))
  }

  static func heartbeat(_ state: CameraHeartbeat.State = .recording) -> Fact {
    .recording(CameraHeartbeat(vehicle: vehicle, camera: 1, state: state))
  }

  static func act(_ kind: CrewAct.Kind, _ person: String) -> Fact {
    .act(CrewAct(kind: kind, vehicle: vehicle, person: PersonID(person)))
  }

  static func person(_ id: String, name: String) -> Fact {
    .person(
      Person(
        id: PersonID(id), name: name, organisation: OrganisationID("a"), formalEmployee: true, candidateRelative: false,
        pledge: "2024-01-02", approved: true))
  }

  static let departed = Fact.declaration(Declaration(kind: .departed, transport: transport))

  static func plan(clock: ScenarioClock?) -> Fact {
    func place(_ organisation: String, _ longitude: Double) -> Transport.Place {
      let centre = Coordinate(latitude: 28, longitude: longitude)
      return Transport.Place(
        organisation: OrganisationID(organisation), area: Area(.circle(centre: centre, radiusMetres: 200)))
    }
    let crew = ["E1", "E2"].map { Transport.Vehicle.CrewMember(person: PersonID($0), role: .escort) }
    return .transport(
      Transport(
        id: transport, leg: .provinceBranch, origin: place("a", 112), destination: place("b", 114),
        plannedDeparture: start, plannedArrival: start + .seconds(7200),
        route: RoutePath(points: [Coordinate(latitude: 28, longitude: 112), Coordinate(latitude: 28, longitude: 114)]),
        vehicles: [Transport.Vehicle(id: vehicle, terminal: "13800000001", cameras: [1], crew: crew)], isSimulated: true, clock: clock))
  }
}

/// Runs a test on a desk of its own, where every terminal's clock is so many seconds behind.
func withDesk(terminalBehind: Int = 0, _ body: (DeskFixture) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let fixture = try DeskFixture(folder, terminalBehind: terminalBehind)
  try await body(fixture)
  try fixture.journal.close()
}

/// The events of a test by the number their entry holds.
final class FactTable: Sendable {
  private let events = Mutex<[Event]>([])

  func add(_ event: Event) -> Int {
    events.withLock { events in
      events.append(event)
      return events.count - 1
    }
  }

  subscript(number: Int) -> Event? { events.withLock { $0.indices.contains(number) ? $0[number] : nil } }
}

struct FactDeriver: EventDeriver {
  let table: FactTable
  let terminalBehind: Int

  /// An entry that tells of a connection; its origin is the vehicle.
  static let connected = EntryKind(rawValue: "connected")

  func clock(ofTerminal number: String) -> DeviceClock? {
    (0..<4).reduce(into: DeviceClock()) { clock, second in
      let received = DeskFixture.start + .seconds(second)
      clock.take(device: received - .seconds(terminalBehind), received: received)
    }
  }

  func connectedVehicle(of entry: Entry) -> VehicleID? {
    entry.draft.kind == Self.connected ? VehicleID(entry.draft.origin) : nil
  }

  /// How many entries it has read.
  private(set) var record = 0

  mutating func takeUp(_ record: Int) { self.record = record }

  mutating func events(of entry: Entry) -> [Event] {
    record += 1
    return facts(of: entry)
  }

  private func facts(of entry: Entry) -> [Event] {
    String(decoding: entry.draft.bytes, as: UTF8.self).split(separator: ",").compactMap { number in
      guard var event = Int(number).flatMap({ table[$0] }) else { return nil }
      event.received = entry.received
      return event
    }
  }
}

/// A clock that stands where it is put.
private final class SettableClock: Sendable {
  private let instant = Mutex(Instant.distantPast)

  var present: Instant {
    get { instant.withLock(\.self) }
    set { instant.withLock { $0 = newValue } }
  }
}
