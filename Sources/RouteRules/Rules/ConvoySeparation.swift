import EscortDomain

/// `convoy-separation` (regulation 3.5-a): some two vehicles too far apart for too long, by their latest fixes. One verdict for the
/// transport; the time is that of the union over the pairs (RULES.md 8.3-24).
enum ConvoySeparation: Rule {
  static let id = RuleID.convoySeparation
  static let restsOn: Grounds = .positions

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    let pairs = transport.separations.pairs
    for apart in transport.separations.someApart.reaching(transport.since) {
      findings.check(at: max(apart.from, custody.from) + transport.policy.separationFor)
      findings.check(at: min(apart.to, custody.to))
      guard let cut = transport.cut(apart, to: custody), cut.length >= transport.policy.separationFor else { continue }
      let whole = Interval(from: cut.from, to: cut.to ?? transport.asOf + .microsecond)
      let parted = pairs.filter { !$0.timeline.apart.parts(within: whole).isEmpty }
      findings.add(
        subject(transport), cut, .medium,
        [("pairs", .array(parted.map { .array([$0.one, $0.other].map { .string(transport.vehicles[$0].id.text) }) }))])
    }
  }
}
