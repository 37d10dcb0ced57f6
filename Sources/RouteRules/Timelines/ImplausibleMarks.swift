import EscortDomain

/// Where a vehicle's fixes are implausible: single jumps, and runs of a frozen receiver (RULES.md 8.3-15).
struct ImplausibleMarks: Sendable {
  /// A run of a frozen receiver: its first and its last instant, both in it.
  struct FrozenRun: Hashable, Sendable {
    var first: Instant
    var last: Instant
  }

  /// The jumps in order.
  private(set) var jumps: [Instant] = []
  /// The frozen runs in order.
  private(set) var frozenRuns: [FrozenRun] = []

  /// The jumps at an instant or later.
  func jumps(from instant: Instant) -> ArraySlice<Instant> { jumps[jumps.firstIndex(onceTrue: { $0 >= instant })...] }

  /// The frozen runs that end at an instant or later.
  func frozenRuns(reaching instant: Instant) -> ArraySlice<FrozenRun> {
    frozenRuns[frozenRuns.firstIndex(onceTrue: { $0.last >= instant })...]
  }

  /// Says whether the fix of an instant is a jump.
  mutating func setJump(_ isJump: Bool, at instant: Instant) {
    let index = jumps.firstIndex(onceTrue: { $0 >= instant })
    let isThere = index < jumps.count && jumps[index] == instant
    if isJump, !isThere { jumps.insert(instant, at: index) }
    if !isJump, isThere { jumps.remove(at: index) }
  }

  /// Puts frozen runs in place of those that stood in a stretch, its ends included.
  mutating func replaceFrozenRuns(from first: Instant, to last: Instant, with runs: [FrozenRun]) {
    let start = frozenRuns.firstIndex(onceTrue: { $0.last >= first })
    let end = max(start, frozenRuns.firstIndex(onceTrue: { $0.first > last }))
    guard start < end || !runs.isEmpty else { return }
    frozenRuns.replaceSubrange(start..<end, with: runs)
  }

  /// Lengthens the last frozen run.
  mutating func extendLastRun(to instant: Instant) {
    guard !frozenRuns.isEmpty else { return }
    frozenRuns[frozenRuns.count - 1].last = instant
  }
}
