import EscortDomain

/// The location reports one vehicle's unit makes over a scenario, with all that is wrong with them.
struct UnitReports {
  private let scenario: Scenario
  private let unit: Scenario.Unit
  private let itinerary: Itinerary
  private var generator: SeededGenerator
  private var losses: SeededGenerator

  init(_ scenario: Scenario, unit: Scenario.Unit, index: Int, seed: UInt64) {
    self.scenario = scenario
    self.unit = unit
    itinerary = Itinerary(scenario, vehicleAt: index)
    generator = SeededGenerator(seed: seed)
    losses = SeededGenerator(seed: seed ^ 0x1057_0F_AE11)
  }

  /// What it reports, and when; what is lost to noise is left out.
  ///
  /// - Parameter heartbeats: what the cameras say at an instant, for a unit whose location reports carry it.
  mutating func made(with heartbeats: (Instant) -> [CameraHeartbeat]) -> [(time: Instant, report: UnitReport)] {
    var reports: [(Instant, UnitReport)] = []
    var nextBeat = scenario.begins + unit.heartbeatOffset
    var at = scenario.begins + unit.reportOffset
    while at < scenario.ends {
      var beats: [CameraHeartbeat] = []
      if unit.heartbeatWay == .location, at >= nextBeat {
        beats = heartbeats(at)
        while nextBeat <= at { nextBeat = nextBeat + unit.heartbeatEvery }
      }
      let report = faulty(report(at: at, beats), at: at)
      let isLost = Double.random(in: 0..<1, using: &losses) < scenario.noise.lostShare
      if !isLost { reports.append((at, report)) }
      at = at + unit.reportEvery
    }
    return reports
  }

  private mutating func report(at: Instant, _ beats: [CameraHeartbeat]) -> UnitReport {
    let route = scenario.transport.route
    let progress = itinerary.progress(at: at)
    let place = route.point(alongMetres: progress.alongMetres) ?? Coordinate(latitude: 0, longitude: 0)
    let isAtEnd = progress.alongMetres + Self.lookAheadMetres > route.lengthMetres
    let here = isAtEnd ? route.point(alongMetres: progress.alongMetres - Self.lookAheadMetres) ?? place : place
    let ahead = isAtEnd ? place : route.point(alongMetres: progress.alongMetres + Self.lookAheadMetres) ?? place
    let isMoving = progress.metresPerSecond > 0.1
    let scatter = isMoving ? scenario.noise.movingMicrodegrees : scenario.noise.restingMicrodegrees
    let speed = isMoving ? progress.metresPerSecond * 3.6 + Double.random(in: -1.5...1.5, using: &generator) : 0
    return UnitReport(
      vehicle: unit.vehicle, at: at,
      latitudeMicrodegrees: Int((place.latitude * 1e6).rounded()) + Int.random(in: -scatter...scatter, using: &generator),
      longitudeMicrodegrees: Int((place.longitude * 1e6).rounded()) + Int.random(in: -scatter...scatter, using: &generator),
      altitudeMetres: Int.random(in: 40...60, using: &generator), speedTenths: max(0, Int((speed * 10).rounded())),
      courseDegrees: Int(here.bearingDegrees(to: ahead).rounded()) % 360, cameras: beats)
  }

  /// A report as the unit makes it with all that is wrong at an instant.
  private func faulty(_ report: UnitReport, at time: Instant) -> UnitReport {
    var report = report
    for fault in scenario.faults {
      switch fault.kind {
      case .jump(unit.vehicle, let metres) where time - unit.reportEvery < fault.from && fault.from <= time:
        report.place = report.place.moved(metres: metres, bearingDegrees: 0)
      case .frozen(unit.vehicle) where fault.holds(at: time):
        let metres = itinerary.progress(at: fault.from).alongMetres
        if let place = scenario.transport.route.point(alongMetres: metres) { report.place = place }
      case .drift(unit.vehicle, let metres) where fault.holds(at: time):
        let share = (time - fault.from).seconds / (fault.to - fault.from).seconds
        report.place = report.place.moved(metres: metres * 4 * share * (1 - share), bearingDegrees: 0)
      case .detour(unit.vehicle, let metres) where fault.holds(at: time):
        report.place = report.place.moved(metres: metres, bearingDegrees: Double(report.courseDegrees + 90))
      case .speeding(unit.vehicle, let speed) where fault.holds(at: time): report.speedTenths = Int((speed * 10).rounded())
      case .noFix(unit.vehicle) where fault.holds(at: time): report.hasFix = false
      case .doorOpen(unit.vehicle) where fault.holds(at: time): report.isDoorOpen = true
      case .alarm(unit.vehicle, let name) where fault.holds(at: time): report.alarms.append(name)
      case .clock(unit.vehicle, let ahead) where fault.holds(at: time): report.at = report.at + ahead
      default: break
      }
    }
    return report
  }

  private static let lookAheadMetres = 30.0
}
