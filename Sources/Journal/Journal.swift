public import EscortDomain
import Synchronization

/// The one durable journal everything enters (DESIGN.md). Whoever implements it on another store takes this one's place
/// without the rest noticing.
public protocol Journal: Sendable {
  /// Appends a draft; `completion` is called once, on any thread, when the entry is synced to disk or is not stored at all.
  func append(_ draft: EntryDraft, completion: @escaping @Sendable (Result<Receipt, any Error>) -> Void)

  /// Up to `limit` entries after a position, in order. Read on the caller's own thread: who may wait then keeps nobody else waiting.
  nonisolated(nonsending) func read(after position: Int64, limit: Int) async throws -> [Entry]

  /// The entries at some positions, in order of these; none for a position where nothing is stored.
  nonisolated(nonsending) func read(at positions: [Int64]) async throws -> [Entry]

  /// The entries of a subject whose device time lies in `[from, to)`, by device time and then position; at most `limit`.
  func read(subject: String, from: Instant, to: Instant, limit: Int) async throws -> [Entry]

  /// Returns when there are entries after a position; at once when there are.
  func wait(after position: Int64) async throws

  /// Whether nothing is stored after a position, and nothing is on its way: then what follows was received later than now.
  func isQuiet(after position: Int64) -> Bool

  /// The bytes that wait to be stored: a source that can hold back does so while this is high.
  var backlogBytes: Int { get }
}

extension Journal {
  /// Appends a draft and returns when it is synced to disk.
  public func append(_ draft: EntryDraft) async throws -> Receipt {
    try await withCheckedThrowingContinuation { continuation in
      append(draft) { continuation.resume(with: $0) }
    }
  }

  /// Appends drafts in order and returns when all are synced to disk; throws when one could not be stored.
  public func append(all drafts: [EntryDraft]) async throws {
    guard !drafts.isEmpty else { return }
    let left = Mutex((count: drafts.count, failure: (any Error)?.none))
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      for draft in drafts {
        append(draft) { result in
          let outcome = left.withLock { left -> Result<Void, any Error>? in
            left.count -= 1
            if case .failure(let error) = result { left.failure = error }
            return left.count > 0 ? nil : left.failure.map { .failure($0) } ?? .success(())
          }
          if let outcome { continuation.resume(with: outcome) }
        }
      }
    }
  }

  /// All entries after a position, then every one that is appended, in batches. A slow reader reads from the store: nothing
  /// is kept for it.
  public func follow(after position: Int64 = 0, batch: Int = 1024) -> JournalFollower<Self> {
    JournalFollower(journal: self, position: position, batch: batch)
  }
}

/// Reads a journal to its end and goes on as it grows.
public struct JournalFollower<Source: Journal>: AsyncSequence, AsyncIteratorProtocol, Sendable {
  private let journal: Source
  private var position: Int64
  private let batch: Int

  init(journal: Source, position: Int64, batch: Int) {
    self.journal = journal
    self.position = position
    self.batch = batch
  }

  /// The next entries, never none; read where who asks runs.
  public mutating func next(isolation actor: isolated (any Actor)?) async throws -> [Entry]? {
    while true {
      try await journal.wait(after: position)
      let entries = try await journal.read(after: position, limit: batch)
      guard let last = entries.last else { continue }
      position = last.position
      return entries
    }
  }

  /// The follower itself.
  public func makeAsyncIterator() -> Self { self }
}

/// Why a journal refused something.
public enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// More waits to be stored than may wait.
  case overloaded
  /// Another process holds the journal.
  case inUse(folder: String)
  /// The folder or file cannot be used, and why.
  case unusable(path: String, reason: String)
  /// The journal was closed.
  case closed
  /// The draft cannot be stored, and why.
  case refused(reason: String)

  /// The sentence for people.
  public var description: String {
    switch self {
    case .overloaded: "the journal cannot keep up; send again later"
    case .inUse(let folder): "the journal in \(folder) is in use by another process; stop that one or choose another folder"
    case .unusable(let path, let reason): "\(path): \(reason)"
    case .closed: "the journal is closed"
    case .refused(let reason): "the entry cannot be stored: \(reason)"
    }
  }
}
