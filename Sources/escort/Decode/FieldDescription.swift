import EscortDomain
import JT808

/// A field of a message as JSON: numbers as they are, names of things and bytes in hex, times in UTC.
enum FieldDescription {
  static func json(_ value: FieldValue) -> JSONValue {
    switch value {
    case .number(let number): Int64(exactly: number).map { .integer($0) } ?? .string(String(number))
    case .identifier(let number, let bytes): .string("0x" + hex(number, bytes: bytes))
    case .text(let text): .string(text)
    case .bytes(let bytes): .string(bytes.hex)
    case .time(let time): instant(time, hoursAhead: 0)
    case .utcTime(let time): instant(time, hoursAhead: 8)
    case .location(let report): location(report)
    case .list(let values): .array(values.map(json))
    case .object(let fields): object(fields)
    }
  }

  private static func object(_ fields: [Field]) -> JSONValue {
    var object = JSONObject()
    for field in fields { object[field.name] = json(field.value) }
    return .object(object)
  }

  private static func location(_ report: LocationReport) -> JSONValue {
    var object = JSONObject()
    FrameDescription.add(report, to: &object)
    return .object(object)
  }

  private static func instant(_ time: BCDTime, hoursAhead hours: Int64) -> JSONValue {
    guard let seconds = time.secondsSince1970 else { return .null }
    return .string(Instant(microsecondsSince1970: (seconds + hours * 3600) * 1_000_000).rfc3339)
  }

  private static func hex(_ number: UInt64, bytes: Int) -> String {
    stride(from: (bytes - 1) * 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }.hex
  }
}
