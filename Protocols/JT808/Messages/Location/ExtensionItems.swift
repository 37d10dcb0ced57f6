/// The extension items behind a location report's basic block, kept as the bytes they came in and read when asked for.
///
/// No count says how many there are: each is an id, a length and a value, up to the end of the body. The same id may stand twice. An
/// item that runs past the end is none; from it on the bytes are ``trailing``.
public struct ExtensionItems: Hashable, Sendable, Sequence, ExpressibleByArrayLiteral {
  /// The bytes as sent.
  public private(set) var bytes: [UInt8]

  /// The items in so many bytes.
  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Items to send; of a value past 255 bytes the first 255.
  public init(_ items: some Sequence<ExtensionItem>) {
    bytes = []
    for item in items {
      bytes.append(item.id)
      bytes.append(UInt8(clamping: item.value.count))
      bytes += item.value.prefix(255)
    }
  }

  /// Items to send.
  public init(arrayLiteral items: ExtensionItem...) { self.init(items) }

  /// What could not be read as an item.
  public var trailing: ArraySlice<UInt8> {
    var iterator = makeIterator()
    while iterator.next() != nil {}
    return iterator.rest
  }

  /// Walks the items in order.
  public struct Iterator: IteratorProtocol {
    fileprivate var rest: ArraySlice<UInt8>

    /// The next item.
    public mutating func next() -> ExtensionItem? {
      let start = rest.startIndex
      guard rest.count >= 2, Int(rest[start + 1]) <= rest.count - 2 else { return nil }
      let end = start + 2 + Int(rest[start + 1])
      defer { rest = rest[end...] }
      return ExtensionItem(id: rest[start], value: rest[(start + 2)..<end])
    }
  }

  /// The items in order.
  public func makeIterator() -> Iterator { Iterator(rest: bytes[...]) }
}
