import EscortDomain

/// Where a fix is on the plan, and the rules that rest on that, written out from RULES.md again.
extension NaiveJudge {
  func isAtEnds(_ place: Coordinate) -> Bool {
    NaiveGeometry.inside(plan.origin.area, place, policy.areaRadiusMetres)
      || NaiveGeometry.inside(plan.destination.area, place, policy.areaRadiusMetres)
  }

  private func limits(_ place: Coordinate) -> [Double] {
    plan.stops.filter { NaiveGeometry.inside($0.area, place, policy.areaRadiusMetres) }.map { $0.limitSeconds ?? policy.stopLimit.seconds }
  }

  /// Metres from the route when that is more than the corridor allows; `nil` inside.
  private func offRoute(_ place: Coordinate) -> Double? {
    guard plan.route.points.count >= 2, !isAtEnds(place), limits(place).isEmpty else { return nil }
    let metres = NaiveGeometry.metresToRoute(plan.route.points, place)
    return metres > plan.corridorMetres ?? policy.corridorMetres ? metres : nil
  }

  private func speeds(_ fixes: [NaiveFixes.Fix]) -> [Double?] { fixes.indices.map { NaiveRest.speed(fixes, $0, policy) } }

  mutating func stops(_ fixes: [[NaiveFixes.Fix]], _ custody: Stretch) {
    for (vehicle, fixes) in zip(plan.vehicles, fixes) {
      for run in NaiveRest.runs(fixes, policy) where !isAtEnds(run.anchor.place) {
        guard let (cut, length) = cut(run.span, custody) else { continue }
        if let limit = limits(run.anchor.place).max() {
          if length.seconds > limit { add(.overstay, cut, .medium, vehicle: vehicle.id) }
        } else if length >= policy.stopFor {
          add(.unscheduledStop, cut, length >= policy.stopCritical ? .critical : .high, vehicle: vehicle.id)
        }
      }
    }
  }

  mutating func speeding(_ fixes: [[NaiveFixes.Fix]], _ custody: Stretch) {
    for (vehicle, fixes) in zip(plan.vehicles, fixes) {
      let speeds = speeds(fixes)
      var index = 0
      while index < fixes.count {
        var end = index
        while end < fixes.count, (speeds[end] ?? 0) > policy.speedLimitKilometresPerHour { end += 1 }
        defer { index = max(end, index + 1) }
        guard end > index else { continue }
        guard let (cut, length) = cut(NaiveRest.span(fixes, index..<end, policy), custody), length >= policy.speedingFor,
          fixes[index..<end].count(where: { custody.from <= $0.at && $0.at < custody.to }) >= 2
        else { continue }
        add(.speeding, cut, .medium, vehicle: vehicle.id)
      }
    }
  }

  mutating func deviations(_ fixes: [[NaiveFixes.Fix]], _ custody: Stretch) {
    for (vehicle, fixes) in zip(plan.vehicles, fixes) {
      let off = fixes.map { offRoute($0.place) }
      var index = 0
      while index < fixes.count {
        var end = index
        while end < fixes.count, off[end] != nil { end += 1 }
        defer { index = max(end, index + 1) }
        guard end > index else { continue }
        let stretch = (fixes[index].at, end < fixes.count ? fixes[end].at : Instant.distantFuture)
        let left = (index..<end).filter { custody.from <= fixes[$0].at && fixes[$0].at < custody.to }
        guard let (cut, length) = cut(stretch, custody), length >= policy.deviationFor, left.count >= policy.deviationFixes
        else { continue }
        let furthest = left.compactMap { off[$0] }.max() ?? 0
        add(.routeDeviation, cut, furthest > policy.deviationCriticalMetres ? .critical : .high, vehicle: vehicle.id)
      }
    }
  }

  mutating func displacements(_ fixes: [[NaiveFixes.Fix]], _ custody: Stretch) {
    for (vehicle, fixes) in zip(plan.vehicles, fixes) {
      for (one, next) in zip(fixes, fixes.dropFirst()) {
        guard let (cut, length) = cut((one.at, next.at), custody), length > policy.signalLoss, length >= policy.offlineFor else { continue }
        let metres = NaiveGeometry.metres(one.place, next.place)
        guard metres > policy.offlineDistanceMetres else { continue }
        let isFast = metres / (next.at - one.at).seconds * 3.6 > policy.offlineSpeedKilometresPerHour
        if isFast || offRoute(next.place) != nil { add(.offlineDisplacement, cut, .high, vehicle: vehicle.id) }
      }
    }
  }

  mutating func doors(_ fixes: [[NaiveFixes.Fix]], _ custody: Stretch) {
    for (vehicle, fixes) in zip(plan.vehicles, fixes) {
      var said: [Instant: Bool] = [:]
      for (at, fact) in evidence {
        switch fact {
        case .door(let report) where report.vehicle == vehicle.id: said[at] = said[at] == true || report.state == .open
        case .position(let report) where report.vehicle == vehicle.id:
          if let door = report.door { said[at] = said[at] == true || door == .open }
        default: break
        }
      }
      let states = said.sorted { $0.key < $1.key }
      func isOpen(_ time: Instant) -> Bool { states.last { $0.key <= time }?.value ?? false }
      func isOutside(_ time: Instant) -> Bool { !(fixes.last { $0.at <= time }.map { isAtEnds($0.place) } ?? false) }
      for stretch in stretches(where: { isOpen($0) && isOutside($0) }, states.map(\.key) + fixes.map(\.at), custody) {
        if let (cut, _) = cut(stretch, custody) { add(.doorOpen, cut, .critical, vehicle: vehicle.id) }
      }
    }
  }
}
