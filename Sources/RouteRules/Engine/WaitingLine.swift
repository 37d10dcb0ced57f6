import EscortDomain

/// Evidence that is told but does not count yet, in order of when it will.
struct WaitingLine: Sendable {
  private var entries: [Admission] = []
  /// Those before it counted already; they are dropped now and then.
  private var head = 0

  /// When the next one counts; `nil` when none waits.
  var nextActivation: Instant? { head < entries.count ? entries[head].activation : nil }

  /// Puts one in its place, behind those that count at the same instant.
  mutating func insert(_ entry: Admission) {
    if let last = entries.last, last.activation > entry.activation {
      let index = entries[head...].firstIndex(onceTrue: { $0.activation > entry.activation })
      entries.insert(entry, at: index)
    } else {
      entries.append(entry)
    }
  }

  /// Takes out the next one that counts at an instant.
  mutating func next(countingAt instant: Instant) -> Admission? {
    guard head < entries.count, entries[head].activation <= instant else { return nil }
    let entry = entries[head]
    head += 1
    if head == entries.count {
      entries.removeAll(keepingCapacity: true)
      head = 0
    } else if head > Self.mostDone, head > entries.count / 2 {
      entries.removeFirst(head)
      head = 0
    }
    return entry
  }

  /// Whether something holds of all that wait.
  func allSatisfy(_ holds: (Admission) -> Bool) -> Bool { entries[head...].allSatisfy(holds) }

  private static let mostDone = 1024
}
