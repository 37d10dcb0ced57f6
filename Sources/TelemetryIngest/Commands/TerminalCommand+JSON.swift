public import EscortDomain
import JT808

/// Why a command could not be read, and what to write instead.
public struct CommandError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence.
  public let description: String
}

extension TerminalCommand {
  /// A command as the API and the journal write it.
  public init(_ object: JSONObject) throws(CommandError) {
    switch object["command"]?.string {
    case "locate": self = .locate
    case "text": self = .text(try Self.text(object), isUrgent: object["urgent"]?.bool ?? false)
    case "parameters": self = .parameters(try Self.parameters(object))
    case "tracking":
      let interval = try Self.number("interval", object, 0...3600)
      self = .tracking(
        intervalSeconds: UInt16(interval), validitySeconds: UInt32(interval == 0 ? 0 : try Self.number("validity", object, 1...86_400)))
    case "snapshot": self = .snapshot(camera: UInt8(try Self.number("camera", object, 1...255)))
    case "recordings":
      let (from, to) = try Self.interval(object)
      self = .recordings(camera: UInt8(try Self.number("camera", object, 0...255)), from: from, to: to)
    case "upload":
      let (from, to) = try Self.interval(object)
      self = .upload(camera: UInt8(try Self.number("camera", object, 1...255)), from: from, to: to)
    default:
      throw CommandError(
        description: "\"command\" must be one of locate, text, parameters, tracking, snapshot, recordings, upload")
    }
  }

  /// The command as it is read again.
  public var json: JSONObject {
    var object = JSONObject([("command", .string(name))])
    switch self {
    case .locate: break
    case .text(let text, let isUrgent):
      object["text"] = .string(text)
      object["urgent"] = .bool(isUrgent)
    case .parameters(let parameters):
      object["parameters"] = .array(
        parameters.map { parameter in
          .object(["id": .integer(Int64(parameter.id)), "value": .string(parameter.value.hexDigits)])
        })
    case .tracking(let interval, let validity):
      object["interval"] = .integer(Int64(interval))
      if interval > 0 { object["validity"] = .integer(Int64(validity)) }
    case .snapshot(let camera): object["camera"] = .integer(Int64(camera))
    case .recordings(let camera, let from, let to), .upload(let camera, let from, let to):
      object["camera"] = .integer(Int64(camera))
      object["from"] = .string(from.rfc3339)
      object["to"] = .string(to.rfc3339)
    }
    return object
  }

  private static func text(_ object: JSONObject) throws(CommandError) -> String {
    guard let text = object["text"]?.string, !text.isEmpty, GBK.bytes(text).count <= longestText else {
      throw CommandError(description: "\"text\" must be a text of 1 to \(longestText) bytes in GBK")
    }
    return text
  }

  private static func parameters(_ object: JSONObject) throws(CommandError) -> [TerminalParameter] {
    let refusal = CommandError(
      description: "\"parameters\" must be a list of 1 to 255 objects {\"id\": number, \"value\": hex of at most 255 bytes}")
    guard let list = object["parameters"]?.array, (1...255).contains(list.count) else { throw refusal }
    var parameters: [TerminalParameter] = []
    for element in list {
      guard let id = element.object?["id"]?.integer, let id = UInt32(exactly: id), let hex = element.object?["value"]?.string,
        let value = [UInt8](hexDigits: hex), value.count <= 255
      else { throw refusal }
      parameters.append(
        TerminalParameter.with {
          $0.id = id
          $0.value = value
        })
    }
    return parameters
  }

  private static func number(_ name: String, _ object: JSONObject, _ range: ClosedRange<Int>) throws(CommandError) -> Int {
    guard let number = object[name]?.integer, range.contains(number) else {
      throw CommandError(description: "\"\(name)\" must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func interval(_ object: JSONObject) throws(CommandError) -> (Instant, Instant) {
    guard let from = object["from"]?.string.flatMap({ Instant(rfc3339: $0) }),
      let to = object["to"]?.string.flatMap({ Instant(rfc3339: $0) }), from < to
    else { throw CommandError(description: "\"from\" and \"to\" must be RFC 3339 instants with an offset, \"from\" the earlier") }
    return (from, to)
  }

  /// The longest text of 0x8300 in bytes.
  private static let longestText = 1024
}

extension [UInt8] {
  /// The bytes of hex digits; `nil` when it is no hex.
  fileprivate init?(hexDigits text: String) {
    let digits = Array<UInt8>(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    self = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else { return nil }
      append(byte)
    }
  }

  fileprivate var hexDigits: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
