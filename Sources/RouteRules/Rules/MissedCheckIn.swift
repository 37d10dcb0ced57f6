import EscortDomain

/// `missed-check-in` (regulation 3.6-g): over duty, an escort who checked in did not confirm in time: half an hour after the last act, or
/// sooner when the vehicle stands still for long outside origin and destination.
enum MissedCheckIn: Rule {
  static let id = RuleID.missedCheckIn

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    guard let duty = transport.custody.duty else { return }
    let policy = transport.policy
    for watch in transport.crew.onBoard.flatMap({ $0.watches(reaching: transport.since) }) {
      let due = due(in: watch, transport)
      let from = due + policy.confirmGrace
      findings.check(at: due)
      findings.check(at: max(from, duty.from))
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
    return transport.crew.onBoard.flatMap { $0.watches(reaching: transport.asOf) }.filter { $0.interval.contains(transport.asOf) }
      .map { DueConfirmation(vehicle: $0.vehicle, person: $0.person, lastAct: $0.interval.from, due: due(in: $0, transport)) }
      .filter { $0.due <= transport.asOf }
      .sorted { $0.vehicle != $1.vehicle ? $0.vehicle < $1.vehicle : $0.person < $1.person }
  }

  /// When the confirmation of a watch comes due.
  private static func due(in watch: Watch, _ transport: Judgement) -> Instant {
    let usual = watch.interval.from + transport.policy.checkInInterval
    guard let rests = transport.vehicles.first(where: { $0.id == watch.vehicle })?.rests else { return usual }
    let sooner = rests.runs(after: watch.interval.from).prefix { $0.anchor.at + transport.policy.confirmStop < usual }
    let stop = sooner.first { run in
      !run.anchor.isInOrigin && !run.anchor.isInDestination && rests.length(of: run) > transport.policy.confirmStop
    }
    return min(usual, stop.map { $0.anchor.at + transport.policy.confirmStop } ?? usual)
  }
}
