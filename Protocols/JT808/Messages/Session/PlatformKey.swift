/// 0x8A00: the platform's RSA public key {e, n} (JT/T 808-2013 §8.64).
public struct PlatformKey: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8A00

  /// The exponent e.
  public var exponent: UInt32 = 0
  /// The modulus n, 128 bytes.
  public var modulus: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PlatformKey> = [
    .number("e", \.exponent),
    .bytes("n", \.modulus, length: 128),
  ]
}
