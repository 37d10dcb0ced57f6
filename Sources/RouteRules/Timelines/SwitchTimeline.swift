import EscortDomain

/// When something that is said to be on, or off, was on: from where it is said to be on to the next instant at which it is said to be off.
/// Of both at one instant, on stands (RULES.md 8.2-12).
struct SwitchTimeline: Sendable {
  private var on = SortedInstants()
  /// When it was on.
  private(set) var stretches = IntervalSet()

  /// Takes in that it is on.
  ///
  /// - Parameter nextOff: the first instant after that at which it is said to be off, whether or not it is said to be on then too.
  mutating func turnOn(at instant: Instant, nextOff: Instant?) {
    guard on.insert(instant) else { return }
    let nextOn = on.first(after: instant)
    // Where it is on again, it is on from here to where that ends.
    let goesOn = nextOn.map { $0 <= nextOff ?? .distantFuture } ?? false
    let end = goesOn ? nextOn.flatMap(end) : nextOff
    stretches.insert(Interval(from: instant, to: end ?? .distantFuture))
  }

  /// Takes in that it is off.
  mutating func turnOff(at instant: Instant) {
    guard !on.contains(instant), let end = end(at: instant) else { return }
    stretches.remove(Interval(from: instant, to: min(on.first(after: instant) ?? .distantFuture, end)))
  }

  /// Lets go of what nothing placed after an instant needs.
  mutating func trim(upTo instant: Instant) { on.trim(upTo: instant) }

  /// The end of the stretch an instant lies in; `nil` when it lies in none.
  private func end(at instant: Instant) -> Instant? {
    guard let part = stretches.parts(within: Interval(from: instant, to: .distantFuture)).first, part.from == instant else { return nil }
    return part.to
  }
}

/// Instants in order, each once.
struct SortedInstants: Sendable {
  private(set) var instants: [Instant] = []

  /// Puts an instant in its place; false when it is there.
  @discardableResult
  mutating func insert(_ instant: Instant) -> Bool {
    let index = instants.firstIndex(onceTrue: { $0 >= instant })
    if index < instants.count, instants[index] == instant { return false }
    instants.insert(instant, at: index)
    return true
  }

  /// Puts instants in place of those between two; `nil` is the end on that side.
  mutating func replace(after: Instant?, before: Instant?, with others: [Instant]) {
    let first = after.map { after in instants.firstIndex(onceTrue: { $0 > after }) } ?? 0
    let end = before.map { before in instants.firstIndex(onceTrue: { $0 >= before }) } ?? instants.count
    guard first < end || !others.isEmpty else { return }
    instants.replaceSubrange(first..<max(first, end), with: others)
  }

  /// Drops those up to an instant, it included.
  mutating func trim(upTo instant: Instant) {
    let end = instants.firstIndex(onceTrue: { $0 > instant })
    if end > 0 { instants = instants.holding(from: end) }
  }

  /// The first one after an instant.
  func first(after instant: Instant) -> Instant? {
    let index = instants.firstIndex(onceTrue: { $0 > instant })
    return index < instants.count ? instants[index] : nil
  }

  /// Whether an instant is there.
  func contains(_ instant: Instant) -> Bool {
    let index = instants.firstIndex(onceTrue: { $0 >= instant })
    return index < instants.count && instants[index] == instant
  }
}
