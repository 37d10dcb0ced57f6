import EscortDomain

/// Compares the verdicts of one instant with those before it, and says what happened to each (RULES.md 8.5-29).
enum VerdictHistory {
  /// The transitions from one list of verdicts to the next, in printed order. Both lists hold disjoint intervals per subject.
  static func transitions(from old: [Verdict], to new: [Verdict], received: Instant) -> [Transition] {
    // What stands at both ends of both lists is told of nobody: that is nearly all of it.
    let shared = min(old.count, new.count)
    var start = 0
    while start < shared, isSame(old[start], new[start]) { start += 1 }
    var end = 0
    while end < shared - start, isSame(old[old.count - 1 - end], new[new.count - 1 - end]) { end += 1 }
    if start + end == old.count, start + end == new.count { return [] }
    let before = Dictionary(grouping: old[start..<(old.count - end)], by: \.subject)
    let after = Dictionary(grouping: new[start..<(new.count - end)], by: \.subject)
    var transitions: [Transition] = []
    for subject in Set(before.keys).union(after.keys) where before[subject] != after[subject] {
      let old = (before[subject] ?? []).inFeedOrder()
      let new = (after[subject] ?? []).inFeedOrder()
      transitions += steps(from: old, to: new, received: received)
    }
    return transitions.inPrintedOrder()
  }

  private static func isSame(_ one: Verdict, _ other: Verdict) -> Bool {
    one.from == other.from && one.to == other.to && one.severity == other.severity && one.subject == other.subject
  }

  /// Of a verdict that splits the earliest piece keeps the identity; of verdicts that merge the earliest stays.
  private static func steps(from old: [Verdict], to new: [Verdict], received: Instant) -> [Transition] {
    var unclaimed = old
    var transitions: [Transition] = []
    for verdict in new {
      guard let index = unclaimed.firstIndex(where: { overlap($0, verdict) }) else {
        transitions.append(Transition(kind: .raised, received: received, verdict: verdict))
        continue
      }
      let predecessor = unclaimed.remove(at: index)
      if let kind = kind(from: predecessor, to: verdict) {
        transitions.append(Transition(kind: kind, received: received, verdict: verdict))
      }
    }
    return transitions + unclaimed.map { Transition(kind: .withdrawn, received: received, verdict: $0) }
  }

  private static func kind(from old: Verdict, to new: Verdict) -> Transition.Kind? {
    if old.isOpen && !new.isOpen { return .ended }
    if old.from != new.from || old.to != new.to || old.severity != new.severity { return .changed }
    return nil
  }

  private static func overlap(_ one: Verdict, _ other: Verdict) -> Bool {
    // An instant's verdict has `to` equal to `from` and still occupies its microsecond.
    let oneEnd = max(one.to ?? .distantFuture, one.from + .microsecond)
    let otherEnd = max(other.to ?? .distantFuture, other.from + .microsecond)
    return one.from < otherEnd && other.from < oneEnd
  }
}

extension [Transition] {
  /// Those of one instant as their verdicts are printed.
  func inPrintedOrder() -> [Transition] {
    sorted { left, right in
      if Verdict.inFeedOrder(left.verdict, right.verdict) { return true }
      if Verdict.inFeedOrder(right.verdict, left.verdict) { return false }
      return left.kind.rawValue.precedesByCodePoint(right.kind.rawValue)
    }
  }
}
