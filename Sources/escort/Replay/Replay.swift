import EscortDomain
import RouteRules

/// Judges events offline as they are read.
struct Replay {
  private var engine = RuleEngine(clocking: .recorded, memory: BlockFile.replayMemory)
  private let asOf: Instant?
  /// The latest receive time of all that was read, counted or not (RULES.md 8.1-3).
  private(set) var latest: Instant?

  /// - Parameter asOf: the instant asked for; `nil` for the latest receive time.
  init(asOf: Instant? = nil) {
    self.asOf = asOf
  }

  /// Takes the next events in, in any order.
  mutating func take(_ events: some Sequence<Event>) {
    var known = latest ?? .distantPast
    for event in events {
      known = max(known, event.received)
      if event.received <= asOf ?? .distantFuture { engine.take(event) }
    }
    latest = known == .distantPast ? nil : known
    engine.skip(to: min(known, asOf ?? known))
  }

  /// The verdicts, in printed order; none without an event.
  mutating func verdicts() -> [Verdict] {
    guard let instant = asOf ?? latest else { return [] }
    _ = engine.settle(at: instant)
    return engine.verdicts(at: instant)
  }

  /// The verdicts at an instant, in printed order, whatever the order of the events.
  static func verdicts(of events: [Event], asOf: Instant) -> [Verdict] {
    var replay = Replay(asOf: asOf)
    replay.take(events)
    return replay.verdicts()
  }

  /// The history of every verdict up to an instant: the events are taken in receive order, with timers in between.
  static func transitions(of events: [Event], until end: Instant) -> [Transition] {
    var history = ReplayHistory(until: end)
    _ = history.take(events.filter { $0.received <= end }.sorted { $0.received < $1.received })
    return history.finish(at: end)
  }
}

/// Tells the history of every verdict while events are read in the order they were received.
struct ReplayHistory {
  private var engine = RuleEngine(clocking: .recorded, memory: BlockFile.replayMemory)
  private var transitions: [Transition] = []
  private(set) var latest: Instant?
  private let end: Instant?

  /// - Parameter end: what is received later is left out; `nil` for nothing.
  init(until end: Instant?) {
    self.end = end
  }

  /// Takes the next events in; false, with nothing said of them, when one was received before one that was taken in already.
  mutating func take(_ events: some Sequence<Event>) -> Bool {
    for event in events {
      if let latest {
        guard event.received >= latest else { return false }
        if event.received > latest, latest <= end ?? .distantFuture { transitions += engine.settle(at: latest) }
      }
      latest = event.received
      if event.received <= end ?? .distantFuture { engine.take(event) }
    }
    return true
  }

  /// What happened up to an instant.
  mutating func finish(at instant: Instant) -> [Transition] {
    transitions += engine.settle(at: instant)
    return transitions
  }
}
