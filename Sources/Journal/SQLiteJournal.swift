import BackgroundWork
import Dispatch
public import EscortDomain
import EvidenceChain
import GRDB
public import Figures
import Synchronization

/// The embedded journal: one SQLite file with one writer, group commit, WAL and `synchronous=FULL`.
///
/// The writer takes whatever queued while the last commit was syncing, stores it in one transaction, and only then
/// completes it. It alone checkpoints: SQLite before 3.51.3 can damage a WAL database when two connections do. When a commit
/// fails, nothing of it is stored and nothing acknowledged; later appends try again.
public final class SQLiteJournal: Journal {
  /// How much may wait to be stored, in bytes; past it appending fails at once instead of filling the memory.
  public static let greatestBacklogBytes = 256 << 20
  /// How many entries one commit takes at most, so that no answer waits for more than a moment's work.
  public static let greatestBatch = 8192
  /// How many entries the index may lag behind before it is brought up.
  static let greatestIndexLag: Int64 = 8192

  private struct Pending {
    let received: Instant
    let draft: EntryDraft
    let size: Int
    let completion: @Sendable (Result<Receipt, any Error>) -> Void
  }

  private struct State {
    var pending: [Pending] = []
    var backlogBytes = 0
    /// How many drafts were taken whose fate is not known yet.
    var unfinished = 0
    var lastReceived: Instant
    var committed: Int64
    var isWriting = false
    var isIndexing = false
    var isClosed = false
    var waiters: [(position: Int64, id: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
    var nextWaiter: UInt64 = 0
  }

  private let folder: JournalFolder
  private let writerDatabase: DatabaseQueue
  private let readerDatabase: DatabaseQueue
  /// The indexer's own, so that nobody waits for it.
  private let indexReaderDatabase: DatabaseQueue
  private let index: SubjectIndex
  private let clock: @Sendable () -> Instant
  private let state: Mutex<State>
  /// How long commits take, the sync in it.
  public let commits = DurationHistogram()
  /// How long it takes to move the log into the file; nothing is stored meanwhile.
  public let checkpoints = DurationHistogram()
  private let writing = DispatchQueue(label: "journal.writer")
  private let indexing = BackgroundThread(name: "journal.indexer", share: .little)
  private nonisolated(unsafe) let writer: EntryWriter  // used on `writing` alone

  /// Opens the journal of a folder, making both where they are missing.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - clock: the service's clock; receive times follow it and never go back.
  /// - Throws: ``JournalError`` when another process holds it or the file is not a journal.
  public convenience init(folder path: String, clock: @escaping @Sendable () -> Instant) throws {
    try self.init(folder: path, clock: clock, settings: SQLiteSettings())
  }

  init(folder path: String, clock: @escaping @Sendable () -> Instant, settings: SQLiteSettings) throws {
    folder = try JournalFolder(path)
    self.clock = clock
    let opened = try settings.open(folder)
    writerDatabase = opened.writer
    readerDatabase = opened.reader
    indexReaderDatabase = opened.indexReader
    index = opened.index
    writer = EntryWriter(opened.writer, lastPosition: opened.lastPosition, checkpointPages: settings.checkpointPages)
    state = Mutex(State(lastReceived: opened.lastReceived, committed: opened.lastPosition))
    bringUpIndex()
  }

  /// Appends a draft.
  public func append(_ draft: EntryDraft, completion: @escaping @Sendable (Result<Receipt, any Error>) -> Void) {
    guard draft.keys.count <= EntryDraft.mostKeys else {
      return completion(.failure(JournalError.refused(reason: "it has \(draft.keys.count) keys, \(EntryDraft.mostKeys) at most")))
    }
    let size = draft.bytes.count + draft.keys.count * 32 + 128
    let refusal = state.withLock { state -> JournalError? in
      if state.isClosed { return .closed }
      guard state.backlogBytes + size <= Self.greatestBacklogBytes else { return .overloaded }
      state.lastReceived = max(clock(), state.lastReceived + .microsecond)
      state.pending.append(Pending(received: state.lastReceived, draft: draft, size: size, completion: completion))
      state.backlogBytes += size
      state.unfinished += 1
      if !state.isWriting {
        state.isWriting = true
        writing.async { self.writePending() }
      }
      return nil
    }
    if let refusal { completion(.failure(refusal)) }
  }

  /// The bytes that wait to be stored.
  public var backlogBytes: Int { state.withLock(\.backlogBytes) }

  /// Whether nothing is stored after a position and nothing is on its way.
  public func isQuiet(after position: Int64) -> Bool { state.withLock { $0.unfinished == 0 && $0.committed <= position } }

  /// The place of the last entry stored.
  public var lastPosition: Int64 { state.withLock(\.committed) }

  /// Up to `limit` entries after a position.
  public nonisolated(nonsending) func read(after position: Int64, limit: Int) async throws -> [Entry] {
    try entries(after: position, limit: limit)
  }

  /// The entries at some positions.
  public nonisolated(nonsending) func read(at positions: [Int64]) async throws -> [Entry] { try entries(at: positions) }

  private func entries(at positions: [Int64]) throws -> [Entry] {
    try readerDatabase.read { connection in try positions.compactMap { try EntryRow.entry(connection, at: $0) } }
  }

  private func entries(after position: Int64, limit: Int) throws -> [Entry] {
    try readerDatabase.read { try EntryRow.entries($0, after: position, limit: limit) }
  }

  /// The entries of a subject in a stretch of device time: from the index, and from the tail it does not cover yet.
  public func read(subject: String, from: Instant, to: Instant, limit: Int) async throws -> [Entry] {
    let indexed = try await index.places(subject: subject, from: from, to: to, limit: limit)
    return try await readerDatabase.read { connection in
      var found = indexed.places
      try EntryRow.forEachKey(connection, after: indexed.covered) { key, position in
        if key.subject == subject, from <= key.at, key.at < to { found.append((key.at.microsecondsSince1970, position)) }
      }
      found.sort { $0 < $1 }
      var seen: Set<Int64> = []
      var entries: [Entry] = []
      for place in found where entries.count < limit && seen.insert(place.position).inserted {
        if let entry = try EntryRow.entry(connection, at: place.position) { entries.append(entry) }
      }
      return entries
    }
  }

  /// Returns when there are entries after a position; throws when the journal closes or the task is cancelled.
  public func wait(after position: Int64) async throws {
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let outcome = state.withLock { state -> Result<Void, any Error>? in
          if state.committed > position { return .success(()) }
          if state.isClosed { return .failure(JournalError.closed) }
          if Task.isCancelled { return .failure(CancellationError()) }
          state.waiters.append((position, id, continuation))
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let cancelled = state.withLock { state in
        state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0).continuation }
      }
      cancelled?.resume(throwing: CancellationError())
    }
  }

