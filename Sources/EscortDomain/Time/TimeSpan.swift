/// A length of time in whole microseconds, the resolution of every instant (RULES.md §1). May be negative.
public struct TimeSpan: Hashable, Comparable, Sendable {
  /// The length in microseconds.
  public var microseconds: Int64

  /// A length given in microseconds.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// A length of whole seconds.
  public static func seconds(_ seconds: Int) -> TimeSpan {
    TimeSpan(microseconds: Int64(seconds) * 1_000_000)
  }

  /// A length of seconds and fractions of a second, rounded to the nearest microsecond; `nil` when it is not finite or
  /// exceeds ten thousand years, which no policy value or plan of this product means.
  public init?(seconds: Double) {
    guard seconds.isFinite, abs(seconds) < 3.2e11 else { return nil }
    self.microseconds = Int64((seconds * 1_000_000).rounded())
  }

  /// No time at all.
  public static let zero = TimeSpan(microseconds: 0)
  /// The smallest step of time there is.
  public static let microsecond = TimeSpan(microseconds: 1)

  /// The length in seconds.
  public var seconds: Double { Double(microseconds) / 1_000_000 }

  /// Shorter is less.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.microseconds < right.microseconds }

  /// The sum of two lengths, held at the ends of the range instead of overflowing.
  public static func + (left: TimeSpan, right: TimeSpan) -> TimeSpan {
    TimeSpan(microseconds: left.microseconds.addingClamped(right.microseconds))
  }

  /// The difference of two lengths, held at the ends of the range.
  public static func - (left: TimeSpan, right: TimeSpan) -> TimeSpan {
    TimeSpan(microseconds: left.microseconds.subtractingClamped(right.microseconds))
  }

  /// The length without its sign.
  public var magnitude: TimeSpan { microseconds < 0 ? .zero - self : self }

  /// A length scaled by a factor, rounded to the nearest microsecond and held at the ends of the range.
  public func scaled(by factor: Double) -> TimeSpan {
    let product = (Double(microseconds) * factor).rounded()
    if product >= 9.2e18 { return TimeSpan(microseconds: .max) }
    if product <= -9.2e18 { return TimeSpan(microseconds: .min) }
    return TimeSpan(microseconds: product.isNaN ? 0 : Int64(product))
  }
}

extension Int64 {
  /// Addition that stays at the end of the range it would leave; instants come from peers.
  func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }

  /// Subtraction that stays at the end of the range it would leave.
  func subtractingClamped(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other > 0 ? .min : .max) : difference
  }
}
