/// A BCD[6] time `YYMMDDhhmmss` as it stands in a frame, GMT+8 (JT/T 808-2019 §8.12 table 24).
public struct BCDTime: Hashable, Sendable {
  /// The six bytes.
  public let bytes: [UInt8]

  /// Six bytes of 00: no time.
  public static let none = BCDTime(bytes: [])

  /// The time of six bytes; fewer or more are cut or filled with 00, which is no time.
  public init(bytes: some Sequence<UInt8>) {
    var six = Array(bytes.prefix(6))
    while six.count < 6 { six.append(0) }
    self.bytes = six
  }

  /// The time of an instant, in whole seconds since 1970-01-01T00:00:00Z; years outside 2000–2099 keep their last two digits.
  public init(secondsSince1970 seconds: Int64) {
    let local = seconds + Self.shanghaiOffsetSeconds
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let second = Int(local - days * 86_400)
    let (year, month, day) = Self.date(daysSince1970: Int(days))
    let fields = [((year % 100) + 100) % 100, month, day, second / 3600, second / 60 % 60, second % 60]
    bytes = fields.map { UInt8(($0 / 10) << 4 | $0 % 10) }
  }

  /// Seconds since 1970-01-01T00:00:00Z; `nil` when the bytes are no time, as before a terminal's first fix.
  public var secondsSince1970: Int64? {
    var fields: [Int] = []
    for byte in bytes {
      guard byte >> 4 < 10, byte & 0x0F < 10 else { return nil }
      fields.append(Int(byte >> 4) * 10 + Int(byte & 0x0F))
    }
    let year = 2000 + fields[0]
    guard (1...12).contains(fields[1]), (1...31).contains(fields[2]), fields[3] < 24, fields[4] < 60, fields[5] < 60
    else { return nil }
    let days = Self.daysSince1970(year: year, month: fields[1], day: fields[2])
    guard Self.date(daysSince1970: days) == (year, fields[1], fields[2]) else { return nil }
    let second = fields[3] * 3600 + fields[4] * 60 + fields[5]
    return Int64(days) * 86_400 + Int64(second) - Self.shanghaiOffsetSeconds
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
