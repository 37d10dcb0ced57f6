/// Cuts a feed's bytes into blocks of whole lines, so that blocks can be read at the same time.
public struct FeedSplitter: Sendable {
  /// A block of whole lines, each with its line end but perhaps the last of a feed.
  public struct Block: Hashable, Sendable {
    /// The lines' bytes.
    public let bytes: [UInt8]
    /// The number of its first line, from 1.
    public let firstLine: Int

    /// Reads its lines.
    public func lines() -> [FeedReader.Line] {
      var reader = FeedReader(firstLine: firstLine)
      return reader.read(bytes) + reader.finish()
    }
  }

  private var rest: [UInt8] = []
  private var nextLine = 1

  /// A splitter at the start of a feed.
  public init() {}

  /// Takes the next bytes and returns the lines they complete, if any. Of a line longer than may be read only so much is kept that it is
  /// refused when it is read.
  public mutating func block(_ bytes: [UInt8]) -> Block? {
    if rest.count > FeedReader.longestLineBytes {
      guard let end = bytes.firstIndex(of: Self.lineEnd) else { return nil }
      rest += bytes[end...]
    } else {
      rest += bytes
    }
    let end = rest.lastIndex(of: Self.lineEnd).map { $0 + 1 } ?? 0
    guard end > 0 else { return nil }
    let block = Block(bytes: Array(rest[..<end]), firstLine: nextLine)
    nextLine += block.bytes.count { $0 == Self.lineEnd }
    rest.removeFirst(end)
    return block
  }

  /// The last line when the feed does not end in a line end.
  public mutating func last() -> Block? {
    guard !rest.isEmpty else { return nil }
    defer { rest = [] }
    return Block(bytes: rest, firstLine: nextLine)
  }

  private static let lineEnd: UInt8 = 0x0A
}
