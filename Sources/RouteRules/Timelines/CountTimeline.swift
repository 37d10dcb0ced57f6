public import EscortDomain

/// How many of several sets cover each instant: a step function over all time.
public struct CountTimeline: Hashable, Sendable {
  /// A maximal stretch of one count.
  public struct Step: Hashable, Sendable {
    /// When it holds.
    public var interval: Interval
    /// How many sets cover it.
    public var count: Int
  }

  /// The steps in order; together they are all time.
  public private(set) var steps: [Step]

  /// Counts the sets.
  public init(_ sets: [IntervalSet]) {
    var changes: [Instant: Int] = [:]
    for interval in sets.flatMap(\.intervals) {
      changes[interval.from, default: 0] += 1
      changes[interval.to, default: 0] -= 1
    }
    steps = []
    var from = Instant.distantPast
    var count = 0
    for (instant, change) in changes.sorted(by: { $0.key < $1.key }) where change != 0 {
      if from < instant { steps.append(Step(interval: Interval(from: from, to: instant), count: count)) }
      count += change
      from = instant
    }
    steps.append(Step(interval: Interval(from: from, to: .distantFuture), count: count))
  }

  /// The instants at which fewer than `minimum` sets cover.
  public func below(_ minimum: Int) -> IntervalSet {
    IntervalSet(steps.lazy.filter { $0.count < minimum }.map(\.interval))
  }

  /// The count at an instant.
  public func count(at instant: Instant) -> Int {
    steps.last { $0.interval.from <= instant }?.count ?? 0
  }
}

extension CountTimeline {
  /// The lowest count within a window; 0 for an empty one.
  func lowest(within window: Interval) -> Int {
    steps.lazy.filter { !$0.interval.intersection(window).isEmpty }.map(\.count).min() ?? 0
  }
}
