extension Instant {
  /// Reads an RFC 3339 instant with an offset, such as `2024-01-11T09:02:03.5+08:00`; `nil` when it is anything else.
  ///
  /// Digits past the microsecond are cut off. A leap second (`:60`) counts as the following second.
  public init?(rfc3339 text: some StringProtocol) {
    let instant = text.utf8.withContiguousStorageIfAvailable(Self.read) ?? Array(text.utf8).withUnsafeBufferPointer(Self.read)
    guard let instant else { return nil }
    self = instant
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Instant? {
    var reader = RFC3339Reader(bytes: bytes)
    guard
      let year = reader.number(digits: 4), reader.literal("-"),
      let month = reader.number(digits: 2), reader.literal("-"),
      let day = reader.number(digits: 2), reader.literal("Tt "),
      let hour = reader.number(digits: 2), hour < 24, reader.literal(":"),
      let minute = reader.number(digits: 2), minute < 60, reader.literal(":"),
      let second = reader.number(digits: 2), second <= 60,
      let microsecond = reader.fraction(),
      let offsetMinutes = reader.offsetMinutes(),
      reader.isAtEnd,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offsetMinutes * 60
    return Instant(microsecondsSince1970: Int64(seconds) * 1_000_000 + Int64(microsecond))
  }

  /// The instant as RFC 3339 in UTC with as many fraction digits as it needs: `2024-01-11T01:02:03Z`.
  public var rfc3339: String { rfc3339(offset: .zero, suffix: "Z") }

  /// The instant as RFC 3339 in Asia/Shanghai: `2024-01-11T09:02:03+08:00`.
  public var rfc3339Shanghai: String { rfc3339(offset: CivilDate.shanghaiOffset, suffix: "+08:00") }

  private func rfc3339(offset: TimeSpan, suffix: String) -> String {
    let local = (self + offset).microsecondsSince1970
    let days = local.flooredQuotient(by: CivilDate.microsecondsPerDay)
    let date = CivilDate(daysSince1970: Int(days))
    let ofDay = local - days * CivilDate.microsecondsPerDay
    let seconds = Int(ofDay / 1_000_000)
    var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
    text += "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    let microseconds = Int(ofDay % 1_000_000)
    if microseconds > 0 {
      var digits = padded(microseconds, 6)
      while digits.last == "0" { digits.removeLast() }
      text += ".\(digits)"
    }
    return text + suffix
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// Reads the fixed fields of an RFC 3339 instant from left to right.
private struct RFC3339Reader {
  /// Lives as long as the call that reads it.
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0

  var isAtEnd: Bool { index == bytes.count }

  mutating func number(digits: Int) -> Int? {
    guard index + digits <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + digits] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += digits
    return value
  }

  mutating func literal(_ allowed: StaticString) -> Bool {
    guard index < bytes.count, UnsafeBufferPointer(start: allowed.utf8Start, count: allowed.utf8CodeUnitCount).contains(bytes[index])
    else { return false }
    index += 1
    return true
  }

  /// The fraction of a second in microseconds; 0 when there is none, `nil` when a point has no digits behind it.
  mutating func fraction() -> Int? {
    guard literal(".") else { return 0 }
    var value = 0
    var count = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
      if count < 6 { value = value * 10 + Int(bytes[index] - 0x30) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }

  mutating func offsetMinutes() -> Int? {
    if literal("Zz") { return 0 }
    let negative = index < bytes.count && bytes[index] == UInt8(ascii: "-")
    guard literal("+-"), let hours = number(digits: 2), hours < 24 else { return nil }
    _ = literal(":")
    guard let minutes = number(digits: 2), minutes < 60 else { return nil }
    return (negative ? -1 : 1) * (hours * 60 + minutes)
  }
}
