import EscortDomain

/// The fixes of a vehicle that count: one an instant, without jumps and frozen runs (RULES.md 8.2, 8.3-15).
enum NaiveFixes {
  struct Fix {
    let at: Instant
    let place: Coordinate
    let speed: Double?
  }

  /// Which fixes count, and where the others are implausible.
  struct Marked {
    var counting: [Fix] = []
    var jumps: [Instant] = []
    var frozen: [(from: Instant, to: Instant)] = []
  }

  static func counting(_ evidence: [(at: Instant, fact: Fact)], _ vehicle: VehicleID, _ policy: Policy) -> [Fix] {
    marks(evidence, vehicle, policy).counting
  }

  static func marks(_ evidence: [(at: Instant, fact: Fact)], _ vehicle: VehicleID, _ policy: Policy) -> Marked {
    let fixes = all(evidence, vehicle)
    var marked = Marked()
    func tooFar(_ a: Fix, _ b: Fix) -> Bool {
      let metres = NaiveGeometry.metres(a.place, b.place)
      let kilometresPerHour = metres / abs((a.at - b.at).seconds) * 3.6
      return metres > policy.implausibleDistanceMetres && kilometresPerHour > policy.implausibleSpeedKilometresPerHour
    }
    var plain: [Fix] = []
    for index in fixes.indices {
      let isBetween = index > 0 && index < fixes.count - 1
      if isBetween, tooFar(fixes[index], fixes[index - 1]), tooFar(fixes[index], fixes[index + 1]) {
        marked.jumps.append(fixes[index].at)
      } else {
        plain.append(fixes[index])
      }
    }
    var index = 0
    while index < plain.count {
      var end = index
      while end < plain.count, plain[end].place == plain[index].place, (plain[end].speed ?? 0) > policy.frozenSpeedKilometresPerHour {
        end += 1
      }
      if end - index >= policy.frozenFixes, plain[end - 1].at - plain[index].at >= policy.frozenFor {
        marked.frozen.append((plain[index].at, plain[end - 1].at))
      } else {
        end = max(end, index + 1)
        marked.counting += plain[index..<end]
      }
      index = end
    }
    return marked
  }

  private static func all(_ evidence: [(at: Instant, fact: Fact)], _ vehicle: VehicleID) -> [Fix] {
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
    return fixes
  }
}
