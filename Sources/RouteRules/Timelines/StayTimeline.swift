import EscortDomain

/// The runs of consecutive unmarked fixes inside, and outside, one place.
struct StayTimeline: Sendable {
  /// A maximal run of consecutive fixes on one side.
  struct Run: Hashable, Sendable {
    /// Whether it is inside.
    var isInside: Bool
    /// The first fix's time.
    var first: Instant
    /// The last fix's time.
    var last: Instant
  }

  /// The runs in order; sides alternate.
  private(set) var runs: [Run] = []

  /// The parts of a stretch in which the latest fix, of any age, was inside.
  func insideByLatestFix(within stretch: Interval) -> [Interval] {
    var index = max(0, runs.firstIndex(onceTrue: { $0.first > stretch.from }) - 1)
    var found: [Interval] = []
    while index < runs.count, runs[index].first < stretch.to {
      if runs[index].isInside {
        let end = index + 1 < runs.count ? runs[index + 1].first : .distantFuture
        found.append(Interval(from: runs[index].first, to: end).intersection(stretch))
      }
      index += 1
    }
    return found
  }

  /// Takes in a fix behind all others.
  mutating func append(at instant: Instant, isInside: Bool) {
    Self.append(Run(isInside: isInside, first: instant, last: instant), to: &runs)
  }

  /// Puts the fixes of a changed stretch in place of those that stood there.
  mutating func replace(_ change: FixTimeline.Change, isInside: (Fix) -> Bool) {
    let kept = change.before.map { before in runs.firstIndex(onceTrue: { $0.first > before.at }) } ?? 0
    let resumed = change.after.map { after in runs.firstIndex(onceTrue: { $0.last >= after.at }) } ?? runs.count
    var middle: [Run] = []
    if let before = change.before, kept > 0 {
      middle.append(Run(isInside: runs[kept - 1].isInside, first: runs[kept - 1].first, last: before.at))
    }
    for fix in change.between { Self.append(Run(isInside: isInside(fix), first: fix.at, last: fix.at), to: &middle) }
    var end = resumed
    if let after = change.after, resumed < runs.count {
      Self.append(Run(isInside: runs[resumed].isInside, first: after.at, last: runs[resumed].last), to: &middle)
      end = resumed + 1
    }
    runs.replaceSubrange(max(0, kept - 1)..<max(end, kept, 0), with: middle)
  }

  private static func append(_ run: Run, to runs: inout [Run]) {
    if let last = runs.last, last.isInside == run.isInside {
      runs[runs.count - 1].last = run.last
    } else {
      runs.append(run)
    }
  }
}
