import EscortDomain

/// Reads the fields of what a phone sent, JSON or query, and says of a wrong one which it is and what it must be.
///
/// A number or truth value may also stand as text, as it does in every query. `null` and empty text count as left out.
struct PhoneFields {
  let object: JSONObject
  /// What stands before a field's name in an error, such as `coords.`.
  var path = ""
  /// Whether a wrong field that need not be there is passed over: a call for help is not lost for a detail.
  var passesOverWrong = false

  func value(_ name: String) -> JSONValue? {
    switch object[name] {
    case nil, .null, .string(""): nil
    case let value: value
    }
  }

  /// The first of several names for one thing that is there; the first of all when none is.
  func name(among first: String, _ others: String...) -> String {
    value(first) != nil ? first : others.first { value($0) != nil } ?? first
  }

  func wrong(_ name: String, _ mustBe: String) -> PhoneReportError {
    .wrong(field: path + name, mustBe: mustBe)
  }

  func missing(_ name: String, _ mustBe: String) -> PhoneReportError {
    .missing(field: path + name, mustBe: mustBe)
  }

  /// A number in the product's unit; `nil` when it is left out or sent as unknown.
  func number(_ name: String, _ quantity: Quantity) throws(PhoneReportError) -> Double? {
    guard let value = value(name) else { return nil }
    guard let number = Self.number(value) else { return try passOver(wrong(name, quantity.words)) }
    if quantity.negativeIsUnknown, number < 0 { return nil }
    guard let converted = quantity.converted(number) else { return try passOver(wrong(name, quantity.words)) }
    return converted
  }

  private func passOver<Value>(_ error: PhoneReportError) throws(PhoneReportError) -> Value? {
    guard passesOverWrong else { throw error }
    return nil
  }

  /// A number that must be there.
  func required(_ name: String, _ quantity: Quantity) throws(PhoneReportError) -> Double {
    guard let number = try number(name, quantity) else { throw missing(name, quantity.words) }
    return number
  }

  /// The coordinate of two fields that must be there.
  func coordinate(_ latitude: String, _ longitude: String) throws(PhoneReportError) -> Coordinate {
    Coordinate(latitude: try required(latitude, .latitude), longitude: try required(longitude, .longitude))
  }

  /// A truth value; `nil` when it is left out.
  func flag(_ name: String) throws(PhoneReportError) -> Bool? {
    switch value(name) {
    case nil: nil
    case .bool(let flag): flag
    case .integer(1), .string("1"), .string("true"): true
    case .integer(0), .string("0"), .string("false"): false
    default: try passOver(wrong(name, "true, false, 1 or 0"))
    }
  }

  /// The name of a phone: text or a whole number; `nil` when it is left out.
  func device(_ name: String) throws(PhoneReportError) -> String? {
    let text: String
    switch value(name) {
    case nil: return nil
    case .string(let given): text = given
    case .integer(let number): text = String(number)
    default: throw wrong(name, Self.deviceWords)
    }
    guard text.utf8.count <= PhoneReport.longestDeviceBytes else { throw wrong(name, Self.deviceWords) }
    return text
  }

  /// A time in any of the forms; `nil` when it is left out.
  func time(_ name: String) throws(PhoneReportError) -> Instant? {
    guard let value = value(name) else { return nil }
    let instant = value.string.map { PhoneTime.instant(text: $0) } ?? value.double.flatMap { PhoneTime.instant(number: $0) }
    guard let instant else { return try passOver(wrong(name, PhoneTime.words)) }
    return instant
  }

  /// A time in Unix seconds that must be there.
  func requiredSeconds(_ name: String) throws(PhoneReportError) -> Instant {
    guard let value = value(name) else { throw missing(name, PhoneTime.wordsForSeconds) }
    guard let instant = Self.number(value).flatMap({ PhoneTime.instant(seconds: $0) }) else {
      throw wrong(name, PhoneTime.wordsForSeconds)
    }
    return instant
  }

  /// The fields of an object inside this one; none when it is left out.
  func nested(_ name: String) throws(PhoneReportError) -> PhoneFields {
    guard let value = value(name) else { return PhoneFields(object: JSONObject(), path: path + name + ".") }
    guard let object = value.object ?? (passesOverWrong ? JSONObject() : nil) else { throw wrong(name, "an object") }
    return PhoneFields(object: object, path: path + name + ".", passesOverWrong: passesOverWrong)
  }

  /// Whether a field holds the name of the alarm by which a person calls for help.
  func callsForHelp(_ name: String) -> Bool {
    value(name)?.string?.lowercased() == "sos"
  }

  private static func number(_ value: JSONValue) -> Double? {
    value.double ?? value.string.flatMap { Double(decimal: $0) }
  }

  private static let deviceWords = "a name of at most \(PhoneReport.longestDeviceBytes) bytes"
}
