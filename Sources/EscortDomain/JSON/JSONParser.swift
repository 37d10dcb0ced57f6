/// What is wrong with a JSON text, and at which byte.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offset in bytes from the start of the text.
  public let offset: Int
  /// What was wrong there.
  public let reason: String

  /// The reason with its place, for people.
  public var description: String { "\(reason) at byte \(offset)" }
}

extension JSONValue {
  /// How deeply lists and objects may nest; deeper input is refused so that it cannot exhaust the stack.
  public static let deepestNesting = 32

  /// Reads one JSON text (RFC 8259) with nothing but white space around it.
  public init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
    let whole = bytes.withContiguousStorageIfAvailable(Self.parsed) ?? Array(bytes).withUnsafeBufferPointer(Self.parsed)
    self = try whole.get()
  }

  /// Reads one JSON text.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: text.utf8)
  }

  private static func parsed(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONError> {
    var parser = JSONParser(bytes: bytes)
    do { return .success(try parser.document()) } catch { return .failure(error) }
  }
}

/// A recursive-descent reader over bytes with bounded depth.
private struct JSONParser {
  /// Lives as long as the call that reads it.
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0
  var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard index == bytes.count else { throw failure("unexpected text after the value") }
    return value
  }

  private func failure(_ reason: String) -> JSONError { JSONError(offset: index, reason: reason) }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw failure("the text ends where a value should stand")
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[index...].starts(with: word.utf8) else { throw failure("not a JSON value") }
    index += word.utf8.count
    return value
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    guard depth <= JSONValue.deepestNesting else { throw failure("nested more than \(JSONValue.deepestNesting) deep") }
    index += 1
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var fields: [(String, JSONValue)] = []
    skipSpace()
    if accept("}") { return .object(JSONObject()) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw failure("a field's name in quotes should stand here") }
      let name = try string()
      skipSpace()
      guard accept(":") else { throw failure("':' should follow the name \"\(name)\"") }
      fields.append((name, try value()))
      skipSpace()
      if accept("}") { return .object(JSONObject(fields)) }
      guard accept(",") else { throw failure("',' or '}' should stand here") }
    }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    skipSpace()
    if accept("]") { return .array(elements) }
    while true {
      elements.append(try value())
      skipSpace()
      if accept("]") { return .array(elements) }
      guard accept(",") else { throw failure("',' or ']' should stand here") }
    }
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    let isNegative = accept("-")
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[index - whole] != UInt8(ascii: "0") else { throw notAValue(from: start) }
    var decimals = 0
    var isWhole = true
    var isPlain = true
    if accept(".") {
      isWhole = false
      decimals = digits()
      guard decimals > 0 else { throw notAValue(from: start) }
    }
    if accept("e") || accept("E") {
      isWhole = false
      isPlain = false
      if !accept("+") { _ = accept("-") }
      guard digits() > 0 else { throw notAValue(from: start) }
    }
    if isPlain, whole + decimals <= Self.mostExactDigits { return plain(from: start, isNegative, decimals) }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
    if isWhole, let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw notAValue(from: start) }
    return .number(number)
  }

  /// A number of few digits without exponent: its digits and the power of ten are exact, so their quotient is the nearest number.
  private func plain(from start: Int, _ isNegative: Bool, _ decimals: Int) -> JSONValue {
    var digits: Int64 = 0
    for byte in bytes[start..<index] where (0x30...0x39).contains(byte) { digits = digits * 10 + Int64(byte - 0x30) }
    if decimals == 0 { return .integer(isNegative ? -digits : digits) }
    let number = Double(digits) / Self.powersOfTen[decimals]
    return .number(isNegative ? -number : number)
  }

  private static let mostExactDigits = 15
  private static let powersOfTen: [Double] = (0...15).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  private mutating func notAValue(from start: Int) -> JSONError {
    index = start
    return failure("not a JSON value")
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = current, (0x30...0x39).contains(byte) { index += 1 }
    return index - start
  }

  private mutating func string() throws(JSONError) -> String {
    index += 1
    var content: [UInt8] = []
    var runStart = index
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\"") where content.isEmpty:
        let text = String(validating: UnsafeBufferPointer(rebasing: bytes[runStart..<index]), as: UTF8.self)
        guard let text else { throw failure("text that is not UTF-8") }
        index += 1
        return text
      case UInt8(ascii: "\""):
        content += bytes[runStart..<index]
        guard let text = String(validating: content, as: UTF8.self) else { throw failure("text that is not UTF-8") }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        content += bytes[runStart..<index]
        index += 1
        content += Array(String(try escape()).utf8)
        runStart = index
      case 0..<0x20:
        throw failure("a control character inside text must be escaped")
      default:
        index += 1
      }
    }
    throw failure("text without its closing quote")
  }

  private mutating func escape() throws(JSONError) -> Character {
    guard let byte = current else { throw failure("text without its closing quote") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw failure("unknown escape in text")
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> Character {
    let first = try hexUnit()
    if (0xD800...0xDBFF).contains(first) {
      guard accept("\\"), accept("u") else { throw failure("half of a surrogate pair") }
      let second = try hexUnit()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw failure("half of a surrogate pair") }
      return Character(scalar)
    }
    guard let scalar = Unicode.Scalar(first) else { throw failure("half of a surrogate pair") }
    return Character(scalar)
  }

  private mutating func hexUnit() throws(JSONError) -> UInt32 {
    guard index + 4 <= bytes.count else { throw failure("an escape needs four hex digits") }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("an escape needs four hex digits")
      }
      value = value << 4 | UInt32(digit)
    }
    index += 4
    return value
  }
}
