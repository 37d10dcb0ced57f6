/// What can be written into a block of bytes and read from it, by the version of the service that wrote it.
public protocol Packable {
  /// Writes the value.
  func pack(into writer: inout PackedWriter)
  /// Reads a value; of a damaged block any.
  init(from reader: inout PackedReader)
}

extension PackedWriter {
  /// Writes a value.
  public mutating func write(_ value: some Packable) { value.pack(into: &self) }
}

extension PackedReader {
  /// Reads a value.
  public mutating func read<Value: Packable>(_: Value.Type = Value.self) -> Value { Value(from: &self) }
}

extension Int: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(self) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self = reader.number() }
}

extension Int64: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(Int(self)) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self = Int64(reader.number()) }
}

extension UInt64: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(fixed: self) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self = reader.fixed() }
}

extension Bool: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(byte: self ? 1 : 0) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self = reader.byte() == 1 }
}

extension Double: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(fixed: bitPattern) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self.init(bitPattern: reader.fixed()) }
}

extension String: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(string: self) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self = reader.string() ?? reader.fail("") }
}

extension Optional: Packable where Wrapped: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(self != nil)
    if let self { writer.write(self) }
  }

  /// Reads it.
  public init(from reader: inout PackedReader) { self = reader.read(Bool.self) ? reader.read(Wrapped.self) : nil }
}

extension Array: Packable where Element: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(count)
    for element in self { writer.write(element) }
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    self = []
    for _ in 0..<reader.count() where !reader.isDamaged { append(reader.read(Element.self)) }
  }
}

extension Dictionary: Packable where Key: Packable, Value: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(count)
    for (key, value) in self {
      writer.write(key)
      writer.write(value)
    }
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    self = [:]
    for _ in 0..<reader.count() where !reader.isDamaged {
      let key = reader.read(Key.self)
      self[key] = reader.read(Value.self)
    }
  }
}

extension Set: Packable where Element: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(Array(self)) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self = Set(reader.read([Element].self)) }
}
