import EscortDomain

/// `early-arrival` (regulation 3.4-b): the earliest of the declared arrival and any vehicle's entry into the destination lies
/// before 00:00 Asia/Shanghai of D−2. Not for the leg from the printing house; lifted by an approved exception.
enum EarlyArrival: Rule {
  static let id = RuleID.earlyArrival
  static let restsOn: Grounds = .custody

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    let plan = transport.plan
    guard plan.leg != .printerProvince, !plan.earlyArrivalException,
      let earliest = earliestAllowed(plan, transport.policy),
      let entry = Instant.earlier(transport.custody.declaredArrival, transport.custody.earliestEntry),
      let cut = transport.cut(Interval(from: entry, to: earliest))
    else { return }
    findings.check(at: earliest)
    findings.add(subject(transport), cut, .high, [("earliest", .string(earliest.rfc3339))])
  }

  /// 00:00 Asia/Shanghai of the day from which papers may arrive.
  static func earliestAllowed(_ plan: Transport, _ policy: Policy) -> Instant? {
    plan.firstSession.map { CivilDate(shanghai: $0).adding(days: -policy.earlyDays).shanghaiMidnight }
  }
}
