import EscortDomain

/// `hand-over-overdue` (regulation 3.4-k): Annex 1 not complete in time after the arrival, or Annex 2 after Annex 1; cut to neither custody
/// nor duty.
enum HandOverOverdue: Rule {
  static let id = RuleID.handOverOverdue
  static let restsOn: Grounds = .custody

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    guard let arrival = transport.custody.arrival else { return }
    judge("annex-1", since: arrival, until: transport.handedOver, transport, &findings)
    if let handedOver = transport.handedOver { judge("annex-2", since: handedOver, until: transport.stored, transport, &findings) }
  }

  private static func judge(
    _ annex: String, since start: Instant, until end: Instant?, _ transport: Judgement, _ findings: inout Findings
  ) {
    let from = start + transport.policy.handOverWithin
    findings.check(at: from)
    guard let cut = transport.cut(Interval(from: from, to: end ?? .distantFuture)) else { return }
    let isLong = cut.length > transport.policy.handOverHigh
    if cut.to == nil { findings.check(at: from + transport.policy.handOverHigh + .microsecond) }
    findings.add(subject(transport, .of(annex)), cut, isLong ? .high : .medium)
  }
}
