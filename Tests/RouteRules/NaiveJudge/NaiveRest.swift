import EscortDomain

/// The runs at rest of a vehicle, and what they do to confirmations, written out from RULES.md again.
enum NaiveRest {
  /// From its first fix to the one that broke it, or to its last.
  struct Span {
    let from: Instant
    let last: Instant
    /// When it ended; `nil` when no later fix came.
    let end: Instant?
    var length: TimeSpan { (end ?? last) - from }
  }

  struct Run {
    let anchor: NaiveFixes.Fix
    let span: Span
  }

  static func speed(_ fixes: [NaiveFixes.Fix], _ index: Int, _ policy: Policy) -> Double? {
    if let speed = fixes[index].speed { return speed }
    guard index > 0, fixes[index].at - fixes[index - 1].at <= policy.signalLoss else { return nil }
    return NaiveGeometry.metres(fixes[index].place, fixes[index - 1].place) / (fixes[index].at - fixes[index - 1].at).seconds * 3.6
  }

  /// The span of the fixes of a run.
  static func span(_ fixes: [NaiveFixes.Fix], _ range: Range<Int>, _ policy: Policy) -> Span {
    let last = fixes[range.upperBound - 1].at
    let next = range.upperBound < fixes.count ? fixes[range.upperBound].at : nil
    return Span(from: fixes[range.lowerBound].at, last: last, end: next.map { $0 - last <= policy.signalLoss ? $0 : last })
  }

  static func runs(_ fixes: [NaiveFixes.Fix], _ policy: Policy) -> [Run] {
    var runs: [Run] = []
    var index = 0
    while index < fixes.count {
      guard let first = speed(fixes, index, policy), first <= policy.restSpeedKilometresPerHour else {
        index += 1
        continue
      }
      var end = index + 1
      while end < fixes.count, let speed = speed(fixes, end, policy), speed <= policy.restSpeedKilometresPerHour,
        NaiveGeometry.metres(fixes[index].place, fixes[end].place) <= policy.restRadiusMetres
      { end += 1 }
      runs.append(Run(anchor: fixes[index], span: span(fixes, index..<end, policy)))
      index = end
    }
    return runs
  }
}

extension NaiveJudge {
  mutating func missedCheckIn(_ fixes: [[NaiveFixes.Fix]], _ duty: Stretch) {
    let escorts = Set(plan.vehicles.flatMap(\.crew).filter { $0.role == .escort }.map(\.person))
    let acts = evidence.compactMap { item -> (at: Instant, act: CrewAct)? in
      if case .act(let act) = item.fact { (item.at, act) } else { nil }
    }
    for (vehicle, fixes) in zip(plan.vehicles, fixes) {
      let stops = NaiveRest.runs(fixes, policy).filter { run in
        run.span.length > policy.confirmStop && !NaiveGeometry.inside(plan.origin.area, run.anchor.place, policy.areaRadiusMetres)
          && !NaiveGeometry.inside(plan.destination.area, run.anchor.place, policy.areaRadiusMetres)
      }
      for person in escorts {
        let own = acts.filter { $0.act.person == person }
        let proofs = Set(own.filter { $0.act.kind != .checkOut && $0.act.vehicle == vehicle.id }.map(\.at))
        let ends = own.filter { $0.act.kind == .checkOut ? $0.act.vehicle == vehicle.id : $0.act.vehicle != vehicle.id }.map(\.at)
        for proof in proofs where !ends.contains(proof) {
          let next = (proofs + ends).filter { $0 > proof }.min() ?? .distantFuture
          let early = stops.filter { $0.anchor.at > proof }.map { $0.anchor.at + policy.confirmStop }
          let due = (early + [proof + policy.checkInInterval]).min() ?? proof
          guard let (cut, _) = cut((due + policy.confirmGrace, next), duty) else { continue }
          let overdue = min(cut.to, asOf) - due
          add(
            .missedCheckIn, cut, overdue > policy.confirmCritical ? .critical : overdue > policy.confirmHigh ? .high : .medium,
            vehicle: vehicle.id, person: person)
        }
      }
    }
  }

  /// What is left of a run in a window; its length goes to its last fix while nothing ended it.
  func cut(_ span: NaiveRest.Span, _ window: Stretch) -> (Stretch, TimeSpan)? {
    if let end = span.end ?? (asOf - span.last > policy.signalLoss ? span.last : nil) { return cut((span.from, end), window) }
    guard let (left, _) = cut((span.from, .distantFuture), window) else { return nil }
    return (left, min(span.last, left.to) - left.from)
  }
}
