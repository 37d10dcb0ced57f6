/// What a field of a message says, for people and programs that read it by name.
public enum FieldValue: Hashable, Sendable {
  /// A number.
  case number(UInt64)
  /// A number that names something, as a message or a parameter, with its width in bytes; written in hex.
  case identifier(UInt64, bytes: Int)
  /// Text.
  case text(String)
  /// Bytes without a meaning of their own.
  case bytes([UInt8])
  /// A time in GMT+8.
  case time(BCDTime)
  /// The digits of a time in UTC.
  case utcTime(BCDTime)
  /// A position report.
  case location(LocationReport)
  /// Several of one kind.
  case list([FieldValue])
  /// Named fields in the order of the standard.
  case object([Field])
}

/// A named field.
public struct Field: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// What it says.
  public var value: FieldValue

  /// A field.
  public init(_ name: String, _ value: FieldValue) {
    self.name = name
    self.value = value
  }
}
