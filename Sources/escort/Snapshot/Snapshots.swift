import BackgroundWork
import DispatchDesk
import EscortDomain
import EvidenceChain
import Foundation
import Journal
import Logging
import RouteRules
import Synchronization
import TelemetryIngest

/// The snapshots of a service: takes the last one up when it starts, and writes one down now and then.
///
/// A snapshot holds nothing that the journal does not: deleted, or of no use, the journal is judged from its beginning.
final class Snapshots: Sendable {
  /// Where a service begins; the journal's beginning where nothing is taken up.
  struct Start: Sendable {
    let desk: DeskStart<EntryDecoder.Record>?
    /// The decoder after the entries up to the position.
    let decoder: EntryDecoder
    /// The entries up to there that last.
    var entries: [Entry] { desk?.entries ?? [] }
    /// Up to which entry it goes.
    var position: Int64 { desk?.record.position ?? 0 }

    fileprivate init(_ desk: DeskStart<EntryDecoder.Record>?) {
      self.desk = desk
      var decoder = EntryDecoder()
      if let desk { _ = decoder.takeUp(desk.record.deriver, after: desk.entries) }
      self.decoder = decoder
    }
  }

  private struct State {
    var isWriting = false
    /// Whether evidence was found damaged: then nothing more is put in place.
    var isDamaged = false
  }

  /// With the archive that snapshots rest on.
  let memory: EngineMemory

  private let file: SnapshotFile
  private let blocks: BlockFile?
  private let journal: SQLiteJournal
  private let logger: Logger
  /// It holds the state for a moment, so that it may not be kept waiting for long.
  private let thread = BackgroundThread(name: "snapshot", share: .quarter)
  private let state: Damageable
  /// The place of the last entry that a snapshot covers, to be read without waiting for one that is put in place.
  private let covered: Atomic<Int64>

  /// The state, to be known to the blocks before there are snapshots.
  private final class Damageable: Sendable {
    let mutex = Mutex(State())
  }

  /// Takes up the last snapshot of a folder, where it is of use.
  static func open(folder: String, journal: SQLiteJournal, logger: Logger) async -> (snapshots: Snapshots, start: Start) {
    let file = SnapshotFile(folder: folder)
    let state = Damageable()
    let onDamage: @Sendable () -> Void = {
      state.mutex.withLock { $0.isDamaged = true }
      file.remove()
    }
    do {
      if let (desk, blocks) = try await takeUp(file, journal, onDamage) {
        return (Snapshots(file, blocks, state, journal, logger, covered: desk.record.position), Start(desk))
      }
    } catch {
      logger.warning("no snapshot is taken up; the journal is judged from its beginning", metadata: ["reason": "\(error)"])
    }
    // Blocks that a snapshot still rests on are not begun anew.
    let blocks = file.remove() ? BlockFile(newAt: file.blocks, onDamage: onDamage) : nil
    if blocks == nil {
      logger.warning("older evidence is held in memory and no snapshots are written", metadata: ["file": "\(file.blocks)"])
    }
    return (Snapshots(file, blocks, state, journal, logger, covered: 0), Start(nil))
  }

  private init(
    _ file: SnapshotFile, _ blocks: BlockFile?, _ state: Damageable, _ journal: SQLiteJournal, _ logger: Logger, covered: Int64
  ) {
    self.covered = Atomic(covered)
    self.file = file
    self.blocks = blocks
    self.state = state
    self.journal = journal
    self.logger = logger
    memory = EngineMemory(archive: blocks, foretells: true)
  }

  private static func takeUp(
    _ file: SnapshotFile, _ journal: SQLiteJournal, _ onDamage: @escaping @Sendable () -> Void
  ) async throws -> (DeskStart<EntryDecoder.Record>, BlockFile)? {
    guard let snapshot = try file.read() else { return nil }
    guard let entry = try await journal.read(at: [snapshot.record.position]).first, entry.leaf.bytes == snapshot.leaf,
      let start = try await DeskStart(snapshot.record, in: journal)
    else { throw SnapshotFile.Unusable(description: "it is of another journal") }
    guard file.noteTry() else {
      throw SnapshotFile.Unusable(description: "it was taken up before, and the service ended each time before it wrote another one")
    }
    guard let blocks = BlockFile(path: file.blocks, mark: snapshot.blocksMark, keeping: snapshot.blocksEnd, onDamage: onDamage) else {
      throw SnapshotFile.Unusable(description: "\(file.blocks) does not hold what it rests on")
    }
    return (start, blocks)
  }

  /// The place of the last entry that a snapshot covers; 0 when there is none.
  var position: Int64 { covered.load(ordering: .relaxed) }

  /// Has a snapshot written down while the service runs, unless there is no news or another one is being written.
  func write(_ record: DeskRecord<EntryDecoder.Record>) async {
    guard let snapshot = await snapshot(of: record), begin() else { return }
    thread.run { [self] in
      writeDown(snapshot)
      state.mutex.withLock { $0.isWriting = false }
    }
  }

  /// Writes one down before the service ends; when one is still being written then, that has to do.
  func writeLast(_ record: DeskRecord<EntryDecoder.Record>) async {
    for _ in 0..<Self.looksForLast where state.mutex.withLock(\.isWriting) { try? await WallClock.wait(Self.betweenLooks) }
    if let snapshot = await snapshot(of: record), begin() { writeDown(snapshot) }
  }

  /// Notes that the service ends as it should: what it took up was good.
  func end() { file.forgetTries() }

  private static let looksForLast = 60
  private static let betweenLooks = TimeSpan(microseconds: 50_000)

  private func begin() -> Bool {
    state.mutex.withLock { state in
      defer { state.isWriting = true }
      return !state.isWriting
    }
  }

  private func snapshot(of record: DeskRecord<EntryDecoder.Record>) async -> Snapshot? {
    guard record.position > position, let entry = try? await journal.read(at: [record.position]).first, let blocks else { return nil }
    return Snapshot(record: record, blocksMark: blocks.mark, blocksEnd: blocks.end, leaf: entry.leaf.bytes)
  }

  private func writeDown(_ snapshot: Snapshot) {
    let began = WallClock.time
    do {
      guard blocks?.sync() == true else { throw SnapshotFile.Unusable(description: "what it rests on cannot be brought to the disk") }
      let bytes = try file.draft(snapshot)
      try state.mutex.withLock { state in
        guard !state.isDamaged else { throw SnapshotFile.Unusable(description: "what it rests on is damaged") }
        try file.putInPlace()
      }
      covered.store(snapshot.record.position, ordering: .relaxed)
      logger.info(
        "snapshot written",
        metadata: [
          "position": "\(snapshot.record.position)", "bytes": "\(bytes)", "seconds": "\((WallClock.time - began).seconds)",
        ])
    } catch {
      logger.warning("no snapshot is written; the last one stays", metadata: ["error": "\(error)"])
    }
  }
}
