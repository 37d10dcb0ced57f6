/// A key path that may cross threads, as those to stored properties may.
public typealias FieldPath<Body, Value> = WritableKeyPath<Body, Value> & Sendable

extension Layout.Part {
  /// A BYTE, WORD, DWORD or eight bytes, by the type of the property.
  public static func number<Number: UnsignedInteger & FixedWidthInteger & Sendable>(
    _ name: String, _ path: any FieldPath<Body, Number>
  ) -> Self {
    Self(
      read: { body, reader, _ throws(DecodingError) in body[keyPath: path] = try reader.number() },
      write: { body, writer, _ in writer.number(body[keyPath: path]) },
      describe: { body, _ in [Field(name, .number(UInt64(body[keyPath: path])))] })
  }

  /// A number that is only there when something follows.
  public static func number<Number: UnsignedInteger & FixedWidthInteger & Sendable>(
    _ name: String, _ path: any FieldPath<Body, Number?>
  ) -> Self {
    Self(
      read: { body, reader, _ throws(DecodingError) in
        if reader.remaining > 0 { body[keyPath: path] = try reader.number() }
      },
      write: { body, writer, _ in if let number = body[keyPath: path] { writer.number(number) } },
      describe: { body, _ in body[keyPath: path].map { [Field(name, .number(UInt64($0)))] } ?? [] })
  }

  /// A number that names a parameter, a condition or the like, written in hex of at least so many bytes.
  public static func identifier<Number: UnsignedInteger & FixedWidthInteger & Sendable>(
    _ name: String, _ path: any FieldPath<Body, Number>, bytes: Int = Number.bitWidth / 8
  ) -> Self {
    let number = Self.number(name, path)
    return Self(
      read: number.read, write: number.write,
      describe: { body, _ in [Field(name, .identifier(UInt64(body[keyPath: path]), bytes: bytes))] })
  }

  /// A count and as many numbers; the count's width by its type, or by the version.
  public static func numbers<Number: UnsignedInteger & FixedWidthInteger & Sendable>(
    _ name: String, _ path: any FieldPath<Body, [Number]>, count: CountWidth
  ) -> Self {
    Self(
      read: { body, reader, version throws(DecodingError) in
        body[keyPath: path] = try reader.numbers(count, version: version)
      },
      write: { body, writer, version in writer.numbers(body[keyPath: path], count, version: version) },
      describe: { body, _ in Self.fields(name, body[keyPath: path]) })
  }

  /// A count and as many numbers, if anything follows.
  public static func numbers<Number: UnsignedInteger & FixedWidthInteger & Sendable>(
    _ name: String, _ path: any FieldPath<Body, [Number]?>, count: CountWidth
  ) -> Self {
    Self(
      read: { body, reader, version throws(DecodingError) in
        guard reader.remaining > 0 else { return }
        body[keyPath: path] = try reader.numbers(count, version: version)
      },
      write: { body, writer, version in
        if let numbers = body[keyPath: path] { writer.numbers(numbers, count, version: version) }
      },
      describe: { body, _ in body[keyPath: path].map { Self.fields(name, $0) } ?? [] })
  }

  private static func fields(_ name: String, _ numbers: [some UnsignedInteger]) -> [Field] {
    [Field("count", .number(UInt64(numbers.count))), Field(name, .list(numbers.map { .number(UInt64($0)) }))]
  }

  /// So many bytes of text in GBK, filled with 00; in 2019 another number of them.
  public static func text(_ name: String, _ path: any FieldPath<Body, String>, length: Int, in2019 longer: Int? = nil) -> Self {
    let length = { @Sendable (version: Version) in version == .v2019 ? longer ?? length : length }
    return Self(
      read: { body, reader, version throws(DecodingError) in body[keyPath: path] = try reader.text(length(version)) },
      write: { body, writer, version in writer.text(body[keyPath: path], length: length(version)) },
      describe: { body, _ in [Field(name, .text(body[keyPath: path]))] })
  }

  /// A length and as much text in GBK, with whatever stands within the length.
  public static func text(_ name: String, _ path: any FieldPath<Body, String>, count: CountWidth) -> Self {
    Self(
      read: { body, reader, version throws(DecodingError) in
        body[keyPath: path] = GBK.exactText(try reader.take(try reader.count(count, version: version)))
      },
      write: { body, writer, version in
        let bytes = GBK.bytes(body[keyPath: path], atMost: count.most(version: version))
        writer.count(bytes.count, count, version: version)
        writer.append(bytes)
      },
      describe: { body, _ in [Field(name, .text(body[keyPath: path]))] })
  }

  /// Text in GBK to the end of the body.
  public static func text(_ name: String, _ path: any FieldPath<Body, String>) -> Self {
    Self(
      read: { body, reader, _ in body[keyPath: path] = GBK.text(reader.rest()) },
      write: { body, writer, _ in writer.append(GBK.bytes(body[keyPath: path])) },
      describe: { body, _ in [Field(name, .text(body[keyPath: path]))] })
  }

