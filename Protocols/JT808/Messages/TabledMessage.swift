/// A message that is read by its table, and what stood behind the table's end.
public struct TabledMessage: Hashable, Sendable {
  /// The fields.
  public var body: any MessageBody
  /// Bytes the table does not know, as vendors append them.
  public var trailing: [UInt8] = []

  /// A message to send.
  public init(_ body: some MessageBody) { self.body = body }

  init(_ type: any MessageBody.Type, _ bytes: [UInt8], version: Version) throws(DecodingError) {
    var reader = ByteReader(bytes)
    body = try type.init(&reader, version: version)
    trailing = Array(reader.rest())
  }

  /// The whole body, in the form of a version.
  public func bytes(version: Version) -> [UInt8] { body.bytes(version: version) + trailing }

  /// The fields by name.
  public func fields(version: Version) -> [Field] {
    body.fields(version: version) + (trailing.isEmpty ? [] : [Field("trailing", .bytes(trailing))])
  }

  /// Whether both say the same.
  public static func == (left: TabledMessage, right: TabledMessage) -> Bool {
    AnyHashable(left.body) == AnyHashable(right.body) && left.trailing == right.trailing
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    body.hash(into: &hasher)
    hasher.combine(trailing)
  }
}
