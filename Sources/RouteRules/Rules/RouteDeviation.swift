import EscortDomain

/// `route-deviation` (regulation 3.4): off the route by more than the corridor, from the first such fix to the next inside, whatever the
/// silence between (RULES.md 8.3-17).
enum RouteDeviation: VehicleRule {
  static let id = RuleID.routeDeviation
  static let restsOn: Grounds = .positions

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    for run in vehicle.deviations.runs(reaching: transport.since) {
      let deviation = Interval(from: run.anchor.at, to: run.brokenAt ?? .distantFuture)
      guard let cut = transport.cut(deviation, to: custody) else { continue }
      guard cut.length >= transport.policy.deviationFor else {
        if cut.to == nil { findings.check(at: cut.from + transport.policy.deviationFor) }
        continue
      }
      let fixes = run.members.summary(within: Interval(from: cut.from, to: custody.to))
      guard fixes.count >= transport.policy.deviationFixes else { continue }
      let greatest = fixes.greatest ?? 0
      findings.add(
        subject(transport, vehicle: vehicle.id), cut, greatest > transport.policy.deviationCriticalMetres ? .critical : .high,
        [("greatestMetres", .number(greatest.rounded()))])
    }
  }
}
