import EscortDomain

/// Letting go of fixes that no later insertion can need.
///
/// A fix put in changes the marks of its neighbours, and of the frozen run they are in. So the fixes held begin either with two that count
/// and are not of one frozen run, with another behind them, and no mark of these two changes; or with so many of a frozen run that it stays
/// one wherever it is broken behind them, and of what came before no more is needed than when it began.
extension FixTimeline {
  /// Whether the first unmarked fix of all was let go; it can change no more.
  var hasTrimmedUnmarked: Bool {
    guard let first = firstUnmarked, let held = fixes.first else { return false }
    return first.at < held.at
  }

  /// Lets go of what nothing placed after an instant needs, and returns it.
  mutating func trim(upTo instant: Instant) -> ArraySlice<Fix> {
    let end = index(ofFirstAtOrAfter: instant + .microsecond)
    return drop(max(plainStart(before: end) ?? 0, frozenStart(before: end) ?? 0))
  }

  /// The start of the last two that count, part no run, and have another behind them before an index; looked for among the last few.
  func plainStart(before end: Int) -> Int? {
    var start = end - 3
    let least = max(0, start - Self.furthestLook)
    while start >= least {
      let (one, next) = (fixes[start], fixes[start + 1])
      if one.isUnmarked, next.isUnmarked, one.coordinate != next.coordinate || !mayFreeze(one, next) { return start }
      start -= 1
    }
    return nil
  }

  /// The start of the fixes before an index that are a frozen run by themselves; two at least, since neither of two at one place can be a
  /// jump.
  private func frozenStart(before end: Int) -> Int? {
    guard end > 1 else { return nil }
    var start = end - 1
    let least = max(0, start - Self.furthestLook)
    while start >= least, fixes[start].mark == .frozen, fixes[start].coordinate == fixes[end - 1].coordinate {
      if end - start > 1, isFrozen(count: end - start, from: fixes[start], to: fixes[end - 1]) { return start }
      start -= 1
    }
    return nil
  }

  /// How many starts are tried; where none fits, the fixes are kept until the next time.
  private static let furthestLook = 64
}
