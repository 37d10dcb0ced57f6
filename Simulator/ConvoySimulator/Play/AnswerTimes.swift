public import EscortDomain

/// How long answers took, counted so finely that a share of them is told to a sixteenth of itself, in bounded memory.
public struct AnswerTimes: Sendable {
  private var counts = [Int](repeating: 0, count: 61 * steps)
  /// How many were counted.
  public private(set) var count = 0
  /// The longest.
  public private(set) var longest = TimeSpan.zero

  /// Nothing counted yet.
  public init() {}

  /// Counts one; a negative length, as a clock that is set back gives, counts as none.
  public mutating func note(_ span: TimeSpan) {
    let length = max(.zero, span)
    counts[Self.bucket(of: UInt64(length.microseconds))] += 1
    count += 1
    longest = max(longest, length)
  }

  /// The length that a share of the answers, from 0 to 1, did not exceed; zero when there are none.
  public func quantile(_ share: Double) -> TimeSpan {
    var left = Int((Double(count) * share).rounded(.up))
    for (bucket, counted) in counts.enumerated() where counted > 0 {
      left -= counted
      if left <= 0 { return min(longest, Self.upperBound(of: bucket)) }
    }
    return longest
  }

  /// Below `steps` a bucket a microsecond; above, `steps` buckets for each doubling.
  private static func bucket(of microseconds: UInt64) -> Int {
    guard microseconds >= UInt64(steps) else { return Int(microseconds) }
    let shift = 63 - microseconds.leadingZeroBitCount - stepBits
    return (shift + 1) * steps + Int(microseconds >> UInt64(shift)) - steps
  }

  private static func upperBound(of bucket: Int) -> TimeSpan {
    guard bucket >= steps else { return TimeSpan(microseconds: Int64(bucket)) }
    let shift = bucket / steps - 1
    let first = UInt64(bucket % steps + steps) << UInt64(shift)
    return TimeSpan(microseconds: Int64(clamping: first + (1 << UInt64(shift)) - 1))
  }

  private static let stepBits = 4
  private static let steps = 1 << stepBits
}
