import EscortDomain

/// Whether and where an event counts for a transport (RULES.md 8.1-5…7).
struct Admission {
  /// The event's place on the time line.
  let placed: Instant
  /// The instant from which it is known and counted.
  let activation: Instant
  /// What of it counts.
  let fact: Fact

  /// The admission of an event whose receive time is given on the transport's clock; `nil` when it proves nothing.
  init?(_ event: Event, received: Instant, plan: Transport, policy: Policy) {
    if event.at - received > policy.clockAhead {
      guard let counting = Self.speakingAgainst(event.fact) else { return nil }
      fact = counting
      placed = received
    } else {
      fact = event.fact
      placed = event.at
    }
    if event.fact.vehicle != nil, placed < plan.plannedDeparture - policy.evidenceLead { return nil }
    activation = max(placed, received)
  }

  /// What speaks against a transport, or ends that, counts even from a clock that runs ahead, at its receive time; what would prove
  /// something does not: of a position the door and the alarms remain.
  private static func speakingAgainst(_ fact: Fact) -> Fact? {
    switch fact {
    case .recording(let heartbeat): return heartbeat.state != .recording ? fact : nil
    case .act(let act): return act.kind == .checkOut ? fact : nil
    case .door, .alarm, .seal: return fact
    case .position(var report):
      guard report.alarms != nil || report.door != nil else { return nil }
      report.valid = false
      return .position(report)
    default: return nil
    }
  }
}
