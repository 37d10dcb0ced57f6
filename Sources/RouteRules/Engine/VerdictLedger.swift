import EscortDomain

/// The verdicts of a transport as last judged. Those that ended before anything that may change lie apart and are not looked at again
/// until evidence reaches back that far.
struct VerdictLedger: Sendable {
  /// Those that ended long ago, by their end.
  private var settled: [Verdict] = []
  /// The others in printed order.
  private var live: [Verdict] = []
  /// Whether one of them runs.
  private(set) var hasOpen = false

  /// Takes verdicts over from another ledger.
  mutating func add(_ verdicts: [Verdict]) {
    live = (live + verdicts).inFeedOrder()
    hasOpen = live.contains(where: \.isOpen)
  }

  /// All of them.
  var verdicts: [Verdict] { settled + live }

  /// Puts what was found in place of every verdict that ends at an instant or later, and returns what happened to them.
  ///
  /// - Parameters:
  ///   - since: what ends before it stands; what was found of that is what stands.
  ///   - found: the verdicts that end at `since` or later, and any others.
  ///   - received: when it was found.
  mutating func replace(since: Instant, with found: [Verdict], received: Instant) -> [Transition] {
    if found.isEmpty, live.isEmpty, settled.last.map({ $0.end < since }) ?? true { return [] }  // as it is most often
    let reached = settled.firstIndex(onceTrue: { $0.end >= since })
    if reached < settled.count {
      live = (live + settled[reached...]).inFeedOrder()
      settled.removeSubrange(reached...)
    }
    if live.contains(where: { $0.end < since }) {
      for verdict in live where verdict.end < since {
        settled.insert(verdict, at: settled.firstIndex(onceTrue: { $0.end > verdict.end }))
      }
      live.removeAll { $0.end < since }
    }
    let found = found.contains { $0.end < since } ? found.lazy.filter { $0.end >= since }.inFeedOrder() : found.inFeedOrder()
    let transitions = VerdictHistory.transitions(from: live, to: found, received: received)
    live = found
    hasOpen = live.contains(where: \.isOpen)
    return transitions
  }
}

extension Verdict {
  fileprivate var end: Instant { to ?? .distantFuture }
}
