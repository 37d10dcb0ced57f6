import Crypto

/// A code or token someone authenticates with: random, given once, kept only as a hash (JT/T 808-2019 §8.6 for terminals).
public struct SecretCode: Sendable {
  /// The code as given.
  public let text: String
  /// What is kept of it.
  public let hash: String

  /// A new code of 128 random bits.
  public init(using generator: inout some RandomNumberGenerator) {
    let words = [generator.next(), generator.next()]
    let digits = words.map { word in
      let hex = String(word, radix: 16)
      return String(repeating: "0", count: 16 - hex.count) + hex
    }
    self.init(text: digits.joined())
  }

  /// A code that someone sent.
  public init(text: String) {
    self.text = text
    hash = SHA256.hash(data: Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// Whether the code is the one kept as a hash; takes as long whichever digit differs.
  public func matches(hash other: String) -> Bool {
    let own = Array(hash.utf8)
    let kept = Array(other.utf8)
    guard own.count == kept.count else { return false }
    return zip(own, kept).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