  /// So many bytes as they are.
  public static func bytes(_ name: String, _ path: any FieldPath<Body, [UInt8]>, length: Int) -> Self {
    Self(
      read: { body, reader, _ throws(DecodingError) in body[keyPath: path] = Array(try reader.take(length)) },
      write: { body, writer, _ in
        let bytes = body[keyPath: path].prefix(length)
        writer.append(bytes)
        writer.append([UInt8](repeating: 0, count: length - bytes.count))
      },
      describe: { body, _ in [Field(name, .bytes(body[keyPath: path]))] })
  }

  /// A length and as many bytes.
  public static func bytes(_ name: String, _ path: any FieldPath<Body, [UInt8]>, count: CountWidth) -> Self {
    Self(
      read: { body, reader, version throws(DecodingError) in
        body[keyPath: path] = Array(try reader.take(try reader.count(count, version: version)))
      },
      write: { body, writer, version in
        let bytes = body[keyPath: path].prefix(count.most(version: version))
        writer.count(bytes.count, count, version: version)
        writer.append(bytes)
      },
      describe: { body, _ in [Field(name, .bytes(body[keyPath: path]))] })
  }

  /// All bytes to the end of the body.
  public static func bytes(_ name: String, _ path: any FieldPath<Body, [UInt8]>) -> Self {
    Self(
      read: { body, reader, _ in body[keyPath: path] = Array(reader.rest()) },
      write: { body, writer, _ in writer.append(body[keyPath: path]) },
      describe: { body, _ in [Field(name, .bytes(body[keyPath: path]))] })
  }

  /// A BCD[6] time, GMT+8 but where the standard says UTC.
  public static func time(_ name: String, _ path: any FieldPath<Body, BCDTime>, inUTC: Bool = false) -> Self {
    Self(
      read: { body, reader, _ throws(DecodingError) in body[keyPath: path] = BCDTime(bytes: try reader.take(6)) },
      write: { body, writer, _ in writer.append(body[keyPath: path].bytes) },
      describe: { body, _ in [Field(name, inUTC ? .utcTime(body[keyPath: path]) : .time(body[keyPath: path]))] })
  }

  /// A location report; only its basic block of 28 bytes, or all to the end of the body.
  public static func location(_ name: String, _ path: any FieldPath<Body, LocationReport>, basic: Bool = false) -> Self {
    Self(
      read: { body, reader, _ throws(DecodingError) in
        body[keyPath: path] = try LocationReport(basic ? try reader.take(LocationReport.basicBytes) : reader.rest())
      },
      write: { body, writer, _ in
        writer.append(basic ? Array(body[keyPath: path].body.prefix(LocationReport.basicBytes)) : body[keyPath: path].body)
      },
      describe: { body, _ in [Field(name, .location(body[keyPath: path]))] })
  }

  /// Another table in this place.
  public static func group<Inner: Laid>(_ name: String, _ path: any FieldPath<Body, Inner>) -> Self {
    Self(
      read: { body, reader, version throws(DecodingError) in body[keyPath: path] = try Inner(&reader, version: version) },
      write: { body, writer, version in body[keyPath: path].write(to: &writer, version: version) },
      describe: { body, version in [Field(name, .object(body[keyPath: path].fields(version: version)))] })
  }

  /// A count and as many elements, or elements to the end of the body.
  ///
  /// - Parameter named: the name under which the count is shown; `nil` when it is not.
  public static func list<Element: Laid>(
    _ name: String, _ path: any FieldPath<Body, [Element]>, count: CountWidth, named countName: String? = nil
  ) -> Self {
    Self(
      read: { body, reader, version throws(DecodingError) in
        var elements: [Element] = []
        if count == .toEnd {
          while reader.remaining > 0 { elements.append(try Element(&reader, version: version)) }
        } else {
          for _ in 0..<(try reader.count(count, version: version)) { elements.append(try Element(&reader, version: version)) }
        }
        body[keyPath: path] = elements
      },
      write: { body, writer, version in
        let elements = body[keyPath: path].prefix(count.most(version: version))
        writer.count(elements.count, count, version: version)
        for element in elements { element.write(to: &writer, version: version) }
      },
      describe: { body, version in
        let elements = body[keyPath: path].map { FieldValue.object($0.fields(version: version)) }
        return (countName.map { [Field($0, .number(UInt64(elements.count)))] } ?? []) + [Field(name, .list(elements))]
      })
  }

  /// Rows that are there only on a condition, which fields read before decide.
  public static func when(_ condition: @escaping @Sendable (Body, Version) -> Bool, _ layout: Layout<Body>) -> Self {
    Self(
      read: { body, reader, version throws(DecodingError) in
        guard condition(body, version) else { return }
        for part in layout.parts { try part.read(&body, &reader, version) }
      },
      write: { body, writer, version in
        guard condition(body, version) else { return }
        for part in layout.parts { part.write(body, &writer, version) }
      },
      describe: { body, version in
        condition(body, version) ? layout.parts.flatMap { $0.describe(body, version) } : []
      })
  }
}