  /// Stores what waits, then closes the files. Appending fails from now on.
  public func close() throws {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [] }
      return state.waiters.map(\.continuation)
    }
    for waiter in waiters { waiter.resume(throwing: JournalError.closed) }
    writing.sync {}
    indexing.wait()
    try index.close()
    try indexReaderDatabase.close()
    try readerDatabase.close()
    try writerDatabase.close()
    folder.release()
  }

  private func writePending() {
    while true {
      let batch = state.withLock { state -> [Pending] in
        let batch = Array(state.pending.prefix(Self.greatestBatch))
        state.pending.removeFirst(batch.count)
        state.backlogBytes -= batch.reduce(0) { $0 + $1.size }
        if batch.isEmpty { state.isWriting = false }
        return batch
      }
      guard !batch.isEmpty else { return }
      let began = clock()
      do {
        let receipts = try writer.write(batch.map { ($0.received, $0.draft) })
        commits.observe(microseconds: (clock() - began).microseconds)
        announce(writer.lastPosition, finishing: batch.count)
        for (pending, receipt) in zip(batch, receipts) { pending.completion(.success(receipt)) }
      } catch {
        state.withLock { $0.unfinished -= batch.count }
        for pending in batch { pending.completion(.failure(error)) }
      }
      checkpoint()
      bringUpIndexWhenLagging()
    }
  }

  /// Moves the log into the file when it has grown, after what was stored is answered.
  private func checkpoint() {
    let began = clock()
    if writer.checkpointWhenDue() { checkpoints.observe(microseconds: (clock() - began).microseconds) }
  }

  private func announce(_ position: Int64, finishing count: Int) {
    let due = state.withLock { state in
      state.committed = position
      state.unfinished -= count
      let due = state.waiters.filter { $0.position < position }
      state.waiters.removeAll { $0.position < position }
      return due
    }
    for waiter in due { waiter.continuation.resume() }
  }

  private func bringUpIndexWhenLagging() {
    if writer.lastPosition - index.covered >= Self.greatestIndexLag { bringUpIndex() }
  }

  private func bringUpIndex() {
    let starts = state.withLock { state in
      guard !state.isIndexing, !state.isClosed else { return false }
      state.isIndexing = true
      return true
    }
    guard starts else { return }
    indexing.run { [self] in
      defer { state.withLock { $0.isIndexing = false } }
      // An index that cannot be written only lags: the tail is read from the journal instead.
      while index.covered < lastPosition, !state.withLock(\.isClosed), (try? coverMore()) != nil {}
    }
  }

  private func coverMore() throws {
    let last = min(lastPosition, index.covered + Int64(Self.greatestBatch))
    var keys: [(key: EntryKey, position: Int64)] = []
    try indexReaderDatabase.read { connection in
      try EntryRow.forEachKey(connection, after: index.covered, upTo: last) { keys.append(($0, $1)) }
    }
    try index.cover(keys, upTo: last)
  }

  /// Runs a statement on the writer's connection, for tests that try what nobody may do.
  func execute(_ sql: String) throws { try writerDatabase.write { try $0.execute(sql: sql) } }
}
