import EscortDomain

/// Instants gathered into clusters no step in which is longer than a span.
struct ClusterTimeline: Sendable {
  /// A cluster: its first and last instant, both in it.
  struct Run: Hashable, Sendable {
    /// The first instant.
    var first: Instant
    /// The last.
    var last: Instant
  }

  /// The clusters in order.
  private(set) var runs: [Run] = []
  private let longestStep: TimeSpan

  init(longestStep: TimeSpan) {
    self.longestStep = longestStep
  }

  /// The clusters that end at an instant or later.
  func runs(reaching instant: Instant) -> ArraySlice<Run> { runs[runs.firstIndex(onceTrue: { $0.last >= instant })...] }

  /// Takes an instant in, joining the clusters it lies near.
  mutating func insert(_ instant: Instant) {
    let first = runs.firstIndex(onceTrue: { instant - $0.last <= longestStep })
    var joined = Run(first: instant, last: instant)
    var end = first
    while end < runs.count, runs[end].first - joined.last <= longestStep {
      joined = Run(first: min(joined.first, runs[end].first), last: max(joined.last, runs[end].last))
      end += 1
    }
    runs.replaceSubrange(first..<end, with: CollectionOfOne(joined))
  }
}
