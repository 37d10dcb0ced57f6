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
    for (name, value) in pairs { self[name] = value }
  }

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
    left.fields.count == right.fields.count && left.fields.allSatisfy { right[$0.name] == $0.value }
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
