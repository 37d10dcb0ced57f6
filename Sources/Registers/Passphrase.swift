import Crypto
import CryptoExtras
import FoundationEssentials

/// A sign-in password, kept as what scrypt makes of it (RFC 7914), so that a journal that is read does not give it away.
public struct Passphrase: Sendable {
  /// What is kept: salt and key in hexadecimal, with a colon between.
  public let kept: String

  /// Keeps a password under a new salt; takes about a tenth of a second on purpose.
  public init(_ password: String, using generator: inout some RandomNumberGenerator) throws {
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    kept = Self.hex(salt) + ":" + Self.hex(try Self.key(password, salt))
  }

  /// A password that was kept.
  public init(kept: String) {
    self.kept = kept
  }

  /// Whether a password is the one kept; takes as long whatever is wrong with it.
  public func matches(_ password: String) -> Bool {
    let parts = kept.split(separator: ":").map { Self.bytes(String($0)) }
    guard parts.count == 2, let key = try? Self.key(password, parts[0]), key.count == parts[1].count else { return false }
    return zip(key, parts[1]).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// A password for a first sign-in: sixteen characters that cannot be mistaken for one another, 80 bits.
  public static func random(using generator: inout some RandomNumberGenerator) -> String {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789ACD")
    return String((0..<16).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
  }

  private static func key(_ password: String, _ salt: [UInt8]) throws -> [UInt8] {
    // 16 MiB a try: 2^14 rounds of blocks of 8 (RFC 7914 §2, interactive sign-in).
    let key = try KDF.Scrypt.deriveKey(
      from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << 14, blockSize: 8, parallelism: 1)
    return key.withUnsafeBytes { Array($0) }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
  }
}
