import EscortDomain

/// One engine of several, what it was given to do and not done yet, and what that came to.
struct EngineShard: Sendable {
  private struct Settling: Sendable {
    let step: Int
    let instant: Instant
    /// How many of the events come before it.
    let after: Int
  }

  var engine: RuleEngine
  private var events: [Event] = []
  private var settlings: [Settling] = []
  private var outcomes: [(step: Int, outcome: ShardedRuleEngine.Outcome)] = []

  init(_ engine: RuleEngine) {
    self.engine = engine
  }

  /// How many events wait to be taken in.
  var waiting: Int { events.count }

  /// Gives an event to be taken in.
  mutating func give(_ event: Event) { events.append(event) }

  /// Gives an instant to judge at, behind the events given so far.
  mutating func settle(at instant: Instant, step: Int) {
    settlings.append(Settling(step: step, instant: instant, after: events.count))
  }

  /// Does what was given, in its order.
  mutating func work() {
    var taken = 0
    for settling in settlings {
      while taken < settling.after {
        engine.take(events[taken])
        taken += 1
      }
      guard let wake = engine.nextWake, wake <= settling.instant else { continue }
      var outcome = ShardedRuleEngine.Outcome()
      outcome.transitions = engine.settle(at: settling.instant) { outcome.clocks.append(($0, $1)) }
      outcomes.append((settling.step, outcome))
    }
    for event in events[taken...] { engine.take(event) }
    events.removeAll(keepingCapacity: true)
    settlings.removeAll(keepingCapacity: true)
  }

  /// Adds what the steps came to here to what they came to elsewhere.
  mutating func tell(_ steps: inout [ShardedRuleEngine.Outcome]) {
    for (step, outcome) in outcomes {
      steps[step].transitions += outcome.transitions
      steps[step].clocks += outcome.clocks
    }
    outcomes.removeAll(keepingCapacity: true)
  }
}
