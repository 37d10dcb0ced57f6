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
  typealias Start = DeskStart<EntryDecoder.Record>

  private struct State {
    var position: Int64 = 0
    var isWriting = false
  }

  /// Where the desk begins; `nil` for the journal's beginning.
  let start: Start?
  /// With the archive that snapshots rest on.
  let memory: EngineMemory

  private let file: SnapshotFile
  private let blocks: BlockFile?
  private let journal: SQLiteJournal
  private let logger: Logger
  private let thread = BackgroundThread(name: "snapshot", share: .little)
  private let state: Mutex<State>

  /// Takes up the last snapshot of a folder, where it is of use.
  init(folder: String, journal: SQLiteJournal, logger: Logger) async {
    file = SnapshotFile(folder: folder)
    self.journal = journal
    self.logger = logger
    let file = file
    var taken: (start: Start, blocks: BlockFile)?
    do {
      taken = try await Self.takeUp(file, journal)
    } catch {
      logger.warning("no snapshot is taken up; the journal is judged from its beginning", metadata: ["reason": "\(error)"])
    }
    if taken == nil { file.remove() }
    start = taken?.start
    blocks = taken?.blocks ?? BlockFile(path: file.blocks, keeping: 0) { file.remove() }
    if blocks == nil {
      logger.warning("older evidence is held in memory and no snapshots are written", metadata: ["file": "\(file.blocks)"])
    }
    memory = EngineMemory(archive: blocks, foretells: true)
    state = Mutex(State(position: taken?.start.record.position ?? 0))
  }

  private static func takeUp(_ file: SnapshotFile, _ journal: SQLiteJournal) async throws -> (Start, BlockFile)? {
    guard let snapshot = try file.read() else { return nil }
    guard let entry = try await journal.read(at: [snapshot.record.position]).first, entry.leaf.bytes == snapshot.leaf,
      let start = try await Start(snapshot.record, in: journal)
    else { throw SnapshotFile.Unusable(description: "it is of another journal") }
    guard let blocks = BlockFile(path: file.blocks, keeping: snapshot.blocksEnd, onDamage: { file.remove() }) else {
      throw SnapshotFile.Unusable(description: "\(file.blocks) does not hold what it rests on")
    }
    return (start, blocks)
  }

  /// The place of the last entry that a snapshot covers; 0 when there is none.
  var position: Int64 { state.withLock(\.position) }

  /// The decoder as it stood at the start.
  var decoder: EntryDecoder {
    var decoder = EntryDecoder()
    if let start { _ = decoder.takeUp(start.record.deriver, after: start.entries) }
    return decoder
  }

  /// Has a snapshot written down while the service runs, unless there is no news or another one is being written.
  func write(_ record: DeskRecord<EntryDecoder.Record>) async {
    guard let snapshot = await snapshot(of: record), begin() else { return }
    thread.run { [self] in
      writeDown(snapshot)
      state.withLock { $0.isWriting = false }
    }
  }

  /// Writes one down before the service ends.
  func writeLast(_ record: DeskRecord<EntryDecoder.Record>) async {
    thread.wait()
    if let snapshot = await snapshot(of: record) { writeDown(snapshot) }
  }

  private func begin() -> Bool {
    state.withLock { state in
      defer { state.isWriting = true }
      return !state.isWriting
    }
  }

  private func snapshot(of record: DeskRecord<EntryDecoder.Record>) async -> Snapshot? {
    guard let blocks, record.position > position, let entry = try? await journal.read(at: [record.position]).first else { return nil }
    return Snapshot(record: record, blocksEnd: blocks.end, leaf: entry.leaf.bytes)
  }

  private func writeDown(_ snapshot: Snapshot) {
    let began = WallClock.time
    do {
      guard blocks?.sync() == true else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      let bytes = try file.write(snapshot)
      state.withLock { $0.position = snapshot.record.position }
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
