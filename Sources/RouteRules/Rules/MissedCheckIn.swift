import EscortDomain

/// `missed-check-in` (regulation 3.6-g): over duty, an escort who checked in did not confirm in time: half an hour after the last act, or
/// sooner when the vehicle stands still for long outside origin and destination.
enum MissedCheckIn: VehicleRule {
  static let id = RuleID.missedCheckIn
  static let restsOn: Grounds = [.positions, .acts]

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let duty = transport.custody.duty, let index = transport.crew.index(of: vehicle.id) else { return }
    let policy = transport.policy
    for watch in transport.crew.onBoard[index].watches(reaching: transport.since) {
      let due = due(in: watch, vehicle.rests, policy)
      let from = due + policy.confirmGrace
      if due < watch.interval.to {
        findings.check(at: due)
        findings.check(at: max(from, duty.from))
      }
      guard let cut = transport.cut(Interval(from: from, to: watch.interval.to), to: duty) else { continue }
      let overdue = (cut.to ?? transport.asOf) - due
      let severity: Severity = overdue > policy.confirmCritical ? .critical : overdue > policy.confirmHigh ? .high : .medium
      if cut.to == nil {
        for step in [policy.confirmHigh, policy.confirmCritical] { findings.check(at: due + step + .microsecond) }
      }
      findings.add(
        subject(transport, vehicle: watch.vehicle, person: watch.person), cut, severity, [("due", .string(due.rfc3339))])
    }
  }

  /// The confirmations that are due during duty and have not come, in order of vehicles and people.
  static func due(_ transport: Judgement) -> [DueConfirmation] {
    guard let duty = transport.custody.duty, duty.contains(transport.asOf) else { return [] }
    var due: [DueConfirmation] = []
    for (crew, vehicle) in zip(transport.crew.onBoard, transport.vehicles) {
      for watch in crew.watches(reaching: transport.asOf) where watch.interval.contains(transport.asOf) {
        let instant = Self.due(in: watch, vehicle.rests, transport.policy)
        guard instant <= transport.asOf else { continue }
        due.append(DueConfirmation(vehicle: watch.vehicle, person: watch.person, lastAct: watch.interval.from, due: instant))
      }
    }
    return due.sorted { $0.vehicle != $1.vehicle ? $0.vehicle < $1.vehicle : $0.person < $1.person }
  }

  /// When the confirmation of a watch comes due.
  private static func due(in watch: Watch, _ rests: RunTimeline, _ policy: Policy) -> Instant {
    let usual = watch.interval.from + policy.checkInInterval
    let stop = rests.runs(after: watch.interval.from).prefix { $0.anchor.at + policy.confirmStop < usual }
      .first { !$0.anchor.isAtEitherEnd && rests.length(of: $0) > policy.confirmStop }
    return min(usual, stop.map { $0.anchor.at + policy.confirmStop } ?? usual)
  }
}
