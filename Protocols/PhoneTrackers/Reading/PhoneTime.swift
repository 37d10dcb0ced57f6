import EscortDomain

/// Reads the times phones send: Unix seconds or milliseconds, RFC 3339, or `yyyy-MM-dd HH:mm:ss` in UTC.
enum PhoneTime {
  /// What a time must be, for an error.
  static let words =
    "a time: Unix seconds or milliseconds, RFC 3339 with an offset (its + written %2B in a URL), or yyyy-MM-dd HH:mm:ss in UTC"

  /// The same for what may only be seconds.
  static let wordsForSeconds = "a time in Unix seconds"

  /// From here on a number counts milliseconds: as seconds it would be the year 5138, as milliseconds it is 1973.
  static let firstMillisecond = 100_000_000_000.0

  /// The instants a phone may report: from 1970 to the end of the year 9999, after which no calendar date can be written.
  static let range = Instant(microsecondsSince1970: 0)..<Instant(microsecondsSince1970: 253_402_300_800_000_000)

  /// The instant of a number of seconds or milliseconds since 1970; `nil` before 1970 and after 9999.
  static func instant(number: Double) -> Instant? {
    instant(seconds: number < firstMillisecond ? number : number / 1000)
  }

  /// The instant of a number of seconds since 1970; `nil` before 1970 and after 9999.
  static func instant(seconds: Double) -> Instant? {
    TimeSpan(seconds: seconds).flatMap { inRange(range.lowerBound + $0) }
  }

  /// The instant of a text in any of the forms; `nil` before 1970 and after 9999.
  static func instant(text: String) -> Instant? {
    if let number = Double(decimal: text) { return instant(number: number) }
    if let instant = Instant(rfc3339: text) { return inRange(instant) }
    // The reader of RFC 3339 takes a space for the T; only with that space may the offset be left out, as Traccar has it.
    return text.contains(" ") ? Instant(rfc3339: text + "Z").flatMap(inRange) : nil
  }

  private static func inRange(_ instant: Instant) -> Instant? {
    range.contains(instant) ? instant : nil
  }
}
