import EscortDomain

/// `implausible-position`: a jump, a frozen receiver, or a clock that runs ahead; such fixes are kept and marked, and the other rules pass
/// over them (RULES.md 8.3-15). Cut to custody and not tested again, so that a single instant may remain.
enum ImplausiblePosition: VehicleRule {
  static let id = RuleID.implausiblePosition
  static let restsOn: Grounds = .positions

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    let marks = vehicle.fixes.marks
    for jump in marks.jumps(from: transport.since) { add(jump, jump, "jump", vehicle, transport, custody, &findings) }
    for run in marks.frozenRuns(reaching: transport.since) { add(run.first, run.last, "frozen", vehicle, transport, custody, &findings) }
    for run in vehicle.clockAhead.runs(reaching: transport.since) {
      add(run.first, run.last, "clock-ahead", vehicle, transport, custody, &findings)
    }
  }

  /// Adds what lies in custody of a stretch whose last instant belongs to it.
  private static func add(
    _ first: Instant, _ last: Instant, _ kind: String, _ vehicle: VehicleTimelines, _ transport: Judgement, _ custody: Interval,
    _ findings: inout Findings
  ) {
    let from = max(first, custody.from)
    let to = min(last, custody.to)
    guard from <= to, from < custody.to else { return }
    let cut = Judgement.Cut(from: from, to: to, length: to - from)
    findings.add(subject(transport, vehicle: vehicle.id, .kind(kind)), cut, .medium)
  }
}
