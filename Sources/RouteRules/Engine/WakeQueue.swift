import EscortDomain

/// When each transport next wants to be judged, by its number, the earliest first. A change costs the logarithm of how many there are.
struct WakeQueue: Sendable {
  private struct Entry: Sendable {
    let wake: Instant
    let transport: Int
  }

  private var wakes: [Instant?] = []
  /// A binary heap; an entry that is no longer what `wakes` says is passed over.
  private var heap: [Entry] = []

  /// The earliest instant any of them waits for.
  var earliest: Instant? { heap.first?.wake }

  /// Sets what a transport waits for; `nil` when it waits for nothing.
  mutating func set(_ wake: Instant?, of transport: Int) {
    while wakes.count <= transport { wakes.append(nil) }
    guard wakes[transport] != wake else { return }
    wakes[transport] = wake
    if let wake { push(Entry(wake: wake, transport: transport)) }
    dropOutdated()
    if heap.count > 2 * wakes.count + Self.slack { rebuild() }
  }

  /// Takes out the transport that waits for the earliest instant, when that has come.
  mutating func next(dueAt instant: Instant) -> Int? {
    guard let first = heap.first, first.wake <= instant else { return nil }
    wakes[first.transport] = nil
    pop()
    dropOutdated()
    return first.transport
  }

  private static let slack = 64

  private mutating func dropOutdated() {
    while let first = heap.first, wakes[first.transport] != first.wake { pop() }
  }

  private mutating func rebuild() {
    heap = wakes.indices.compactMap { index in wakes[index].map { Entry(wake: $0, transport: index) } }.sorted { $0.wake < $1.wake }
  }

  private mutating func push(_ entry: Entry) {
    heap.append(entry)
    var index = heap.count - 1
    while index > 0, heap[index].wake < heap[(index - 1) / 2].wake {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var index = 0
    while true {
      var least = 2 * index + 1
      guard least < heap.count else { return }
      if least + 1 < heap.count, heap[least + 1].wake < heap[least].wake { least += 1 }
      guard heap[least].wake < heap[index].wake else { return }
      heap.swapAt(index, least)
      index = least
    }
  }
}
