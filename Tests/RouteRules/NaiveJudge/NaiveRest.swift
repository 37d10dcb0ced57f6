import EscortDomain

/// The runs at rest of a vehicle, and what they do to confirmations, written out from RULES.md again.
enum NaiveRest {
  struct Run {
    let anchor: NaiveFixes.Fix
    let length: TimeSpan
  }

  static func runs(_ fixes: [NaiveFixes.Fix], _ policy: Policy) -> [Run] {
    func speed(_ index: Int) -> Double? {
      if let speed = fixes[index].speed { return speed }
      guard index > 0, fixes[index].at - fixes[index - 1].at <= policy.signalLoss else { return nil }
      return NaiveGeometry.metres(fixes[index].place, fixes[index - 1].place) / (fixes[index].at - fixes[index - 1].at).seconds * 3.6
    }
    var runs: [Run] = []
    var index = 0
    while index < fixes.count {
      guard let first = speed(index), first <= policy.restSpeedKilometresPerHour else {
        index += 1
        continue
      }
      var end = index + 1
      while end < fixes.count, let speed = speed(end), speed <= policy.restSpeedKilometresPerHour,
        NaiveGeometry.metres(fixes[index].place, fixes[end].place) <= policy.restRadiusMetres
      { end += 1 }
      let last = fixes[end - 1].at
      let isBrokenSoon = end < fixes.count && fixes[end].at - last <= policy.signalLoss
      runs.append(Run(anchor: fixes[index], length: (isBrokenSoon ? fixes[end].at : last) - fixes[index].at))
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
        run.length > policy.confirmStop && !NaiveGeometry.inside(plan.origin.area, run.anchor.place, policy.areaRadiusMetres)
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
}
