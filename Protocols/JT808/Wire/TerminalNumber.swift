/// A terminal's number as it stands in a header: packed decimal, left-padded with 0 (JT/T 808-2019 §4.4.3 table 2).
///
/// Non-decimal nibbles occur in the field and are kept as hex digits; reading never fails.
public struct TerminalNumber: Hashable, Sendable, CustomStringConvertible {
  /// The digits, four bits each, the last one the least significant.
  private let nibbles: UInt128
  /// How many digits there are.
  private let width: UInt8

  /// The number of packed bytes; of more than 16 the last ones count.
  public init(packed bytes: some Sequence<UInt8>) {
    var nibbles: UInt128 = 0
    var width = 0
    for byte in bytes {
      nibbles = nibbles << 8 | UInt128(byte)
      width += 2
    }
    self.nibbles = nibbles
    self.width = UInt8(clamping: min(width, Self.greatestWidth))
  }

  /// The number at an offset of a header; its bytes must be there.
  @inline(__always)
  init(_ bytes: Span<UInt8>, at offset: Int, version: Version) {
    if version == .v2013 {
      nibbles = UInt128(UInt64(bytes.doubleWord(at: offset)) << 16 | UInt64(bytes.word(at: offset + 4)))
    } else {
      let high = UInt64(bytes.doubleWord(at: offset)) << 32 | UInt64(bytes.doubleWord(at: offset + 4))
      nibbles = UInt128(high) << 16 | UInt128(bytes.word(at: offset + 8))
    }
    width = UInt8(clamping: version.terminalNumberBytes * 2)
  }

  /// The number a person configured, padded to a header's length; `nil` when it has other characters than digits or is too
  /// long for the header.
  public init?(_ text: String, version: Version) {
    let width = version.terminalNumberBytes * 2
    guard text.utf8.count <= width, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    nibbles = text.utf8.reduce(0) { $0 << 4 | UInt128($1 - 0x30) }
    self.width = UInt8(clamping: width)
  }

  /// The digits as sent: 12 in a 2011 or 2013 header, 20 in a 2019 one.
  public var digits: String { text(width: Int(width)) }

  /// The number without its padding: what identifies a terminal whatever header it sends.
  public var identity: String { text(width: max(1, (128 - nibbles.leadingZeroBitCount + 3) / 4)) }

  /// A configured number without leading zeros, to compare with ``identity``.
  public static func identity(of digits: String) -> String {
    let significant = digits.drop { $0 == "0" }
    return significant.isEmpty ? "0" : String(significant)
  }

  /// The packed bytes.
  public var packed: [UInt8] {
    stride(from: Int(width) * 4 - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: nibbles >> UInt128($0)) }
  }

  /// The digits as sent.
  public var description: String { digits }

  private func text(width: Int) -> String {
    String(unsafeUninitializedCapacity: width) { bytes in
      for index in 0..<width {
        let nibble = UInt8(truncatingIfNeeded: nibbles >> UInt128(4 * (width - 1 - index))) & 0x0F
        bytes[index] = nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
      }
      return width
    }
  }

  private static let greatestWidth = 32
}
