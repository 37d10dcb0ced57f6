import EscortDomain

/// `late-departure`: later than planned and its tolerance.
enum LateDeparture: Rule {
  static let id = RuleID.lateDeparture
  static let restsOn: Grounds = .custody

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    let planned = transport.plan.plannedDeparture
    let from = planned + transport.policy.lateDepartureBy
    findings.check(at: from)
    let late = Interval(from: from, to: transport.custody.departure ?? .distantFuture)
    guard let cut = transport.cut(late) else { return }
    findings.add(subject(transport), cut, .medium, [("planned", .string(planned.rfc3339))])
  }
}
