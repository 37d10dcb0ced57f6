import EscortDomain
import JT808
import Journal
import Synchronization
import Testing

@testable import TelemetryIngest

@Suite("Stored reports")
struct BackfillLaneTests {
  private let draft = EntryDraft(kind: .jt808Frame, origin: "1", bytes: [1])

  @Test("only some are under way at once; as they are stored the others follow, each once")
  func bounded() {
    let lane = BackfillLane(limits: IngestLimits())
    let journal = HeldJournal()
    let stored = Atomic(0)
    journal.hold()
    for _ in 0..<100 { lane.append(draft, to: journal) { if case .success = $0 { stored.add(1, ordering: .relaxed) } } }
    #expect(journal.drafts.count == 16)
    #expect(lane.waiting == 84)
    journal.complete()
    #expect(stored.load(ordering: .relaxed) == 100)
    #expect(journal.drafts.count == 100)
    #expect(lane.waiting == 0)
  }

  @Test("while the desk is behind none begins, and when it has caught up all do")
  func held() {
    let lane = BackfillLane(limits: IngestLimits())
    let journal = HeldJournal()
    let isBehind = Atomic(true)
    lane.hold { isBehind.load(ordering: .relaxed) }
    for _ in 0..<5 { lane.append(draft, to: journal) { _ in } }
    lane.goOn()
    #expect(journal.drafts.isEmpty)
    isBehind.store(false, ordering: .relaxed)
    lane.goOn()
    #expect(journal.drafts.count == 5)
  }

  @Test("when the service stops, what waits is not stored and says so, however much it is")
  func closed() {
    let lane = BackfillLane(limits: IngestLimits())
    let journal = HeldJournal()
    let refused = Atomic(0)
    lane.hold { true }
    for _ in 0..<100_000 { lane.append(draft, to: journal) { if case .failure = $0 { refused.add(1, ordering: .relaxed) } } }
    lane.close()
    lane.append(draft, to: journal) { if case .failure = $0 { refused.add(1, ordering: .relaxed) } }
    #expect(refused.load(ordering: .relaxed) == 100_001)
    #expect(journal.drafts.isEmpty)
  }

  @Test("past its bound nothing more waits, what nobody waits for is passed over, and one a time goes on though the desk is behind")
  func bounds() {
    var limits = IngestLimits()
    limits.mostBackfillBytes = 3
    let lane = BackfillLane(limits: limits)
    let journal = HeldJournal()
    let refused = Atomic(0)
    let isWanted = Atomic(true)
    lane.hold { true }
    for _ in 0..<5 {
      lane.append(draft, to: journal, isWanted: { isWanted.load(ordering: .relaxed) }) { result in
        if case .failure = result { refused.add(1, ordering: .relaxed) }
      }
    }
    #expect(refused.load(ordering: .relaxed) == 2)
    lane.goOnByOne()
    #expect(journal.drafts.count == 1)
    isWanted.store(false, ordering: .relaxed)
    lane.goOnByOne()
    lane.goOnByOne()
    #expect(journal.drafts.count == 1)
    #expect(lane.waiting == 0)
  }

  @Test("a terminal's live reports are answered while what it stored waits; bad records are counted and lose nothing")
  func terminal() throws {
    let terminal = try Connection()
    try terminal.signIn()
    let isBehind = Atomic(true)
    terminal.gateway.backfill.hold { isBehind.load(ordering: .relaxed) }
    var batch = LocationBatch(kind: .backfill, reports: (0..<3).map { report(second: $0) })
    batch.records.append(.unreadable([1, 2, 3], JT808.DecodingError(offset: 0, reason: "short")))
    try terminal.send(.batch(batch))
    #expect(try terminal.received().isEmpty)
    try terminal.send(.location(report(second: 100)))
    #expect(try terminal.result() == .success)
    #expect(terminal.counters[.badRecords] == 1)
    isBehind.store(false, ordering: .relaxed)
    terminal.gateway.backfill.goOn()
    terminal.run()
    #expect(try terminal.result() == .success)
    #expect(terminal.journal.drafts.last?.keys.count == 3)
  }

  @Test("a stored report without a readable time is waited for by a stop like any other")
  func withoutTime() throws {
    let terminal = try Connection()
    try terminal.signIn()
    terminal.journal.hold()
    try terminal.send(.batch(LocationBatch(kind: .backfill, reports: [LocationReport(statusBits: 2)])))
    terminal.drain()
    #expect(terminal.isOpen)
    terminal.journal.complete()
    terminal.run()
    #expect(try terminal.result() == .success)
    #expect(!terminal.isOpen)
  }

  @Test("what one terminal stored and sends counts by its reports, and it is not read past its bound")
  func inFlight() throws {
    let terminal = try Connection { $0.mostBackfillReports = 10 }
    try terminal.signIn()
    terminal.journal.hold()
    for start in 0..<2 {
      try terminal.send(.batch(LocationBatch(kind: .backfill, reports: (0..<5).map { report(second: 5 * Int64(start) + $0) })))
    }
    #expect(!terminal.isReading)
    terminal.journal.complete()
    terminal.run()
    #expect(terminal.isReading)
  }
}
