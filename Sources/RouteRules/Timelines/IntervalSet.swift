public import EscortDomain

/// A set of instants kept as sorted, disjoint, non-touching intervals.
///
/// Union, subtraction and gaps do not depend on the order in which intervals came: that is what makes verdicts free of
/// arrival order (RULES.md §1 law 1). A change costs a binary search and the intervals it touches.
public struct IntervalSet: Hashable, Sendable {
  /// The intervals in order; none empty, none touching the next.
  public private(set) var intervals: [Interval] = []

  /// The empty set.
  public init() {}

  /// The union of the given intervals.
  public init(_ intervals: some Sequence<Interval>) {
    for interval in intervals { insert(interval) }
  }

  /// Adds an interval, joining what it overlaps or touches.
  public mutating func insert(_ interval: Interval) {
    guard !interval.isEmpty else { return }
    if let last = intervals.last, last.from <= interval.from {  // most are put behind all others
      if last.to < interval.from {
        intervals.append(interval)
      } else if last.to < interval.to {
        intervals[intervals.count - 1].to = interval.to
      }
      return
    }
    let first = intervals.firstIndex(onceTrue: { $0.to >= interval.from })
    var joined = interval
    var end = first
    while end < intervals.count, intervals[end].from <= joined.to {
      joined.from = min(joined.from, intervals[end].from)
      joined.to = max(joined.to, intervals[end].to)
      end += 1
    }
    intervals.replaceSubrange(first..<end, with: CollectionOfOne(joined))
  }

  /// Takes an interval out, cutting what it overlaps.
  public mutating func remove(_ interval: Interval) {
    guard !interval.isEmpty, let last = intervals.last, last.to > interval.from else { return }
    let first = intervals.firstIndex(onceTrue: { $0.to > interval.from })
    var end = first
    var rest: [Interval] = []
    while end < intervals.count, intervals[end].from < interval.to {
      let left = Interval(from: intervals[end].from, to: interval.from)
      let right = Interval(from: interval.to, to: intervals[end].to)
      if !left.isEmpty { rest.append(left) }
      if !right.isEmpty { rest.append(right) }
      end += 1
    }
    intervals.replaceSubrange(first..<end, with: rest)
  }

  /// The maximal stretches of a window that the set does not cover, in order.
  public func gaps(within window: Interval) -> [Interval] {
    guard !window.isEmpty else { return [] }
    var gaps: [Interval] = []
    var start = window.from
    for interval in intervals[intervals.firstIndex(onceTrue: { $0.to > window.from })...] {
      guard interval.from < window.to else { break }
      if interval.from > start { gaps.append(Interval(from: start, to: interval.from)) }
      start = max(start, interval.to)
    }
    if start < window.to { gaps.append(Interval(from: start, to: window.to)) }
    return gaps
  }

  /// The intervals that end at an instant or later.
  func reaching(_ instant: Instant) -> ArraySlice<Interval> { intervals[intervals.firstIndex(onceTrue: { $0.to >= instant })...] }

  /// Of the gaps of a window, those that end at an instant or later.
  func gaps(within window: Interval, reaching instant: Instant) -> [Interval] {
    let next = intervals.firstIndex(onceTrue: { $0.from >= instant })
    let start = next > 0 ? max(window.from, intervals[next - 1].to) : window.from
    return gaps(within: Interval(from: start, to: window.to))
  }

  /// The parts of the set inside a window, in order.
  public func parts(within window: Interval) -> [Interval] {
    guard let last = intervals.last, last.to > window.from else { return [] }
    return intervals[intervals.firstIndex(onceTrue: { $0.to > window.from })...]
      .prefix { $0.from < window.to }
      .map { $0.intersection(window) }
  }

  /// The union of two sets.
  public func union(_ other: IntervalSet) -> IntervalSet {
    var result = self
    for interval in other.intervals { result.insert(interval) }
    return result
  }

  /// The set without the instants of another.
  public func subtracting(_ other: IntervalSet) -> IntervalSet {
    var result = self
    for interval in other.intervals { result.remove(interval) }
    return result
  }

  /// Whether an instant lies in the set.
  public func contains(_ instant: Instant) -> Bool {
    let index = intervals.firstIndex(onceTrue: { $0.to > instant })
    return index < intervals.count && intervals[index].from <= instant
  }
}

extension IntervalSet: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(intervals) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self.init(reader.read([Interval].self)) }
}
