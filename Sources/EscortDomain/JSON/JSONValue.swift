/// A JSON value that keeps what the feed's tie-breaks need: the order of fields and whether a number was whole.
///
/// Foundation's decoder loses both, and RULES.md 8.1-4 compares lines by their canonical text.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number written without point or exponent that fits 64 bits.
  case integer(Int64)
  /// Any other number; never infinite or not-a-number.
  case number(Double)
  /// Text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// An object, its fields in the order given.
  case object(JSONObject)

  /// The text, when this is text.
  public var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// The number, whole or not, when this is one.
  public var double: Double? {
    switch self {
    case .integer(let whole): Double(whole)
    case .number(let number): number
    default: nil
    }
  }

  /// The number when it is whole and fits.
  public var integer: Int? {
    switch self {
    case .integer(let whole): Int(exactly: whole)
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The truth value, when this is one.
  public var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  /// The elements, when this is a list.
  public var array: [JSONValue]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  /// The object, when this is one.
  public var object: JSONObject? {
    if case .object(let object) = self { return object }
    return nil
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A number with a fraction.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}
