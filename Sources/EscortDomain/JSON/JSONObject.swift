/// A JSON object with its fields in order. Of a repeated name the last value counts, as in most readers.
public struct JSONObject: Hashable, Sendable {
  /// The fields in order.
  public private(set) var fields: [Field]

  /// A named value.
  public struct Field: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue
  }

  /// An object of the given fields.
  public init(_ pairs: [(String, JSONValue)] = []) {
    fields = []
    fields.reserveCapacity(pairs.count)
    guard pairs.count > Self.fewFields else {
      for (name, value) in pairs { self[name] = value }
      return
    }
    // Looking each name up among the others would let a peer's long object take very long.
    var places: [String: Int] = [:]
    for (name, value) in pairs {
      if let place = places[name] {
        fields[place].value = value
      } else {
        places[name] = fields.count
        fields.append(Field(name: name, value: value))
      }
    }
  }

  private static let fewFields = 16

  /// The value of a name; setting `nil` removes the field, setting a value keeps its place.
  public subscript(name: String) -> JSONValue? {
    get { fields.last { $0.name == name }?.value }
    set {
      let index = fields.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): fields[index].value = value
      case (let index?, nil): fields.remove(at: index)
      case (nil, let value?): fields.append(Field(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Two objects are equal when they hold the same fields, in whatever order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.fields.count == right.fields.count else { return false }
    guard left.fields.count > fewFields else { return left.fields.allSatisfy { right[$0.name] == $0.value } }
    let values = Dictionary(right.fields.map { ($0.name, $0.value) }) { _, last in last }
    return left.fields.allSatisfy { values[$0.name] == $0.value }
  }

  /// Hashes the names in sorted order.
  public func hash(into hasher: inout Hasher) {
    for name in fields.map(\.name).sorted() { hasher.combine(name) }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// An object of the given fields, in order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
