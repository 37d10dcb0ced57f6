import EscortDomain
import RouteRules

/// Judges a list of events offline.
enum Replay {
  /// The verdicts at an instant, in printed order, whatever the order of the events.
  static func verdicts(of events: [Event], asOf: Instant) -> [Verdict] {
    var engine = RuleEngine(clocking: .recorded, startingAt: asOf)
    for event in events { engine.take(event) }
    _ = engine.settle(at: asOf)
    return engine.verdicts(at: asOf)
  }

  /// The history of every verdict up to an instant: the events are taken in receive order, with timers in between.
  static func transitions(of events: [Event], until end: Instant) -> [Transition] {
    var engine = RuleEngine(clocking: .recorded)
    var transitions: [Transition] = []
    let known = events.filter { $0.received <= end }.sorted { $0.received < $1.received }
    var index = 0
    while index < known.count {
      let received = known[index].received
      while index < known.count, known[index].received == received {
        engine.take(known[index])
        index += 1
      }
      transitions += engine.settle(at: received)
    }
    return transitions + engine.settle(at: end)
  }
}
