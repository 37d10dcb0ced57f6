import EscortDomain

/// The events of one vehicle, or the declarations of one transport, each occurrence once with its earliest receive time (RULES.md 8.1-3).
///
/// The latest to come are held as they are; those before lie packed in shelves, in the archive where there is one, and are read back when
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
  let vehicle: VehicleID?
  /// As they came, since the last block.
  private var kept: [Event] = []
  /// Their places in `kept` by device time: what comes late moves these and not the events.
  private var order: [UInt32] = []
  private var shelves = EvidenceShelves()

  init(of vehicle: VehicleID? = nil) {
    self.vehicle = vehicle
  }

  /// The events from an instant of device time on, in no order; of those before it some may be among them.
  func events(from instant: Instant = .distantPast, _ memory: EngineMemory) -> [Event] {
    guard let vehicle else { return kept }
    return shelves.events(of: vehicle, from: instant, memory) + kept
  }

  /// Whether an event is known, and not received later than now.
  func isKnown(_ event: Event, _ memory: EngineMemory) -> Bool {
    if let known = keptPlace(of: event) { return event.received >= kept[known].received }
    guard let vehicle else { return false }
    var shelves = shelves
    return shelves.outcome(of: event, vehicle, memory) == .known
  }

  mutating func insert(_ event: Event, _ memory: EngineMemory) -> Outcome {
    if let known = keptPlace(of: event) {
      guard event.received < kept[known].received else { return .known }
      kept[known].received = event.received
      return .receivedEarlier
    }
    if let vehicle, let outcome = shelves.outcome(of: event, vehicle, memory) { return outcome }
    order.insert(UInt32(kept.count), at: order.firstIndex(onceTrue: { kept[Int($0)].at > event.at }))
    kept.append(event)
    if vehicle != nil, kept.count >= memory.blockLength { shelve(memory) }
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

  private mutating func shelve(_ memory: EngineMemory) {
    shelves.add(kept, memory)
    kept.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
  }
}

/// Of what one vehicle told.
extension EvidenceStore: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(vehicle?.text ?? "")
    writer.write(ofOneVehicle: kept)
    writer.write(shelves)
  }

  init(from reader: inout PackedReader) {
    let vehicle = VehicleID(reader.read(String.self))
    self.init(of: vehicle)
    kept = reader.events(of: vehicle)
    order = kept.indices.sorted { (kept[$0].at, $0) < (kept[$1].at, $1) }.map { UInt32($0) }
    shelves = reader.read()
  }
}
