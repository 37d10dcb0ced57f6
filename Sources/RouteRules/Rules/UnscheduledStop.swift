import EscortDomain

/// `unscheduled-stop`: at rest outside origin, destination and allowed stops for too long; the run's first fix decides the place
/// (RULES.md 8.3-18).
enum UnscheduledStop: VehicleRule {
  static let id = RuleID.unscheduledStop
  static let restsOn: Grounds = .positions

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    for run in vehicle.rests.runs(reaching: transport.since) where !run.anchor.isAtEitherEnd && run.anchor.stopLimit == nil {
      guard let cut = transport.cut(run, of: vehicle.rests, to: custody, &findings), cut.length >= transport.policy.stopFor
      else { continue }
      let severity: Severity = cut.length >= transport.policy.stopCritical ? .critical : .high
      findings.add(subject(transport, vehicle: vehicle.id), cut, severity)
    }
  }
}
