import EscortDomain
import Journal
import Synchronization

/// The way in for batches of reports that terminals stored while they were out of coverage.
///
/// Only so many are under way at once, and while the desk is behind hardly any begins: what happens now waits for them neither before the
/// journal nor before the desk. Whoever sends them is answered later, and sends on when answered; past a bound nothing more is taken.
public final class BackfillLane: Sendable {
  fileprivate struct Batch: Sendable {
    let bytes: Int
    let isWanted: @Sendable () -> Bool
    let begin: @Sendable (_ isClosed: Bool) -> Void
  }

  fileprivate struct State {
    var underWay = 0
    var waiting: [Batch] = []
    /// How many of `waiting`, from its beginning, have begun.
    var begun = 0
    var bytes = 0
    var isClosed = false
    /// Whether one may begin though the desk is behind.
    var mayBeginOne = false
    /// Whether somebody lets in what may come in: one at a time, so that what fails at once does not call itself deeper and deeper.
    var isGoingOn = false
    var isBehind: @Sendable () -> Bool = { false }
  }

  /// Batches under way at once: a commit of so many takes a few milliseconds.
  private static let mostUnderWay = 16

  private let state = Mutex(State())
  private let limits: IngestLimits

  init(limits: IngestLimits) {
    self.limits = limits
  }

  /// Sets what tells whether the desk is behind.
  public func hold(while isBehind: @escaping @Sendable () -> Bool) { state.withLock { $0.isBehind = isBehind } }

  /// How many wait.
  public var waiting: Int { state.withLock { $0.waiting.count - $0.begun } }

  /// Lets in what may come in now; to be called when the desk has gone on.
  public func goOn() {
    let isOther = state.withLock { state in
      defer { state.isGoingOn = true }
      return state.isGoingOn
    }
    guard !isOther else { return }
    while let batch = next() {
      let isClosed = state.withLock(\.isClosed)
      if isClosed || batch.isWanted() { batch.begin(isClosed) } else { leave() }
    }
  }

  /// Lets one more in though the desk is behind; to be called several times a second, so that a desk that never catches up, or has lost
  /// the journal, does not keep stored reports out for ever.
  public func goOnByOne() {
    state.withLock { $0.mayBeginOne = true }
    goOn()
  }

  /// Lets nothing more in: what waits is answered as not stored, so that its terminal keeps it.
  public func close() {
    state.withLock { $0.isClosed = true }
    goOn()
  }

  /// Appends a draft when its turn has come; fails at once when too much waits.
  ///
  /// - Parameters:
  ///   - isWanted: whether somebody still waits for the answer; a batch of a terminal that is gone is passed over, it will be sent again.
  func append(
    _ draft: EntryDraft, to journal: some Journal, isWanted: @escaping @Sendable () -> Bool = { true },
    completion: @escaping @Sendable (Result<Receipt, any Error>) -> Void
  ) {
    let batch = Batch(bytes: draft.bytes.count, isWanted: isWanted) { [self] isClosed in
      guard !isClosed else {
        completion(.failure(JournalError.closed))
        return leave()
      }
      journal.append(draft) { result in
        completion(result)
        self.leave()
      }
    }
    let isTaken = state.withLock { state in
      guard state.bytes + batch.bytes <= limits.mostBackfillBytes else { return false }
      state.bytes += batch.bytes
      state.waiting.append(batch)
      return true
    }
    if isTaken { goOn() } else { completion(.failure(JournalError.overloaded)) }
  }

  private func leave() {
    state.withLock { $0.underWay -= 1 }
    goOn()
  }

  private func next() -> Batch? {
    state.withLock { state in
      guard state.begun < state.waiting.count, state.isClosed || state.underWay < Self.mostUnderWay && state.mayBegin else {
        state.isGoingOn = false
        return nil
      }
      state.mayBeginOne = false
      let batch = state.waiting[state.begun]
      state.begun += 1
      state.underWay += 1
      state.bytes -= batch.bytes
      if state.begun * 2 > state.waiting.count {
        state.waiting.removeFirst(state.begun)
        state.begun = 0
      }
      return batch
    }
  }
}

extension BackfillLane.State {
  fileprivate var mayBegin: Bool { mayBeginOne || !isBehind() }
}
