/// A BCD[6] time `YYMMDDhhmmss` as it stands in a frame, GMT+8 (JT/T 808-2019 §8.12 table 24).
public struct BCDTime: Hashable, Sendable {
  /// The six bytes as one number, the first byte the most significant.
  public let packed: UInt64

  /// Six bytes of 00: no time.
  public static let none = BCDTime(packed: 0)

  /// The time of six bytes in one number; what stands above them is cut.
  public init(packed: UInt64) { self.packed = packed & 0xFFFF_FFFF_FFFF }

  /// The time of six bytes; fewer or more are cut or filled with 00, which is no time.
  public init(bytes: some Sequence<UInt8>) {
    var packed: UInt64 = 0
    var count = 0
    for byte in bytes.prefix(6) {
      packed = packed << 8 | UInt64(byte)
      count += 1
    }
    self.packed = packed << UInt64(8 * (6 - count))
  }

  /// The six bytes.
  public var bytes: [UInt8] { (0..<6).map(byte) }

  private func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: packed >> UInt64(8 * (5 - index))) }

  /// The time of an instant, in whole seconds since 1970-01-01T00:00:00Z; years outside 2000–2099 keep their last two digits.
  public init(secondsSince1970 seconds: Int64) {
    let local = seconds + Self.shanghaiOffsetSeconds
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let second = Int(local - days * 86_400)
    let (year, month, day) = Self.date(daysSince1970: Int(days))
    let fields = [((year % 100) + 100) % 100, month, day, second / 3600, second / 60 % 60, second % 60]
    packed = fields.reduce(0) { $0 << 8 | UInt64(($1 / 10) << 4 | $1 % 10) }
  }

  /// Seconds since 1970-01-01T00:00:00Z; `nil` when the bytes are no time, as before a terminal's first fix.
  public var secondsSince1970: Int64? {
    guard let yearOfCentury = number(0), let month = number(1), let day = number(2), let hour = number(3), let minute = number(4),
      let second = number(5)
    else { return nil }
    let year = 2000 + yearOfCentury
    guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60 else { return nil }
    let days = Self.daysSince1970(year: year, month: month, day: day)
    guard Self.date(daysSince1970: days) == (year, month, day) else { return nil }
    let secondOfDay = hour * 3600 + minute * 60 + second
    return Int64(days) * 86_400 + Int64(secondOfDay) - Self.shanghaiOffsetSeconds
  }

  /// The two digits of a byte; `nil` when they are none.
  private func number(_ index: Int) -> Int? {
    let byte = byte(index)
    guard byte >> 4 < 10, byte & 0x0F < 10 else { return nil }
    return Int(byte >> 4) * 10 + Int(byte & 0x0F)
  }

  private static let shanghaiOffsetSeconds: Int64 = 8 * 3600

  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(daysSince1970 days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
