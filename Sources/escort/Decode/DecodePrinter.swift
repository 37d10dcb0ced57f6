import EscortDomain
import JT808

/// Turns lines of hex into lines of JSON (FEED.md `escort decode`). It reads and writes nothing itself.
struct DecodePrinter {
  /// The longest line that is read; a frame of the greatest length in spaced hex takes under a tenth of it.
  static let longestLineBytes = 1 << 16

  private(set) var hasFailed = false
  private var lineNumber = 0
  private var reassembler = Reassembler()

  /// The lines a line of hex gives: one a frame or inner report, none for a blank line.
  mutating func lines(for text: String) -> [String] {
    lineNumber += 1
    guard text.utf8.count <= Self.longestLineBytes else {
      return [failure("the line is longer than \(Self.longestLineBytes) bytes")]
    }
    let digits = text.utf8.filter { ![0x20, 0x09, 0x0D].contains($0) }
    guard !digits.isEmpty else { return [] }
    guard let bytes = Self.bytes(hex: digits) else { return [failure("not hex: two digits 0-9 a-f a byte")] }
    return frames(in: bytes)
  }

  private mutating func frames(in bytes: [UInt8]) -> [String] {
    guard bytes.contains(Frame.delimiter) else {
      do { return try describe(Frame(escaped: bytes)) } catch { return [failure(Self.reason(error))] }
    }
    guard bytes.last == Frame.delimiter else { return [failure("no end delimiter: the frame is not complete")] }
    var elements: [FrameScanner.Element] = []
    var scanner = FrameScanner()
    scanner.scan(bytes) { elements.append($0) }
    return elements.flatMap { element in
      switch element {
      case .frame(let frame): describe(frame)
      case .dropped(let error, let count): [failure("\(Self.reason(error)) (\(count) bytes dropped)")]
      }
    }
  }

  private mutating func describe(_ frame: Frame) -> [String] {
    guard let part = frame.header.part else { return describe(whole: frame) }
    var object = FrameDescription.header(frame.header)
    object["part"] = .object(
      JSONObject([("number", .integer(Int64(part.number))), ("total", .integer(Int64(part.total)))]))
    object["body"] = .string(frame.body.hex)
    switch reassembler.take(frame) {
    case .whole(let whole): return [JSONValue.object(object).text] + describe(whole: whole)
    case .incomplete, .duplicate: return [JSONValue.object(object).text]
    case .refused: return [JSONValue.object(object).text, failure("part \(part.number) of \(part.total) makes no sense")]
    }
  }

  private mutating func describe(whole frame: Frame) -> [String] {
    do {
      let message = try Message(frame)
      return FrameDescription.objects(frame.header, message).map { object in
        if object["error"] != nil { return failure(object) }
        return JSONValue.object(object).text
      }
    } catch {
      var object = FrameDescription.header(frame.header)
      object["body"] = .string(frame.body.hex)
      object["error"] = .string(error.description)
      return [failure(object)]
    }
  }

  private mutating func failure(_ reason: String) -> String {
    failure(JSONObject([("error", .string(reason))]))
  }

  private mutating func failure(_ object: JSONObject) -> String {
    hasFailed = true
    var object = object
    object["line"] = .integer(Int64(lineNumber))
    return JSONValue.object(object).text
  }

  private static func reason(_ error: FrameError) -> String {
    switch error {
    case .escape: "7d is followed by neither 01 nor 02"
    case .checksum: "the checksum does not match"
    case .length: "the frame is too short, or its body is not as long as its header says"
    case .overlong: "no delimiter within \(Frame.longestBytes) bytes"
    case .garbage: "bytes before the first delimiter"
    }
  }

  private static func bytes(hex digits: [UInt8]) -> [UInt8]? {
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}

extension Sequence<UInt8> {
  /// The bytes as hex digits.
  var hex: String {
    var text = ""
    for byte in self { text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    return text
  }
}
