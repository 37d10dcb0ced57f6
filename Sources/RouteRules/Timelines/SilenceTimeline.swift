import EscortDomain

/// The stretches between two consecutive unmarked fixes that lie too far apart in time (RULES.md `signal-loss`).
///
/// Two silences that meet at a fix stay two: each begins at its own last fix.
struct SilenceTimeline: Sendable {
  /// A stretch without a fix.
  struct Silence: Hashable, Sendable {
    /// The fix it begins at.
    var lastFix: Fix
    /// The fix that ends it.
    var nextFix: Fix

    var interval: Interval { Interval(from: lastFix.at, to: nextFix.at) }
  }

  /// The silences in order.
  private(set) var silences: [Silence] = []
  private let longest: TimeSpan

  /// Keeps the silences longer than `longest`.
  init(longerThan longest: TimeSpan) {
    self.longest = longest
  }

  /// The silences that ended at an instant or later.
  func silences(reaching instant: Instant) -> ArraySlice<Silence> {
    silences[silences.firstIndex(onceTrue: { $0.nextFix.at >= instant })...]
  }

  /// Takes in a fix behind all others.
  mutating func append(_ fix: Fix, after previous: Fix?) {
    if let previous, fix.at - previous.at > longest { silences.append(Silence(lastFix: previous, nextFix: fix)) }
  }

  /// Judges the pairs of a changed stretch anew.
  mutating func replace(_ change: FixTimeline.Change) {
    let first = change.before.map { before in silences.firstIndex(onceTrue: { $0.lastFix.at >= before.at }) } ?? 0
    let end = change.after.map { after in silences.firstIndex(onceTrue: { $0.lastFix.at >= after.at }) } ?? silences.count
    let chain = (change.before.map { [$0] } ?? []) + change.between + (change.after.map { [$0] } ?? [])
    var found: [Silence] = []
    for (one, next) in zip(chain, chain.dropFirst()) where next.at - one.at > longest {
      found.append(Silence(lastFix: one, nextFix: next))
    }
    silences.replaceSubrange(first..<max(first, end), with: found)
  }
}
