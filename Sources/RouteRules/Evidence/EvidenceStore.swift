import EscortDomain

/// The events of one vehicle, or the declarations of one transport, each occurrence once with its earliest receive time (RULES.md 8.1-3).
///
/// The latest to come are held as they are; those before lie packed in blocks, in the archive where there is one, and are read back when
/// something must be judged anew, or when one comes that may be known.
struct EvidenceStore: Sendable {
  /// What taking an event in came to.
  enum Outcome {
    /// It was not known before.
    case added
    /// It was known, but as received later: what rested on its receive time must be judged anew.
    case receivedEarlier
    /// It was known.
    case known
  }

  /// Whose they are; `nil` of declarations, which are few and stay.
  private let vehicle: VehicleID?
  /// As they came, since the last block.
  private var kept: [Event] = []
  /// Their places in `kept` by device time: what comes late moves these and not the events.
  private var order: [UInt16] = []
  private var blocks: [EvidenceBlock] = []

  init(of vehicle: VehicleID? = nil) {
    self.vehicle = vehicle
  }

  /// All events, in no order.
  func events(_ memory: EngineMemory) -> [Event] {
    guard let vehicle else { return kept }
    return blocks.flatMap { $0.events(of: vehicle, memory) } + kept
  }

  mutating func insert(_ event: Event, _ memory: EngineMemory) -> Outcome {
    if let known = keptPlace(of: event) {
      guard event.received < kept[known].received else { return .known }
      kept[known].received = event.received
      return .receivedEarlier
    }
    if let outcome = outcomeOfKnown(event, memory) { return outcome }
    order.insert(UInt16(kept.count), at: order.firstIndex(onceTrue: { kept[Int($0)].at > event.at }))
    kept.append(event)
    if let vehicle, kept.count >= min(memory.blockLength, Int(UInt16.max)) { archive(vehicle, memory) }
    return .added
  }

  private func keptPlace(of event: Event) -> Int? {
    guard let last = order.last, kept[Int(last)].at >= event.at else { return nil }
    var index = order.firstIndex(onceTrue: { kept[Int($0)].at >= event.at })
    while index < order.count, kept[Int(order[index])].at == event.at {
      if kept[Int(order[index])].isSameOccurrence(as: event) { return Int(order[index]) }
      index += 1
    }
    return nil
  }

  /// What became of an event that lies in a block; `nil` when it lies in none.
  private mutating func outcomeOfKnown(_ event: Event, _ memory: EngineMemory) -> Outcome? {
    guard let vehicle else { return nil }
    for index in blocks.indices.reversed() {
      guard blocks[index].lastOfAll >= event.at else { return nil }
      guard blocks[index].mayHold(event) else { continue }
      var events = blocks[index].events(of: vehicle, memory)
      guard let known = events.firstIndex(where: { $0.isSameOccurrence(as: event) }) else { continue }
      guard event.received < events[known].received else { return .known }
      events[known].received = event.received
      blocks[index] = EvidenceBlock(events, lastBefore: blocks[index].lastOfAll, memory)
      return .receivedEarlier
    }
    return nil
  }

  /// How many of the latest blocks are known by fingerprints: those that late evidence mostly falls into.
  private static let mostMarked = 16

  private mutating func archive(_ vehicle: VehicleID, _ memory: EngineMemory) {
    blocks.append(EvidenceBlock(kept, lastBefore: blocks.last?.lastOfAll ?? .distantPast, memory))
    if blocks.count > Self.mostMarked { blocks[blocks.count - 1 - Self.mostMarked].forgetFingerprints() }
    kept.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
  }
}

/// Events of one vehicle, packed.
private struct EvidenceBlock: Sendable {
  private enum Content: Sendable {
    case held([UInt8])
    case archived(ArchivePlace)
  }

  private let first: Instant
  private let last: Instant
  /// The last instant of this block and all before it.
  let lastOfAll: Instant
  /// Of each event, in order: one that is not among them is not in the block. `nil` when they are forgotten.
  private var fingerprints: [UInt16]?
  private let content: Content

  init(_ events: [Event], lastBefore: Instant, _ memory: EngineMemory) {
    first = events.lazy.map(\.at).min() ?? .distantFuture
    last = events.lazy.map(\.at).max() ?? .distantPast
    lastOfAll = max(last, lastBefore)
    fingerprints = events.map(\.fingerprint).sorted()
    let bytes = EventPacker.block(of: events)
    content = memory.archive?.store(bytes).map(Content.archived) ?? .held(bytes)
  }

  /// Whether an event may be in it; false when it is not.
  func mayHold(_ event: Event) -> Bool {
    guard first <= event.at, event.at <= last else { return false }
    guard let fingerprints else { return true }
    let fingerprint = event.fingerprint
    let index = fingerprints.firstIndex(onceTrue: { $0 >= fingerprint })
    return index < fingerprints.count && fingerprints[index] == fingerprint
  }

  /// From here on it must be read to tell.
  mutating func forgetFingerprints() { fingerprints = nil }

  func events(of vehicle: VehicleID, _ memory: EngineMemory) -> [Event] {
    switch content {
    case .held(let bytes): return EventUnpacker.events(of: bytes, vehicle: vehicle)
    case .archived(let place):
      guard let archive = memory.archive else { preconditionFailure("an engine keeps the archive it began with") }
      return EventUnpacker.events(of: archive.block(at: place), vehicle: vehicle)
    }
  }
}

extension Event {
  /// The same for equal events, and seldom for others.
  fileprivate var fingerprint: UInt16 {
    var mixed = UInt64(bitPattern: at.microsecondsSince1970) &+ UInt64(PackedKind(fact)?.rawValue ?? 0) << 56
    if case .recording(let heartbeat) = fact { mixed &+= UInt64(truncatingIfNeeded: heartbeat.camera) << 48 }
    mixed = (mixed ^ (mixed >> 31)) &* 0x9E37_79B9_7F4A_7C15
    return UInt16(truncatingIfNeeded: mixed >> 48)
  }
}
