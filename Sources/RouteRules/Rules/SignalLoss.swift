import EscortDomain

/// `signal-loss` (regulation 3.5-a): two consecutive fixes too far apart in time, or none for too long; from the last fix,
/// or from the start of custody where there is none before.
enum SignalLoss: VehicleRule {
  static let id = RuleID.signalLoss
  static let restsOn: Grounds = .positions

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    if let first = vehicle.fixes.firstUnmarked {
      judge(Interval(from: .distantPast, to: first.at), after: nil, vehicle, custody, transport, &findings)
    }
    for silence in vehicle.silences.silences(reaching: transport.since) {
      judge(silence.interval, after: silence.lastFix, vehicle, custody, transport, &findings)
    }
    let last = vehicle.lastFix
    let tail = Interval(from: last?.at ?? .distantPast, to: .distantFuture)
    judge(tail, after: last, vehicle, custody, transport, &findings)
  }

  private static func judge(
    _ silence: Interval, after lastFix: Fix?, _ vehicle: VehicleTimelines, _ custody: Interval,
    _ transport: Judgement, _ findings: inout Findings
  ) {
    guard let cut = transport.cut(silence, to: custody) else { return }
    guard cut.length > transport.policy.signalLoss else {
      if cut.to == nil { findings.check(at: cut.from + transport.policy.signalLoss + .microsecond) }
      return
    }
    let known = lastFix.map { longestExcused(at: $0.coordinate, transport) } ?? nil
    if let known, cut.length <= known {
      if cut.to == nil { findings.check(at: cut.from + known + .microsecond) }
      findings.add(subject(transport, vehicle: vehicle.id), cut, .info, [("zoneLimit", .number(known.seconds))])
    } else {
      findings.add(subject(transport, vehicle: vehicle.id), cut, .high)
    }
  }

  /// How long a loss may last that begins in a declared zone; `nil` outside all zones (RULES.md 8.3-16).
  private static func longestExcused(at coordinate: Coordinate, _ transport: Judgement) -> TimeSpan? {
    transport.plan.zones
      .filter { $0.area.contains(coordinate, defaultRadiusMetres: transport.policy.areaRadiusMetres) }
      .map { TimeSpan(seconds: $0.limitSeconds ?? 0) ?? .zero }
      .max()
  }
}
