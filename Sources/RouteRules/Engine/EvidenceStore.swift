import EscortDomain

/// The events of one vehicle, or the declarations of one transport, in device-time order, each occurrence once with its
/// earliest receive time (RULES.md 8.1-3).
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

  private(set) var events: [Event] = []

  mutating func insert(_ event: Event) -> Outcome {
    if let last = events.last, last.at < event.at {
      events.append(event)
      return .added
    }
    var index = events.firstIndex(onceTrue: { $0.at >= event.at })
    while index < events.count, events[index].at == event.at {
      if events[index].isSameOccurrence(as: event) {
        guard event.received < events[index].received else { return .known }
        events[index].received = event.received
        return .receivedEarlier
      }
      index += 1
    }
    events.insert(event, at: index)
    return .added
  }
}
