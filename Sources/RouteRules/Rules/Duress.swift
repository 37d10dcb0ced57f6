import EscortDomain

/// `duress`: an act with a duress code, by anybody; one verdict for each vehicle and person from the first, and it stays open
/// (RULES.md 8.3-20).
enum Duress: Rule {
  static let id = RuleID.duress
  static let restsOn: Grounds = .acts

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    let window = transport.helpWindow
    for call in transport.duress {
      guard let first = call.instants.instants.first(where: window.contains) else { continue }
      findings.check(at: first)
      guard let cut = transport.cut(Interval(from: first, to: .distantFuture)) else { continue }
      findings.add(subject(transport, vehicle: call.vehicle, person: call.person), cut, .critical)
    }
  }
}
