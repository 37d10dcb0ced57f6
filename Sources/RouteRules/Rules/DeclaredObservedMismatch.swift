import EscortDomain

/// `declared-observed-mismatch` (RULES.md §2): declared and observed departure, or arrival, differ by too much; or an arrival
/// is declared and none observed.
enum DeclaredObservedMismatch: Rule {
  static let id = RuleID.declaredObservedMismatch
  static let restsOn: Grounds = .custody

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    let custody = transport.custody
    compare(custody.declaredDeparture, custody.observedDeparture, of: "departure", transport, &findings)
    compare(custody.declaredArrival, custody.observedArrival, of: "arrival", transport, &findings)
    if let declared = custody.declaredArrival, custody.observedArrival == nil {
      guard transport.asOf - declared > transport.policy.declaredObservedMax else {
        return findings.check(at: declared + transport.policy.declaredObservedMax + .microsecond)
      }
      guard let cut = transport.cut(Interval(from: declared, to: .distantFuture)) else { return }
      findings.add(
        subject(transport, .of("arrival")), cut, .medium, [("declared", .string(declared.rfc3339)), ("observed", .null)])
    }
  }

  private static func compare(
    _ declared: Instant?, _ observed: Instant?, of aspect: String, _ transport: Judgement, _ findings: inout Findings
  ) {
    guard let declared, let observed else { return }
    let apart = Interval(from: min(declared, observed), to: max(declared, observed))
    guard apart.to - apart.from > transport.policy.declaredObservedMax, let cut = transport.cut(apart) else { return }
    findings.add(
      subject(transport, .of(aspect)), cut, .medium,
      [("declared", .string(declared.rfc3339)), ("observed", .string(observed.rfc3339))])
  }
}
