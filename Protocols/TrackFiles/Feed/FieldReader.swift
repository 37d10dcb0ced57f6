import EscortDomain

/// Reads the fields of a feed object with errors that name the field; remembers which names are known.
struct FieldReader {
  let object: JSONObject
  /// Where the object stands, for error messages: empty for a line itself.
  let place: String
  /// Which of the object's fields were asked for, by their places.
  private var asked: [Bool]

  init(_ object: JSONObject, place: String = "") {
    self.object = object
    self.place = place
    asked = Array(repeating: false, count: object.fields.count)
  }

  /// The value of a field; `null` counts as absent.
  mutating func value(_ name: String) -> JSONValue? {
    guard let index = object.fields.lastIndex(where: { $0.name == name }) else { return nil }
    asked[index] = true
    let value = object.fields[index].value
    if case .null = value { return nil }
    return value
  }

  mutating func string(_ name: String) throws(FeedError) -> String {
    guard let text = try optionalString(name) else { throw missing(name) }
    return text
  }

  mutating func optionalString(_ name: String) throws(FeedError) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.string else { throw wrong(name, "text") }
    return text
  }

  mutating func number(_ name: String) throws(FeedError) -> Double {
    guard let number = try optionalNumber(name) else { throw missing(name) }
    return number
  }

  mutating func optionalNumber(_ name: String) throws(FeedError) -> Double? {
    guard let value = value(name) else { return nil }
    guard let number = value.double else { throw wrong(name, "a number") }
    return number
  }

  mutating func optionalInteger(_ name: String) throws(FeedError) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.integer else { throw wrong(name, "a whole number") }
    return number
  }

  mutating func integer(_ name: String) throws(FeedError) -> Int {
    guard let number = try optionalInteger(name) else { throw missing(name) }
    return number
  }

  mutating func optionalBool(_ name: String) throws(FeedError) -> Bool? {
    guard let value = value(name) else { return nil }
    guard let flag = value.bool else { throw wrong(name, "true or false") }
    return flag
  }

  mutating func instant(_ name: String) throws(FeedError) -> Instant {
    guard let instant = try optionalInstant(name) else { throw missing(name) }
    return instant
  }

  mutating func optionalInstant(_ name: String) throws(FeedError) -> Instant? {
    guard let value = value(name) else { return nil }
    guard let text = value.string, let instant = Instant(rfc3339: text) else {
      throw wrong(name, "an RFC 3339 instant with an offset, such as 2024-01-11T09:02:03+08:00")
    }
    return instant
  }

  mutating func choice<Choice: RawRepresentable<String>>(_ name: String, _ all: [Choice]) throws(FeedError) -> Choice {
    guard let choice = try optionalChoice(name, all) else { throw missing(name) }
    return choice
  }

  mutating func optionalChoice<Choice: RawRepresentable<String>>(
    _ name: String, _ all: [Choice]
  ) throws(FeedError) -> Choice? {
    guard let text = try optionalString(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw wrong(name, "one of " + all.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  mutating func objects(_ name: String) throws(FeedError) -> [FieldReader] {
    guard let value = value(name) else { return [] }
    guard let elements = value.array else { throw wrong(name, "a list of objects") }
    var readers: [FieldReader] = []
    for (index, element) in elements.enumerated() {
      guard let object = element.object else { throw wrong(name, "a list of objects") }
      readers.append(FieldReader(object, place: path(name) + "[\(index)]"))
    }
    return readers
  }

  mutating func object(_ name: String) throws(FeedError) -> FieldReader {
    guard let value = value(name) else { throw missing(name) }
    guard let object = value.object else { throw wrong(name, "an object") }
    return FieldReader(object, place: path(name))
  }

  mutating func points(_ name: String) throws(FeedError) -> [Coordinate]? {
    guard let value = value(name) else { return nil }
    guard let elements = value.array else { throw wrong(name, "a list of [latitude, longitude]") }
    var points: [Coordinate] = []
    points.reserveCapacity(elements.count)
    for element in elements {
      guard let pair = element.array, pair.count >= 2, let latitude = pair[0].double, let longitude = pair[1].double
      else { throw wrong(name, "a list of [latitude, longitude]") }
      guard (-90...90).contains(latitude), (-180...180).contains(longitude) else {
        throw wrong(name, "a list of [latitude, longitude] within -90 to 90 and -180 to 180")
      }
      points.append(Coordinate(latitude: latitude, longitude: longitude))
    }
    return points
  }

  /// The fields nobody asked for, as canonical text; `nil` without any.
  var unknownFields: String? {
    guard asked.contains(false) else { return nil }
    var unknown = JSONObject()
    for (field, isAsked) in zip(object.fields, asked) where !isAsked { unknown[field.name] = field.value }
    return unknown.fields.isEmpty ? nil : JSONValue.object(unknown).canonicalText
  }

  func wrong(_ name: String, _ expected: String) -> FeedError { FeedError("\"\(path(name))\" must be \(expected)") }

  private func missing(_ name: String) -> FeedError { FeedError("\"\(path(name))\" is missing") }

  private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }
}
