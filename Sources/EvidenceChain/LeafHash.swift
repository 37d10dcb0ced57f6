import Crypto

/// The hash of one leaf of the evidence tree: SHA-256 over 00 and the entry (RFC 6962 §2.1).
public struct LeafHash: Hashable, Sendable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The length of every hash of the tree.
  public static let length = 32

  /// The hash of an entry's bytes.
  public init(of entry: [UInt8]) {
    var hash = SHA256()
    hash.update(data: [0x00])
    hash.update(data: entry)
    bytes = Array(hash.finalize())
  }

  /// A hash as stored; `nil` when it is not 32 bytes long.
  public init?(stored bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    self.bytes = bytes
  }
}
