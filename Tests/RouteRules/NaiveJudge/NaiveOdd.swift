import EscortDomain

/// Implausible positions, duress, seals and hand-overs, written out from RULES.md again.
extension NaiveJudge {
  mutating func implausible(_ custody: Stretch) {
    func tell(_ first: Instant, _ last: Instant, _ vehicle: VehicleID, _ kind: String) {
      let from = max(first, custody.from)
      let to = min(last, custody.to)
      guard from <= to, from < custody.to, from <= asOf else { return }
      verdicts.append(
        Verdict(
          subject: Verdict.Subject(
            rule: .implausiblePosition, transport: plan.id, vehicle: vehicle, aspect: Verdict.Aspect(field: "kind", value: kind)),
          from: from, to: to, severity: .medium))
    }
    for vehicle in plan.vehicles {
      let marks = NaiveFixes.marks(evidence, vehicle.id, policy)
      for jump in marks.jumps { tell(jump, jump, vehicle.id, "jump") }
      for frozen in marks.frozen { tell(frozen.from, frozen.to, vehicle.id, "frozen") }
      var cluster: Stretch?
      for received in knowledge.clockAhead(plan, vehicle.id, policy).sorted() {
        if let known = cluster, received - known.to <= policy.signalLoss {
          cluster = (known.from, received)
        } else {
          if let known = cluster { tell(known.from, known.to, vehicle.id, "clock-ahead") }
          cluster = (received, received)
        }
      }
      if let known = cluster { tell(known.from, known.to, vehicle.id, "clock-ahead") }
    }
  }

  mutating func duress(_ dutyEnd: Instant) {
    let window = (from: plan.plannedDeparture - .seconds(43_200), to: dutyEnd)
    var first: [VehicleID: [PersonID: Instant]] = [:]
    for (at, act) in knowledge.duressActs(plan, policy) where window.from <= at && at < window.to {
      first[act.vehicle, default: [:]][act.person] = min(first[act.vehicle]?[act.person] ?? at, at)
    }
    for (vehicle, people) in first {
      for (person, at) in people { add(.duress, (at, .distantFuture), .critical, vehicle: vehicle, person: person) }
    }
  }

  mutating func handOver(_ arrival: Instant?, _ handedOver: Instant?, _ stored: Instant?) {
    guard let arrival else { return }
    func tell(_ start: Instant, _ end: Instant?, _ annex: String) {
      let from = start + policy.handOverWithin
      let to = end ?? .distantFuture
      guard from < to, from <= asOf else { return }
      add(.handOverOverdue, (from, to), min(to, asOf) - from > policy.handOverHigh ? .high : .medium, of: annex)
    }
    tell(arrival, handedOver, "annex-1")
    if let handedOver { tell(handedOver, stored, "annex-2") }
  }

  mutating func seals(_ custody: Stretch?, _ duty: Stretch?) {
    for vehicle in plan.vehicles {
      let reports = evidence.compactMap { item -> (at: Instant, seal: SealReport)? in
        if case .seal(let seal) = item.fact, seal.vehicle == vehicle.id { (item.at, seal) } else { nil }
      }
      let applied = reports.filter { $0.seal.state == .applied }
      func isSo(_ time: Instant, _ isWrong: (Instant, SealReport) -> Bool) -> Bool {
        reports.contains { report in
          report.at <= time && isWrong(report.at, report.seal) && !applied.contains { report.at < $0.at && $0.at <= time }
        }
      }
      func isBroken(_ time: Instant) -> Bool { isSo(time) { _, seal in seal.state == .broken } }
      func isStrange(_ time: Instant) -> Bool {
        isSo(time) { at, seal in
          seal.state == .intact && !applied.isEmpty && !applied.contains { $0.seal.seal == seal.seal && $0.at <= at }
        }
      }
      func holds(_ window: Stretch?, _ time: Instant) -> Bool { window.map { $0.from <= time && time < $0.to } ?? false }
      let edges = reports.map(\.at) + [custody, duty].compactMap(\.self).flatMap { [$0.from, $0.to] }
      let found = stretches(
        where: { (holds(custody, $0) && isBroken($0)) || (holds(duty, $0) && isStrange($0)) }, edges, (.distantPast, .distantFuture))
      for stretch in found { add(.seal, stretch, .critical, vehicle: vehicle.id) }
    }
  }
}
