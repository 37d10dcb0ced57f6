/// Reads big-endian fields from a message body; every read checks what is left (JT/T 808-2019 §4.2).
public struct ByteReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// A reader at the start of the bytes.
  public init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// A reader at the start of the bytes.
  public init(_ bytes: [UInt8]) {
    self.init(bytes[...])
  }

  /// Bytes read so far.
  public var offset: Int { index - bytes.startIndex }

  /// Bytes left.
  public var remaining: Int { bytes.endIndex - index }

  /// A BYTE.
  public mutating func byte() throws(DecodingError) -> UInt8 {
    try need(1)
    defer { index += 1 }
    return bytes[index]
  }

  /// A WORD.
  public mutating func word() throws(DecodingError) -> UInt16 {
    try need(2)
    defer { index += 2 }
    return UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
  }

  /// A DWORD.
  public mutating func doubleWord() throws(DecodingError) -> UInt32 {
    try need(4)
    defer { index += 4 }
    return UInt32(bytes[index]) << 24 | UInt32(bytes[index + 1]) << 16 | UInt32(bytes[index + 2]) << 8
      | UInt32(bytes[index + 3])
  }

  /// So many bytes as they are.
  public mutating func take(_ count: Int) throws(DecodingError) -> ArraySlice<UInt8> {
    try need(count)
    defer { index += count }
    return bytes[index..<index + count]
  }

  /// All bytes left.
  public mutating func rest() -> ArraySlice<UInt8> {
    defer { index = bytes.endIndex }
    return bytes[index...]
  }

  /// A GBK text of so many bytes without the padding devices put on either end.
  public mutating func text(_ count: Int) throws(DecodingError) -> String { GBK.text(try take(count)) }

  private func need(_ count: Int) throws(DecodingError) {
    guard count >= 0, count <= remaining else {
      throw DecodingError(offset: offset, reason: "the body ends: \(count) bytes wanted, \(remaining) left")
    }
  }
}
