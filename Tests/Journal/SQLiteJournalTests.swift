import EscortDomain
import Foundation
import Synchronization
import Testing

@testable import Journal

@Suite("The embedded journal")
struct SQLiteJournalTests {
  @Test("what was appended is read back in order, with its leaf, after reopening too")
  func readBack() async throws {
    try await withFolder { folder in
      let clock = StepClock()
      let journal = try SQLiteJournal(folder: folder, clock: clock.read)
      for index in 0..<100 {
        let receipt = try await journal.append(draft(index))
        #expect(receipt.position == Int64(index + 1))
      }
      try journal.close()
      let reopened = try SQLiteJournal(folder: folder, clock: clock.read)
      let entries = try await reopened.read(after: 0, limit: 1000)
      #expect(entries.map(\.draft) == (0..<100).map(draft))
      #expect(entries.map(\.position) == Array(1...100))
      #expect(entries.allSatisfy { $0.isIntact })
      #expect(try await reopened.append(draft(100)).position == 101)
      try reopened.close()
    }
  }

  @Test("receive times never go back, whatever the clock does, over a restart too")
  func receiveTimes() async throws {
    try await withFolder { folder in
      let clock = StepClock(start: 1_000_000)
      let journal = try SQLiteJournal(folder: folder, clock: clock.read)
      let first = try await journal.append(draft(1)).received
      clock.set(500)
      let second = try await journal.append(draft(2)).received
      #expect(second == first + .microsecond)
      try journal.close()
      let reopened = try SQLiteJournal(folder: folder, clock: clock.read)
      #expect(try await reopened.append(draft(3)).received == second + .microsecond)
      try reopened.close()
    }
  }

  @Test("a subject's entries come by device time, from the index and from the tail alike", arguments: [false, true])
  func bySubject(indexed: Bool) async throws {
    try await withFolder { folder in
      let journal = try SQLiteJournal(folder: folder, clock: StepClock().read)
      var generator = SystemRandomNumberGenerator()
      for index in (0..<200).shuffled(using: &generator) { _ = try await journal.append(draft(index)) }
      try journal.close()
      for name in ["", "-wal", "-shm"] where !indexed {
        try? FileManager.default.removeItem(atPath: "\(folder)/index.sqlite\(name)")
      }
      let reopened = try SQLiteJournal(folder: folder, clock: StepClock().read)
      let found = try await reopened.read(subject: "湘A1", from: instant(20), to: instant(40), limit: 100)
      #expect(found.map(\.draft) == (20..<40).filter { $0 % 2 == 1 }.map(draft))
      let first = try await reopened.read(subject: "湘A1", from: instant(0), to: instant(200), limit: 3)
      #expect(first.map(\.draft) == [1, 3, 5].map(draft))
      try reopened.close()
    }
  }

  @Test("a follower sees what was there and what comes")
  func following() async throws {
    try await withFolder { folder in
      let journal = try SQLiteJournal(folder: folder, clock: StepClock().read)
      for index in 0..<10 { _ = try await journal.append(draft(index)) }
      async let followed = collect(journal, count: 20)
      for index in 10..<20 { _ = try await journal.append(draft(index)) }
      #expect(try await followed == (0..<20).map(draft))
      try journal.close()
    }
  }

  @Test("a second process is told that the journal is in use, and a foreign file is refused")
  func owners() async throws {
    try await withFolder { folder in
      let journal = try SQLiteJournal(folder: folder, clock: StepClock().read)
      #expect(throws: JournalError.inUse(folder: folder)) { try SQLiteJournal(folder: folder, clock: StepClock().read) }
      try journal.close()
    }
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data("this is no database at all, only text".utf8).write(to: URL(filePath: "\(folder)/journal.sqlite"))
      #expect(throws: JournalError.self) { try SQLiteJournal(folder: folder, clock: StepClock().read) }
    }
  }

  @Test("an entry can be neither changed nor deleted")
  func unchangeable() async throws {
    try await withFolder { folder in
      let journal = try SQLiteJournal(folder: folder, clock: StepClock().read)
      _ = try await journal.append(draft(1))
      for sql in ["UPDATE entry SET origin = 'x'", "DELETE FROM entry"] {
        #expect(throws: (any Error).self) { try journal.execute(sql) }
      }
      #expect(try await journal.read(after: 0, limit: 9).map(\.draft) == [draft(1)])
      try journal.close()
      #expect(throws: JournalError.closed) { try result { journal.append(draft(2), completion: $0) } }
    }
  }

  private func collect(_ journal: SQLiteJournal, count: Int) async throws -> [EntryDraft] {
    var drafts: [EntryDraft] = []
    for try await entries in journal.follow(batch: 3) {
      drafts += entries.map(\.draft)
      if drafts.count >= count { break }
    }
    return drafts
  }

  private func result(_ body: (@escaping @Sendable (Result<Receipt, any Error>) -> Void) -> Void) throws -> Receipt? {
    let outcome = Mutex<Result<Receipt, any Error>?>(nil)
    body { result in outcome.withLock { $0 = result } }
    return try outcome.withLock { $0 }?.get()
  }
}

func instant(_ second: Int) -> Instant { Instant(microsecondsSince1970: Int64(second) * 1_000_000) }

/// A draft that tells its number; odd ones are a vehicle's.
func draft(_ index: Int) -> EntryDraft {
  EntryDraft(
    kind: EntryKind(rawValue: "test"), origin: "终端-\(index % 7)", bytes: Array("payload \(index)".utf8),
    keys: index % 2 == 1 ? [EntryKey(subject: "湘A1", at: instant(index))] : [])
}

/// A folder that is gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}

/// A clock that moves when told.
final class StepClock: Sendable {
  private let time: Mutex<Int64>

  init(start: Int64 = 0) {
    time = Mutex(start)
  }

  func set(_ microseconds: Int64) { time.withLock { $0 = microseconds } }

  var read: @Sendable () -> Instant { { [self] in Instant(microsecondsSince1970: time.withLock(\.self)) } }
}
