/// A message body, or a part of one, whose fields stand one after another as its table in the standard lists them.
///
/// The table is written once, as ``layout``; reading, writing and naming the fields follow from it, so they cannot disagree.
public protocol Laid: Hashable, Sendable {
  /// Everything at its default.
  init()
  /// The fields in order.
  static var layout: Layout<Self> { get }
}

/// The body of a message.
public protocol MessageBody: Laid {
  /// The message's number.
  static var id: UInt16 { get }
}

/// The table of a body's fields.
public struct Layout<Body: Sendable>: Sendable, ExpressibleByArrayLiteral {
  /// One row of the table.
  public struct Part: Sendable {
    let read: @Sendable (inout Body, inout ByteReader, Version) throws(DecodingError) -> Void
    let write: @Sendable (Body, inout ByteWriter, Version) -> Void
    let describe: @Sendable (Body, Version) -> [Field]
  }

  let parts: [Part]

  /// The rows in order.
  public init(arrayLiteral parts: Part...) { self.parts = parts }
}

extension Laid {
  /// Reads the fields.
  init(_ reader: inout ByteReader, version: Version) throws(DecodingError) {
    self.init()
    for part in Self.layout.parts { try part.read(&self, &reader, version) }
  }

  /// Writes the fields.
  func write(to writer: inout ByteWriter, version: Version) {
    for part in Self.layout.parts { part.write(self, &writer, version) }
  }

  /// Everything at its default but what is set.
  public static func with(_ set: (inout Self) -> Void) -> Self {
    var body = Self()
    set(&body)
    return body
  }

  /// The fields by name, in the form of a version.
  public func fields(version: Version) -> [Field] {
    Self.layout.parts.flatMap { $0.describe(self, version) }
  }
}

extension MessageBody {
  /// The body, in the form of a version.
  public func bytes(version: Version) -> [UInt8] {
    var writer = ByteWriter()
    write(to: &writer, version: version)
    return writer.bytes
  }
}
