/// 0x0A00: the terminal's RSA public key {e, n} (JT/T 808-2013 §8.65).
public struct TerminalKey: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0A00

  /// The exponent e.
  public var exponent: UInt32 = 0
  /// The modulus n, 128 bytes.
  public var modulus: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<TerminalKey> = [
    .number("e", \.exponent),
    .bytes("n", \.modulus, length: 128),
  ]
}
