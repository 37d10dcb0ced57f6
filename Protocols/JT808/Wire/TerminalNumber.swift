/// A terminal's number as it stands in a header: packed decimal, left-padded with 0 (JT/T 808-2019 §4.4.3 table 2).
///
/// Non-decimal nibbles occur in the field and are kept as hex digits; reading never fails.
public struct TerminalNumber: Hashable, Sendable, CustomStringConvertible {
  /// The digits as sent: 12 in a 2011 or 2013 header, 20 in a 2019 one.
  public let digits: String

  /// The number of packed bytes.
  public init(packed bytes: some Sequence<UInt8>) {
    var digits = ""
    for byte in bytes {
      for nibble in [byte >> 4, byte & 0x0F] { digits.append(Self.hexDigits[Int(nibble)]) }
    }
    self.digits = digits
  }

  /// The number a person configured, padded to a header's length; `nil` when it has other characters than digits or is too
  /// long for the header.
  public init?(_ text: String, version: Version) {
    let width = version.terminalNumberBytes * 2
    guard text.utf8.count <= width, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    digits = String(repeating: "0", count: width - text.utf8.count) + text
  }

  /// The number without its padding: what identifies a terminal whatever header it sends.
  public var identity: String { Self.identity(of: digits) }

  /// A configured number without leading zeros, to compare with ``identity``.
  public static func identity(of digits: String) -> String {
    let significant = digits.drop { $0 == "0" }
    return significant.isEmpty ? "0" : String(significant)
  }

  /// The packed bytes.
  public var packed: [UInt8] {
    let nibbles = digits.utf8.map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39: byte - 0x30
      case 0x61...0x66: byte - 0x61 + 10
      default: 0
      }
    }
    return stride(from: 0, to: nibbles.count - 1, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
  }

  /// The digits as sent.
  public var description: String { digits }

  private static let hexDigits = Array("0123456789abcdef")
}
