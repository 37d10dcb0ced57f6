import EscortDomain

/// Some blocks of one vehicle's events, with a filter that tells of nearly every event that it is in none of them.
///
/// Blocks hold events as they came: where much comes late their stretches of time overlap, and without the filter each had to be read.
struct EvidenceShelf: Sendable {
  /// From when to when its events are.
  struct Span: Sendable {
    fileprivate(set) var first = Instant.distantFuture
    fileprivate(set) var last = Instant.distantPast
    /// The last instant of this shelf and all before it.
    fileprivate(set) var lastOfAll: Instant
  }

  fileprivate struct Block: Sendable {
    let first: Instant
    let last: Instant
    let content: Content
  }

  fileprivate enum Content: Sendable {
    case held([UInt8])
    case archived(ArchivePlace)
  }

  private var blocks: [Block] = []
  private var count = 0
  private(set) var span: Span
  private var filter = [UInt64](repeating: 0, count: filterWords)

  init(behind former: Span?) {
    span = Span(lastOfAll: former?.lastOfAll ?? .distantPast)
  }

  /// Whether the next block needs another shelf.
  var isFull: Bool { count >= Self.mostEvents }

  /// Puts events on the shelf as a block.
  mutating func add(_ events: [Event], _ memory: EngineMemory) {
    blocks.append(Self.block(events, memory))
    count += events.count
    for event in events {
      span.first = min(span.first, event.at)
      span.last = max(span.last, event.at)
      for bit in EvidenceMark(of: event).bits { filter[bit / 64] |= 1 << (bit % 64) }
    }
    span.lastOfAll = max(span.lastOfAll, span.last)
  }

  /// The events of the blocks that reach to an instant or beyond.
  func events(of vehicle: VehicleID, from instant: Instant, _ memory: EngineMemory) -> [Event] {
    guard span.last >= instant else { return [] }
    return blocks.flatMap { $0.last >= instant ? Self.events($0, of: vehicle, memory) : [] }
  }

  /// What became of an event that lies here, its receive time made the earlier one; `nil` when it does not.
  mutating func outcome(of event: Event, _ mark: EvidenceMark, _ vehicle: VehicleID, _ memory: EngineMemory) -> EvidenceStore.Outcome? {
    guard span.first <= event.at, event.at <= span.last, mark.bits.allSatisfy({ filter[$0 / 64] & 1 << ($0 % 64) != 0 }) else { return nil }
    for index in blocks.indices where blocks[index].first <= event.at && event.at <= blocks[index].last {
      var events = Self.events(blocks[index], of: vehicle, memory)
      guard let known = events.firstIndex(where: { $0.isSameOccurrence(as: event) }) else { continue }
      guard event.received < events[known].received else { return .known }
      events[known].received = event.received
      blocks[index] = Self.block(events, memory)
      return .receivedEarlier
    }
    return nil
  }

  /// Stores the blocks for which there was no room when they were put here.
  mutating func archiveHeldBlocks(_ memory: EngineMemory) {
    for index in blocks.indices {
      guard case .held(let bytes) = blocks[index].content, let place = memory.archive?.store(bytes) else { continue }
      blocks[index] = Block(first: blocks[index].first, last: blocks[index].last, content: .archived(place))
    }
  }

  private static func block(_ events: [Event], _ memory: EngineMemory) -> Block {
    let bytes = PackedWriter.block(of: events)
    return Block(
      first: events.lazy.map(\.at).min() ?? .distantFuture, last: events.lazy.map(\.at).max() ?? .distantPast,
      content: memory.archive?.store(bytes).map(Content.archived) ?? .held(bytes))
  }

  private static func events(_ block: Block, of vehicle: VehicleID, _ memory: EngineMemory) -> [Event] {
    switch block.content {
    case .held(let bytes):
      guard let events = PackedReader.events(of: bytes, vehicle: vehicle) else { preconditionFailure("a block was packed wrongly") }
      return events
    case .archived(let place):
      guard let archive = memory.archive else { preconditionFailure("an engine keeps the archive it began with") }
      return PackedReader.events(of: archive.block(at: place), vehicle: vehicle) ?? { archive.fail(at: place) }()
    }
  }

  private static let mostEvents = 1024
  /// Ten bits an event, of which four are set: one event in a hundred that is not here is looked for in vain.
  static let filterWords = 160
}

extension EvidenceShelf: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(blocks)
    writer.write(count)
    writer.write(span)
    for word in filter { writer.write(word) }
  }

  init(from reader: inout PackedReader) {
    blocks = reader.read()
    count = reader.read()
    span = reader.read()
    filter = (0..<Self.filterWords).map { _ in reader.read() }
  }
}

extension EvidenceShelf.Span: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(first)
    writer.write(last)
    writer.write(lastOfAll)
  }

  init(from reader: inout PackedReader) { self.init(first: reader.read(), last: reader.read(), lastOfAll: reader.read()) }
}

extension EvidenceShelf.Block: Packable {
  fileprivate func pack(into writer: inout PackedWriter) {
    writer.write(first)
    writer.write(last)
    switch content {
    case .held(let bytes):
      writer.write(Int64(-1))
      writer.write(raw: bytes)
    case .archived(let place):
      writer.write(place)
    }
  }

  fileprivate init(from reader: inout PackedReader) {
    first = reader.read()
    last = reader.read()
    let offset = reader.read(Int64.self)
    content = offset < 0 ? .held(reader.raw()) : .archived(ArchivePlace(offset: offset, count: reader.read()))
  }
}

/// Where an event shows in a shelf's filter: the same for equal events, seldom for others.
struct EvidenceMark {
  private let first: UInt32
  private let step: UInt32

  init(of event: Event) {
    var mixed = UInt64(bitPattern: event.at.microsecondsSince1970) &+ UInt64(PackedKind(event.fact)?.rawValue ?? 0) << 56
    if case .recording(let heartbeat) = event.fact { mixed &+= UInt64(truncatingIfNeeded: heartbeat.camera) << 48 }
    mixed = (mixed ^ (mixed >> 31)) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
    first = UInt32(truncatingIfNeeded: mixed >> 32)
    step = UInt32(truncatingIfNeeded: mixed) | 1
  }

  /// The bits that are set for it.
  var bits: some Sequence<Int> {
    (0..<UInt32(4)).lazy.map { Int((first &+ $0 &* step) % UInt32(EvidenceShelf.filterWords * 64)) }
  }
}
