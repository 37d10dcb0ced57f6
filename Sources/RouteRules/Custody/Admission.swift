import EscortDomain

/// Whether, where and how an event counts for a transport (RULES.md 8.1-5…7).
struct Admission: Sendable {
  /// The event's place on the time line.
  let placed: Instant
  /// The instant from which it is known and counted.
  let activation: Instant
  /// What was said, received on the transport's clock.
  private(set) var event: Event
  /// Whether it comes from a clock that runs ahead: then it is placed at its receive time and proves nothing; what speaks against the
  /// transport in it, and what ends that, counts.
  let isAhead: Bool

  /// The admission of an event whose receive time is given on the transport's clock; `nil` when nothing of it counts.
  init?(_ event: Event, received: Instant, plan: Transport, policy: Policy) {
    isAhead = event.at - received > policy.clockAhead
    if isAhead, !Self.saysSomethingAhead(event.fact) { return nil }
    placed = isAhead ? received : event.at
    if event.fact.vehicle != nil, placed < plan.plannedDeparture - policy.evidenceLead { return nil }
    activation = max(placed, received)
    self.event = event
    self.event.received = received
  }

  /// What it says.
  var fact: Fact { event.fact }

  private static func saysSomethingAhead(_ fact: Fact) -> Bool {
    switch fact {
    case .recording(let heartbeat): heartbeat.state != .recording
    case .act(let act): act.kind == .checkOut || act.duress
    case .position(let report): report.isFix || report.alarms != nil || report.door != nil
    case .door, .alarm, .seal: true
    default: false
    }
  }
}
