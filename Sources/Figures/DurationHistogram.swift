import Synchronization

/// How long something takes, counted by bounds from half a millisecond to ten seconds. Safe to use from anywhere.
public final class DurationHistogram: Sendable {
  /// The upper bounds in microseconds; what takes longer is counted in the last bucket alone.
  public static let bounds: [Int64] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
  ]

  /// What was counted so far.
  public struct Figures: Hashable, Sendable {
    /// How many fell to each bound, and above the last.
    public var counts = [Int](repeating: 0, count: DurationHistogram.bounds.count + 1)
    /// Their sum in microseconds.
    public var sum: Int64 = 0
  }

  private let state = Mutex(Figures())

  /// Nothing counted yet.
  public init() {}

  /// Counts a length in microseconds; a negative one, as a clock that is set back gives, counts as none.
  public func observe(microseconds: Int64) {
    let length = max(0, microseconds)
    let bucket = Self.bounds.firstIndex { length <= $0 } ?? Self.bounds.count
    state.withLock { figures in
      figures.counts[bucket] += 1
      figures.sum += length
    }
  }

  /// The figures as they stand.
  public var figures: Figures { state.withLock(\.self) }
}
