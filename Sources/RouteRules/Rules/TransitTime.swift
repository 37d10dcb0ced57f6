import EscortDomain

/// `transit-time`: on the road for longer than a multiple of the planned duration.
enum TransitTime: Rule {
  static let id = RuleID.transitTime
  static let restsOn: Grounds = .custody

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    guard let departure = transport.custody.departure else { return }
    let planned = transport.plan.plannedArrival - transport.plan.plannedDeparture
    let allowed = planned.scaled(by: transport.policy.transitFactor)
    findings.check(at: departure + allowed)
    let over = Interval(from: departure + allowed, to: transport.custody.arrival ?? .distantFuture)
    guard let cut = transport.cut(over) else { return }
    findings.add(subject(transport), cut, .high, [("allowedSeconds", .number(allowed.seconds))])
  }
}
