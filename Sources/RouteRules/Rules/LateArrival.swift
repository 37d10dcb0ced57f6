import EscortDomain

/// `late-arrival`: later than planned and its tolerance; critical when too close to the first session.
enum LateArrival: Rule {
  static let id = RuleID.lateArrival
  static let restsOn: Grounds = .custody

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    let planned = transport.plan.plannedArrival
    let from = planned + transport.policy.lateArrivalBy
    findings.check(at: from)
    let arrival = transport.custody.arrival
    guard let cut = transport.cut(Interval(from: from, to: arrival ?? .distantFuture)) else { return }
    var severity = Severity.high
    if let session = transport.plan.firstSession {
      let critical = session - transport.policy.lateCriticalBeforeSession
      if arrival ?? transport.asOf > critical { severity = .critical }
      if arrival == nil { findings.check(at: critical + .microsecond) }
    }
    findings.add(subject(transport), cut, severity, [("planned", .string(planned.rfc3339))])
  }
}
