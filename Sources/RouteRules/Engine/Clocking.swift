import EscortDomain

/// Whose clock the receive times of the events are on.
public enum Clocking: Hashable, Sendable {
  /// They are what the rules judge by, as in a feed, where a scenario's clock has been applied already (FEED.md).
  case recorded
  /// They are the service's own; a simulated transport's clock has still to be applied to them.
  case live

  /// The clock to apply for a transport; `nil` for none.
  func clock(of plan: Transport?) -> ScenarioClock? {
    guard self == .live, let plan, plan.isSimulated else { return nil }
    return plan.clock
  }

  /// From when a line counts, on the clock of the transport that is judged.
  func activation(of line: Event, under plan: Transport?) -> Instant {
    let received = clock(of: plan)?.scenarioTime(at: line.received) ?? line.received
    return max(line.at, received)
  }

  /// From when a plan counts, on the service's clock.
  func activationOnWall(of line: Event) -> Instant {
    guard case .transport(let plan) = line.fact, let clock = clock(of: plan) else { return max(line.at, line.received) }
    return max(clock.wallTime(of: line.at), line.received)
  }
}
