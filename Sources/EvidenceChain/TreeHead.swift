import Crypto

/// The head of the evidence tree after so many leaves, kept as the roots of its full subtrees (RFC 6962 §2.1).
///
/// Appending costs at most as many hashes as the size has bits; the whole state is as many hashes.
public struct TreeHead: Hashable, Sendable {
  /// How many leaves it covers.
  public private(set) var size: UInt64 = 0
  /// The roots of the full subtrees, largest first.
  private var subtrees: [[UInt8]] = []

  /// The head of the empty tree.
  public init() {}

  /// Takes the next leaf in.
  public mutating func append(_ leaf: LeafHash) {
    var node = leaf.bytes
    var remaining = size
    while remaining & 1 == 1, let left = subtrees.popLast() {
      node = Self.node(left, node)
      remaining >>= 1
    }
    subtrees.append(node)
    size += 1
  }

  /// The root: of the empty tree the hash of nothing.
  public var root: [UInt8] {
    guard var node = subtrees.last else { return Array(SHA256.hash(data: [UInt8]())) }
    for left in subtrees.dropLast().reversed() { node = Self.node(left, node) }
    return node
  }

  private static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: [0x01])
    hash.update(data: left)
    hash.update(data: right)
    return Array(hash.finalize())
  }
}
