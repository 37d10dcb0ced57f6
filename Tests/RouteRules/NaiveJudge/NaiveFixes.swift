import EscortDomain

/// The fixes of a vehicle that count: one an instant, without jumps and frozen runs (RULES.md 8.2, 8.3-15).
enum NaiveFixes {
  struct Fix {
    let at: Instant
    let place: Coordinate
    let speed: Double?
  }

  static func counting(_ evidence: [(at: Instant, fact: Fact)], _ vehicle: VehicleID, _ policy: Policy) -> [Fix] {
    var all: [Fix] = []
    for (at, fact) in evidence {
      guard case .position(let report) = fact, report.vehicle == vehicle, report.valid else { continue }
      let place = report.coordinate
      guard abs(place.latitude) <= 90, abs(place.longitude) <= 180, place.latitude != 0 || place.longitude != 0 else { continue }
      all.append(Fix(at: at, place: place, speed: report.speedKilometresPerHour))
    }
    all.sort {
      ($0.at.microsecondsSince1970, $0.place.latitude, $0.place.longitude, $0.speed ?? .infinity)
        < ($1.at.microsecondsSince1970, $1.place.latitude, $1.place.longitude, $1.speed ?? .infinity)
    }
    var fixes: [Fix] = []
    for fix in all where fixes.last?.at != fix.at { fixes.append(fix) }

    func tooFar(_ a: Fix, _ b: Fix) -> Bool {
      let metres = NaiveGeometry.metres(a.place, b.place)
      let kilometresPerHour = metres / abs((a.at - b.at).seconds) * 3.6
      return metres > policy.implausibleDistanceMetres && kilometresPerHour > policy.implausibleSpeedKilometresPerHour
    }
    let withoutJumps = fixes.indices.filter { index in
      guard index > 0, index < fixes.count - 1 else { return true }
      return !(tooFar(fixes[index], fixes[index - 1]) && tooFar(fixes[index], fixes[index + 1]))
    }.map { fixes[$0] }

    return withoutJumps.indices.filter { index in
      func belongs(_ other: Int) -> Bool {
        withoutJumps[other].place == withoutJumps[index].place
          && (withoutJumps[other].speed ?? 0) > policy.frozenSpeedKilometresPerHour
      }
      guard belongs(index) else { return true }
      var first = index
      while first > 0, belongs(first - 1) { first -= 1 }
      var last = index
      while last < withoutJumps.count - 1, belongs(last + 1) { last += 1 }
      let frozen = last - first + 1 >= policy.frozenFixes && withoutJumps[last].at - withoutJumps[first].at >= policy.frozenFor
      return !frozen
    }.map { withoutJumps[$0] }
  }
}
