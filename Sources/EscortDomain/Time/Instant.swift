/// A point in time: UTC, whole microseconds since 1970-01-01T00:00:00Z (RULES.md §1).
///
/// Whether it is a device time (`at`) or a receive time (`received`) is said by the field that holds it.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public var microsecondsSince1970: Int64

  /// The instant so many microseconds after 1970-01-01T00:00:00Z.
  public init(microsecondsSince1970: Int64) {
    self.microsecondsSince1970 = microsecondsSince1970
  }

  /// Before everything that can be reported.
  public static let distantPast = Instant(microsecondsSince1970: .min)
  /// After everything that can be reported; the upper bound of what is still running.
  public static let distantFuture = Instant(microsecondsSince1970: .max)

  /// Earlier is less.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.microsecondsSince1970 < right.microsecondsSince1970
  }

  /// The instant so much later, held at the ends of the range instead of overflowing.
  public static func + (instant: Instant, span: TimeSpan) -> Instant {
    Instant(microsecondsSince1970: instant.microsecondsSince1970.addingClamped(span.microseconds))
  }

  /// The instant so much earlier, held at the ends of the range instead of overflowing.
  public static func - (instant: Instant, span: TimeSpan) -> Instant {
    Instant(microsecondsSince1970: instant.microsecondsSince1970.subtractingClamped(span.microseconds))
  }

  /// The time from `right` to `left`, held at the ends of the range instead of overflowing.
  public static func - (left: Instant, right: Instant) -> TimeSpan {
    TimeSpan(microseconds: left.microsecondsSince1970.subtractingClamped(right.microsecondsSince1970))
  }
}
