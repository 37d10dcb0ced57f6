import EscortDomain

/// Letting go of fixes that no later insertion can need.
///
/// A fix put in changes the marks of its neighbours, and of the frozen run they are in. So the fixes held begin either with four in a row
/// that are plain, and no mark before the last of them changes; or with so many of a frozen run that it stays one wherever it is broken
/// behind them, and of what came before no more is needed than when it began.
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

  /// The start of the last four plain fixes before an index, looked for among the last few.
  private func plainStart(before end: Int) -> Int? {
    var start = end - Self.plainFixes
    let least = max(0, start - Self.furthestLook)
    while start >= least {
      let plain = fixes[start..<(start + Self.plainFixes)]
      if plain.allSatisfy(\.isUnmarked), zip(plain, plain.dropFirst()).allSatisfy({ $0.coordinate != $1.coordinate || !mayFreeze($0, $1) })
      {
        return start
      }
      start -= 1
    }
    return nil
  }

  /// The start of the fixes before an index that are a frozen run by themselves.
  private func frozenStart(before end: Int) -> Int? {
    var start = end - 1
    let least = max(0, start - Self.furthestLook)
    while start >= least, fixes[start].mark == .frozen, fixes[start].coordinate == fixes[end - 1].coordinate {
      if isFrozen(fixes[start..<end]) { return start }
      start -= 1
    }
    return nil
  }

  private static let plainFixes = 4
  /// How many starts are tried; where none fits, the fixes are kept until the next time.
  private static let furthestLook = 64
}
