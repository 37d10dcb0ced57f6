import EscortDomain

/// The events of one vehicle, or the declarations of one transport, each occurrence once with its earliest receive time (RULES.md 8.1-3).
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

  /// As they came.
  private var kept: [Event] = []
  /// Their places in `kept` by device time: what comes late moves these and not the events.
  private var order: [UInt32] = []

  /// The events by device time.
  var events: some Sequence<Event> { order.lazy.map { kept[Int($0)] } }

  mutating func insert(_ event: Event) -> Outcome {
    if let last = order.last, kept[Int(last)].at >= event.at {
      var index = order.firstIndex(onceTrue: { kept[Int($0)].at >= event.at })
      while index < order.count, kept[Int(order[index])].at == event.at {
        let known = Int(order[index])
        if kept[known].isSameOccurrence(as: event) {
          guard event.received < kept[known].received else { return .known }
          kept[known].received = event.received
          return .receivedEarlier
        }
        index += 1
      }
      order.insert(UInt32(kept.count), at: index)
    } else {
      order.append(UInt32(kept.count))
    }
    kept.append(event)
    return .added
  }
}
