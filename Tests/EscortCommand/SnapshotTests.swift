import DispatchDesk
import EscortDomain
import Foundation
import Journal
import Logging
import RouteRules
import Synchronization
import TelemetryIngest
import Testing

@testable import escort

@Suite("Snapshots")
struct SnapshotTests {
  @Test("a start takes up what the last run wrote down, and judges what came after")
  func takenUp() async throws {
    try await Self.withFolder { folder in
      let first = try await Self.play(0..<600, folder: folder)
      #expect(first.begunAt == 0)
      let second = try await Self.play(600..<900, folder: folder)
      #expect(second.begunAt == first.position)
      let anew = try await Self.withFolder { other in try await Self.play(0..<900, folder: other) }
      #expect(second.transitions == anew.transitions)
      #expect(second.transitions.count >= 3)
      #expect(first.isFirstToken && !second.isFirstToken)
    }
  }

  @Test("what was written down after the last snapshot is let go of, and nothing of it is missed")
  func afterACrash() async throws {
    try await Self.withFolder { folder in
      _ = try await Self.play(0..<600, folder: folder)
      let kept = try Data(contentsOf: URL(filePath: "\(folder)/snapshot"))
      let whole = try await Self.play(600..<900, folder: folder)
      // As a crash leaves it: the journal and the blocks are ahead.
      try kept.write(to: URL(filePath: "\(folder)/snapshot"))
      let again = try await Self.play(900..<900, folder: folder)
      #expect(again.transitions == whole.transitions)
      #expect(again.begunAt > 0 && again.begunAt < whole.position)
    }
  }

  @Test("one that is damaged, cut short or of another program, journal or evidence is not taken up", arguments: Damage.allCases)
  func notTakenUp(damage: Damage) async throws {
    try await Self.withFolder { folder in
      let before = try await Self.play(0..<600, folder: folder)
      try await damage.strike(folder)
      let after = try await Self.play(600..<600, folder: folder)
      #expect(after.begunAt == 0)
      #expect(after.transitions == (damage == .otherJournal ? [] : before.transitions))
      // The next one is good again.
      let next = try await Self.play(600..<600, folder: folder)
      #expect(next.begunAt == after.position)
    }
  }

  @Test("one with which the service ended twice before it wrote another is not taken up a third time")
  func triedTooOften() async throws {
    try await Self.withFolder { folder in
      let before = try await Self.play(0..<600, folder: folder)
      for _ in 0..<4 { #expect(try await Self.play(600..<600, folder: folder).begunAt == before.position) }  // there was no news
      for _ in 0..<2 { #expect(try await Self.play(600..<600, folder: folder, writes: false).begunAt == before.position) }
      #expect(try await Self.play(600..<610, folder: folder).begunAt == 0)
      #expect(try await Self.play(610..<620, folder: folder).begunAt > 0)
      #expect(try await Self.play(620..<620, folder: folder).begunAt > 0)
    }
  }

  /// What becomes of a snapshot between two runs.
  enum Damage: CaseIterable {
    case flippedByte, cutShort, empty, otherProgram, otherJournal, noBlocks, blocksCutShort, otherBlocks

    func strike(_ folder: String) async throws {
      let snapshot = URL(filePath: "\(folder)/snapshot")
      var data = try Data(contentsOf: snapshot)
      switch self {
      case .flippedByte:
        for place in stride(from: 0, to: data.count, by: 97) { data[place] ^= 1 }
      case .cutShort: data = data.prefix(data.count / 2)
      case .empty: data = Data()
      case .otherProgram: data = try Self.sealed(data) { $0[20] ^= 1 }
      case .otherJournal:
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix("journal.sqlite") {
          try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
      case .noBlocks: try FileManager.default.removeItem(atPath: "\(folder)/evidence.blocks")
      case .blocksCutShort: try Data([1]).write(to: URL(filePath: "\(folder)/evidence.blocks"))
      case .otherBlocks:
        let blocks = URL(filePath: "\(folder)/evidence.blocks")
        var bytes = try Data(contentsOf: blocks)
        bytes[0] ^= 1
        try bytes.write(to: blocks)
      }
      try data.write(to: snapshot)
    }

    private static func sealed(_ data: Data, _ change: (inout Data) -> Void) throws -> Data {
      var data = data.dropLast(32)
      change(&data)
      return data + SnapshotFile.seal(of: data)
    }
  }

  private static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "snapshot-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  /// What a run of the service's desk came to.
  private struct Outcome {
    /// Where it began, and where it ended.
    let begunAt: Int64
    let position: Int64
    let transitions: [Transition]
    /// Whether it was the first to give a dispatcher's token.
    let isFirstToken: Bool
  }

  private static let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)
  private static let vehicle = VehicleID("湘A1")

  /// Opens a folder as the service does, tells the seconds of a drive in which the vehicle is silent now and then, and closes it as the
  /// service does; or as one that is killed, without a last snapshot.
  private static func play(_ seconds: Range<Int>, folder: String, writes: Bool = true) async throws -> Outcome {
    let clock = TestClock(start + .seconds(seconds.lowerBound))
    let journal = try SQLiteJournal(folder: folder) { clock.now }
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let (snapshots, begun) = await Snapshots.open(folder: folder, journal: journal, logger: logger)
    let begunAt = snapshots.position
    let desk = Desk(journal: journal, deriver: EntryDecoder(), takingUp: begun.desk, memory: snapshots.memory, shards: 2)
    let intake = try await IntakeService(journal: journal, startingWith: begun.decoder, after: begunAt) { clock.now }
    let isFirstToken = try await intake.firstDispatcherToken() != nil
    for second in seconds {
      clock.now = start + .seconds(second)
      for line in lines(of: second) { _ = try await journal.append(EntryDraft(kind: .feedLine, origin: "test", bytes: Array(line.utf8))) }
      if second % 100 == 0 { try await desk.catchUp() }
    }
    clock.now = start + .seconds(seconds.upperBound)
    try await desk.catchUp()
    await desk.tick(at: clock.now)
    let transitions = await desk.transitions(of: TransportID("T1"), at: clock.now) ?? []
    if writes {
      await snapshots.writeLast(await desk.record)
      snapshots.end()
    }
    let outcome = Outcome(
      begunAt: begunAt, position: journal.lastPosition, transitions: transitions, isFirstToken: isFirstToken)
    try journal.close()
    return outcome
  }

  private static func lines(of second: Int) -> [String] {
    let at = (start + .seconds(second)).rfc3339
    if second == 0 {
      return [
        """
        {"type":"transport","at":"\(at)","id":"T1","leg":"province-branch","origin":{"org":"a","lat":28,"lon":112},\
        "destination":{"org":"b","lat":28,"lon":114},"plannedDeparture":"\(at)",\
        "plannedArrival":"\((start + .seconds(7200)).rfc3339)","route":[[28,112],[28,114]],\
        "vehicles":[{"id":"\(vehicle)","crew":[],"cameras":[1]}]}
        """,
        #"{"type":"departed","at":"\#(at)","transport":"T1"}"#,
      ]
    }
    guard second % 2 == 0, second % 500 < 300 else { return [] }
    return [
      #"{"type":"position","at":"\#(at)","vehicle":"\#(vehicle)","lat":28,"lon":\#(112.5 + Double(second) / 10_000),"speed":60}"#
    ]
  }
}

/// A clock that stands where it is put.
private final class TestClock: Sendable {
  private let instant: Mutex<Instant>

  init(_ instant: Instant) { self.instant = Mutex(instant) }

  var now: Instant {
    get { instant.withLock(\.self) }
    set { instant.withLock { $0 = newValue } }
  }
}
