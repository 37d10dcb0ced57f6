public import EscortDomain

/// Where evidence lies that the engine no longer holds in memory. It may be forgotten with the engine: the journal, or the feed, is what
/// lasts.
public protocol EvidenceArchive: Sendable {
  /// Stores a block of evidence.
  ///
  /// - Returns: where it lies; `nil` when there is no room, and then the engine holds on to it.
  func store(_ block: [UInt8]) -> ArchivePlace?

  /// The block stored at a place.
  func block(at place: ArchivePlace) -> [UInt8]

  /// Ends the process, as a block that was stored at a place does not hold what it should.
  func fail(at place: ArchivePlace) -> Never
}

/// Where a block lies in an archive.
public struct ArchivePlace: Hashable, Sendable {
  /// The number of its first byte.
  public let offset: Int64
  /// Its length in bytes.
  public let count: Int

  /// A place.
  public init(offset: Int64, count: Int) {
    self.offset = offset
    self.count = count
  }
}

extension ArchivePlace: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(offset)
    writer.write(count)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) { self.init(offset: reader.read(), count: reader.read()) }
}

/// How much an engine holds in memory.
public struct EngineMemory: Sendable {
  /// Where older evidence goes; without an archive it is held in memory, packed.
  public var archive: (any EvidenceArchive)?
  /// For how long before a transport's latest evidence everything is held that later evidence may change. It grows while evidence comes
  /// later than that.
  public var horizon: TimeSpan
  /// After how many pieces of evidence of a transport what is older is let go.
  public var trimInterval: Int
  /// How many events of a vehicle make a block.
  public var blockLength: Int
  /// Whether arrivals will be foretold: then how far a vehicle had come is kept when its fixes are let go.
  public var foretells: Bool

  /// What an engine holds: twenty minutes, looked after every 128 events, in blocks of 64 events.
  public init(
    archive: (any EvidenceArchive)? = nil, horizon: TimeSpan = .seconds(1200), trimInterval: Int = 128, blockLength: Int = 64,
    foretells: Bool = false
  ) {
    self.archive = archive
    self.horizon = horizon
    self.trimInterval = trimInterval
    self.blockLength = blockLength
    self.foretells = foretells
  }
}
