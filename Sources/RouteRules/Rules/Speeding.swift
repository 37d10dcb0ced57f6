import EscortDomain

/// `speeding`: at least two consecutive fixes above the limit, for long enough.
enum Speeding: VehicleRule {
  static let id = RuleID.speeding
  static let restsOn: Grounds = .positions

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    for run in vehicle.speedings.runs(reaching: transport.since) {
      guard let cut = transport.cut(run, of: vehicle.speedings, to: custody, &findings), cut.length >= transport.policy.speedingFor else {
        continue
      }
      let fixes = run.members.summary(within: Interval(from: cut.from, to: custody.to))
      guard fixes.count >= 2 else { continue }
      findings.add(
        subject(transport, vehicle: vehicle.id), cut, .medium, fixes.greatest.map { [("greatest", .number($0))] } ?? [])
    }
  }
}
