import EscortDomain

/// `overstay`: at rest inside an allowed stop for longer than its limit; of overlapping stops the largest limit counts (RULES.md 8.3-18).
enum Overstay: VehicleRule {
  static let id = RuleID.overstay
  static let restsOn: Grounds = .positions

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    for run in vehicle.rests.runs(reaching: transport.since) where !run.anchor.isAtEitherEnd {
      guard let limit = run.anchor.stopLimit,
        let cut = transport.cut(run, of: vehicle.rests, to: custody, &findings), cut.length > limit
      else { continue }
      findings.add(subject(transport, vehicle: vehicle.id), cut, .medium, [("limit", .number(limit.seconds))])
    }
  }
}
