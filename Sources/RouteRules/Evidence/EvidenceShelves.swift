import EscortDomain

/// All shelves of one vehicle's events. The latest are at hand; those before are put away in the archive themselves, and looked into when
/// something reaches back that far.
struct EvidenceShelves: Sendable {
  fileprivate enum Slot: Sendable {
    case atHand(EvidenceShelf)
    case away(EvidenceShelf.Span, ArchivePlace)

    var span: EvidenceShelf.Span {
      switch self {
      case .atHand(let shelf): shelf.span
      case .away(let span, _): span
      }
    }
  }

  private var full: [Slot] = []
  /// The first of the full ones that is at hand; all behind it are.
  private var firstAtHand = 0
  /// The one that blocks are put on.
  private var open: EvidenceShelf?

  /// Puts events on the last shelf as a block.
  mutating func add(_ events: [Event], _ memory: EngineMemory) {
    if let shelf = open, shelf.isFull {
      full.append(.atHand(shelf))
      open = EvidenceShelf(behind: shelf.span)
      while full.count - firstAtHand > Self.mostAtHand, putAway(firstAtHand, memory) { firstAtHand += 1 }
    }
    open = open ?? EvidenceShelf(behind: nil)
    open?.add(events, memory)
  }

  /// The events of the blocks that reach to an instant or beyond.
  func events(of vehicle: VehicleID, from instant: Instant, _ memory: EngineMemory) -> [Event] {
    var events: [Event] = []
    for slot in full where slot.span.last >= instant { events += shelf(slot, memory).events(of: vehicle, from: instant, memory) }
    return events + (open?.events(of: vehicle, from: instant, memory) ?? [])
  }

  /// What became of an event that lies here, its receive time made the earlier one; `nil` when it does not.
  mutating func outcome(of event: Event, _ vehicle: VehicleID, _ memory: EngineMemory) -> EvidenceStore.Outcome? {
    guard let last = open, last.span.lastOfAll >= event.at else { return nil }
    let mark = EvidenceMark(of: event)
    if let outcome = open?.outcome(of: event, mark, vehicle, memory) { return outcome }
    for index in full.indices.reversed() {
      let span = full[index].span
      guard span.lastOfAll >= event.at else { return nil }
      guard span.first <= event.at, event.at <= span.last else { continue }
      var shelf = shelf(full[index], memory)
      guard let outcome = shelf.outcome(of: event, mark, vehicle, memory) else { continue }
      if outcome == .receivedEarlier {
        full[index] = .atHand(shelf)
        if index < firstAtHand, !putAway(index, memory) { firstAtHand = index }
      }
      return outcome
    }
    return nil
  }

  private func shelf(_ slot: Slot, _ memory: EngineMemory) -> EvidenceShelf {
    switch slot {
    case .atHand(let shelf): return shelf
    case .away(_, let place):
      guard let archive = memory.archive else { preconditionFailure("an engine keeps the archive it began with") }
      var reader = PackedReader(archive.block(at: place))
      let shelf = reader.read(EvidenceShelf.self)
      if reader.isDamaged { archive.fail(at: place) }
      return shelf
    }
  }

  /// Puts a full shelf away; false when there is no room.
  private mutating func putAway(_ index: Int, _ memory: EngineMemory) -> Bool {
    guard case .atHand(var shelf) = full[index] else { return true }
    shelf.archiveHeldBlocks(memory)
    var writer = PackedWriter()
    writer.write(shelf)
    guard let place = memory.archive?.store(writer.block()) else { return false }
    full[index] = .away(shelf.span, place)
    return true
  }

  /// Late reports and repeated ones are mostly of these.
  private static let mostAtHand = 4
}

extension EvidenceShelves: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(full)
    writer.write(firstAtHand)
    writer.write(open)
  }

  init(from reader: inout PackedReader) {
    full = reader.read()
    firstAtHand = reader.read()
    open = reader.read()
  }
}

extension EvidenceShelves.Slot: Packable {
  fileprivate func pack(into writer: inout PackedWriter) {
    switch self {
    case .atHand(let shelf):
      writer.write(true)
      writer.write(shelf)
    case .away(let span, let place):
      writer.write(false)
      writer.write(span)
      writer.write(place)
    }
  }

  fileprivate init(from reader: inout PackedReader) {
    self = reader.read(Bool.self) ? .atHand(reader.read()) : .away(reader.read(), reader.read())
  }
}
