import EscortDomain

/// Whether and where an event counts for a transport (RULES.md 8.1-5…7).
struct Admission {
  /// The event's place on the time line.
  let placed: Instant
  /// The instant from which it is known and counted.
  let activation: Instant

  /// The admission of an event whose receive time is given on the transport's clock; `nil` when it proves nothing.
  init?(_ event: Event, received: Instant, plan: Transport, policy: Policy) {
    if event.at - received > policy.clockAhead {
      guard Self.speaksAgainst(event.fact) else { return nil }
      placed = received
    } else {
      placed = event.at
    }
    if event.fact.vehicle != nil, placed < plan.plannedDeparture - policy.evidenceLead { return nil }
    activation = max(placed, received)
  }

  /// What speaks against a transport counts even from a clock that runs ahead, at its receive time; what would prove
  /// something does not.
  private static func speaksAgainst(_ fact: Fact) -> Bool {
    switch fact {
    case .recording(let heartbeat): heartbeat.state != .recording
    case .act(let act): act.kind == .checkOut
    case .door, .alarm, .seal: true
    default: false
    }
  }
}
