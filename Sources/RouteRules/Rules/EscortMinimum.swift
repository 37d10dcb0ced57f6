import EscortDomain

/// `escort-minimum` (regulation 3.4-d, 3.6-g): over duty, fewer eligible escorts on a vehicle than required, for at least
/// the policy's time. A driver never counts.
enum EscortMinimum: Rule {
  static let id = RuleID.escortMinimum
  static let restsOn: Grounds = .acts

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    guard let duty = transport.custody.duty else { return }
    let required = transport.terms.escortsRequired
    for crew in transport.crew.onBoard {
      for interval in crew.tooFew.reaching(transport.since) {
        findings.check(at: max(interval.from, duty.from))
        guard let cut = transport.cut(interval, to: duty) else { continue }
        guard cut.length >= transport.policy.escortMinimumFor else {
          if cut.to == nil { findings.check(at: cut.from + transport.policy.escortMinimumFor) }
          continue
        }
        let end = cut.to ?? transport.asOf + .microsecond
        let present = crew.count.lowest(within: Interval(from: cut.from, to: end))
        findings.add(
          subject(transport, vehicle: crew.vehicle), cut, .critical,
          [("present", .integer(Int64(present))), ("required", .integer(Int64(required)))])
      }
    }
  }
}
