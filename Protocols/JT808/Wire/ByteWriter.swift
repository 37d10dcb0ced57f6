/// Writes big-endian fields of a message body (JT/T 808-2019 §4.2).
public struct ByteWriter: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// A writer with nothing written.
  ///
  /// - Parameter capacity: for how many bytes there is to be room at once.
  public init(capacity: Int = 0) { if capacity > 0 { bytes.reserveCapacity(capacity) } }

  /// Writes a BYTE.
  public mutating func byte(_ value: UInt8) { bytes.append(value) }

  /// Writes a WORD.
  public mutating func word(_ value: UInt16) {
    bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  /// Writes a DWORD.
  public mutating func doubleWord(_ value: UInt32) {
    word(UInt16(truncatingIfNeeded: value >> 16))
    word(UInt16(truncatingIfNeeded: value))
  }

  /// Writes bytes as they are.
  public mutating func append(_ values: some Sequence<UInt8>) { bytes.append(contentsOf: values) }

  /// Writes a text in GBK, cut or padded behind with 00 to a fixed length.
  public mutating func text(_ text: String, length: Int) {
    let encoded = GBK.bytes(text, atMost: length)
    bytes += encoded
    bytes += [UInt8](repeating: 0, count: length - encoded.count)
  }
}
