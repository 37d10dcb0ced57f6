/// A calendar date of the proleptic Gregorian calendar; calendar rules use it in Asia/Shanghai (RULES.md §1).
public struct CivilDate: Hashable, Comparable, Sendable {
  /// The year, for example 2024.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, 1 to 31.
  public let day: Int

  /// Days since 1970-01-01.
  public let daysSince1970: Int

  /// The date of a count of days since 1970-01-01 (Howard Hinnant's algorithm on 400-year eras).
  public init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    daysSince1970 = days
  }

  /// A date by year, month and day; `nil` when no such day exists or the year lies outside 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.init(daysSince1970: Self.daysSince1970(year: year, month: month, day: day))
    guard self.month == month, self.day == day else { return nil }
  }

  /// The count of days of a year, month and day, by the same algorithm backwards; a day past the month's end runs on into the next.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Earlier is less.
  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.daysSince1970 < right.daysSince1970 }

  /// The date in Asia/Shanghai (UTC+8, no daylight saving since 1991) at an instant.
  public init(shanghai instant: Instant) {
    let local = instant + Self.shanghaiOffset
    self.init(daysSince1970: Int(local.microsecondsSince1970.flooredQuotient(by: Self.microsecondsPerDay)))
  }

  /// 00:00 of this date in Asia/Shanghai, held at the ends of the range.
  public var shanghaiMidnight: Instant {
    let (microseconds, overflow) = Int64(daysSince1970).multipliedReportingOverflow(by: Self.microsecondsPerDay)
    guard !overflow else { return daysSince1970 < 0 ? .distantPast : .distantFuture }
    return Instant(microsecondsSince1970: microseconds) - Self.shanghaiOffset
  }

  /// The date so many days later.
  public func adding(days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }

  /// The date so many calendar months later, or earlier; in a month without such a day that month's last (requirements A6, A8).
  ///
  /// - Parameter months: at most a million either way, as in a policy.
  public func adding(months: Int) -> CivilDate {
    let index = year * 12 + month - 1 + months
    let next = index + 1
    let first = Self.firstOfMonth(index)
    return CivilDate(daysSince1970: first + min(day, Self.firstOfMonth(next) - first) - 1)
  }

  /// The count of days of a month's first day, by the month's number since year 0.
  private static func firstOfMonth(_ index: Int) -> Int {
    let year = Int(Int64(index).flooredQuotient(by: 12))
    return daysSince1970(year: year, month: index - year * 12 + 1, day: 1)
  }

  static let microsecondsPerDay: Int64 = 86_400_000_000
  static let shanghaiOffset = TimeSpan.seconds(8 * 3600)
}

extension Int64 {
  /// Division that rounds towards negative infinity; the divisor is positive.
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
