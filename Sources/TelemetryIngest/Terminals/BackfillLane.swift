import Journal
import Synchronization

/// The way in for batches of reports that terminals stored while they were out of coverage.
///
/// Only so many are under way at once, and none begins while the desk is behind: what happens now waits for them neither before the
/// journal nor before the desk. Whoever sends them is answered later, and sends on when answered.
public final class BackfillLane: Sendable {
  private struct State {
    var underWay = 0
    var waiting: [@Sendable () -> Void] = []
    /// How many of `waiting`, from its beginning, have begun.
    var begun = 0
    var isClosed = false
    /// Whether somebody lets in what may come in: one at a time, so that what fails at once does not call itself deeper and deeper.
    var isGoingOn = false
    var isBehind: @Sendable () -> Bool = { false }
  }

  /// Batches under way at once: a commit of so many takes a few milliseconds.
  private static let mostUnderWay = 16

  private let state = Mutex(State())

  init() {}

  /// Sets what tells whether the desk is behind.
  public func hold(while isBehind: @escaping @Sendable () -> Bool) { state.withLock { $0.isBehind = isBehind } }

  /// How many wait.
  public var waiting: Int { state.withLock { $0.waiting.count - $0.begun } }

  /// Lets in what may come in now; to be called when the desk has gone on, and several times a second.
  public func goOn() {
    let isOther = state.withLock { state in
      defer { state.isGoingOn = true }
      return state.isGoingOn
    }
    guard !isOther else { return }
    while let begin = next() { begin() }
  }

  /// Lets nothing more in: what waits is answered as not stored, so that its terminal keeps it.
  public func close() {
    state.withLock { $0.isClosed = true }
    goOn()
  }

  /// Appends a draft when its turn has come.
  func append(
    _ draft: EntryDraft, to journal: some Journal, completion: @escaping @Sendable (Result<Receipt, any Error>) -> Void
  ) {
    let begin: @Sendable () -> Void = { [self] in
      guard !state.withLock(\.isClosed) else {
        completion(.failure(JournalError.closed))
        return leave()
      }
      journal.append(draft) { result in
        completion(result)
        self.leave()
      }
    }
    state.withLock { $0.waiting.append(begin) }
    goOn()
  }

  private func leave() {
    state.withLock { $0.underWay -= 1 }
    goOn()
  }

  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      guard state.begun < state.waiting.count, state.isClosed || state.underWay < Self.mostUnderWay && !state.isBehind() else {
        state.isGoingOn = false
        return nil
      }
      let begin = state.waiting[state.begun]
      state.begun += 1
      state.underWay += 1
      if state.begun * 2 > state.waiting.count {
        state.waiting.removeFirst(state.begun)
        state.begun = 0
      }
      return begin
    }
  }
}
