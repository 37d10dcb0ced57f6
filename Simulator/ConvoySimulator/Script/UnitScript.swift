import EscortDomain

/// What one vehicle's unit says over a scenario.
struct UnitScript {
  private let scenario: Scenario
  private let unit: Scenario.Unit
  private let itinerary: Itinerary
  private let lag: TimeSpan
  private var generator: SeededGenerator

  init(_ scenario: Scenario, unit: Scenario.Unit, index: Int, seed: UInt64) {
    self.scenario = scenario
    self.unit = unit
    itinerary = Itinerary(scenario)
    lag = TimeSpan(microseconds: scenario.drive.headway.microseconds * Int64(index))
    generator = SeededGenerator(seed: seed)
  }

  /// The steps, each with when it leaves the unit: what falls into a lost uplink leaves when that is over, or never.
  var steps: [ConvoyScript.Step] {
    var script = self
    let outages = script.outages
    let reports = script.reports()
    let source = ConvoyScript.Source.unit(unit.vehicle)
    var steps: [ConvoyScript.Step] = []
    for (time, report) in reports where !outages.contains(where: { $0.fault.holds(at: time) }) {
      steps.append(ConvoyScript.Step(sent: time, source: source, utterance: .report(report)))
    }
    for (fault, stores) in outages {
      steps.append(ConvoyScript.Step(sent: fault.from, source: source, utterance: .uplinkLost))
      let stored = stores ? reports.filter { fault.holds(at: $0.time) }.map(\.report) : []
      for start in stride(from: 0, to: stored.count, by: Self.batchReports) {
        let batch = Array(stored[start..<min(start + Self.batchReports, stored.count)])
        steps.append(ConvoyScript.Step(sent: fault.to, source: source, utterance: .backfill(batch)))
      }
    }
    if unit.heartbeatWay == .telemetry {
      for beat in heartbeatTimes {
        let outage = outages.first { $0.fault.holds(at: beat) }
        if outage?.stores == false { continue }
        let events = cameras(at: beat).map { Event(at: beat, received: beat, fact: .recording($0)) }
        steps.append(ConvoyScript.Step(sent: outage?.fault.to ?? beat, source: source, utterance: .events(events)))
      }
    }
    for seal in scenario.seals where seal.report.vehicle == unit.vehicle {
      let event = Event(at: seal.at, received: seal.at, fact: .seal(seal.report))
      steps.append(ConvoyScript.Step(sent: seal.at, source: source, utterance: .events([event])))
    }
    return steps
  }

  /// How many stored reports go into one batch: what units on the market send.
  private static let batchReports = 50

  private var outages: [(fault: Scenario.Fault, stores: Bool)] {
    scenario.faults.compactMap { fault in
      if case .uplinkLost(unit.vehicle, let stores) = fault.kind { (fault, stores) } else { nil }
    }
  }

  private var cameraNumbers: [Int] { scenario.transport.vehicles.first { $0.id == unit.vehicle }?.cameras ?? [] }

  /// What it reports, and when.
  private mutating func reports() -> [(time: Instant, report: UnitReport)] {
    var reports: [(Instant, UnitReport)] = []
    var nextBeat = scenario.begins + unit.heartbeatOffset
    var at = scenario.begins + unit.reportOffset
    while at < scenario.ends {
      var beats: [CameraHeartbeat] = []
      if unit.heartbeatWay == .location, at >= nextBeat {
        beats = cameras(at: at)
        while nextBeat <= at { nextBeat = nextBeat + unit.heartbeatEvery }
      }
      reports.append((at, faulty(report(at: at, beats), at: at)))
      at = at + unit.reportEvery
    }
    return reports
  }

  private mutating func report(at: Instant, _ beats: [CameraHeartbeat]) -> UnitReport {
    let route = scenario.transport.route
    let progress = itinerary.progress(at: at - lag)
    let place = route.point(alongMetres: progress.alongMetres) ?? Coordinate(latitude: 0, longitude: 0)
    let isAtEnd = progress.alongMetres + Self.lookAheadMetres > route.lengthMetres
    let here = isAtEnd ? route.point(alongMetres: progress.alongMetres - Self.lookAheadMetres) ?? place : place
    let ahead = isAtEnd ? place : route.point(alongMetres: progress.alongMetres + Self.lookAheadMetres) ?? place
    let isMoving = progress.metresPerSecond > 0.1
    let scatter = isMoving ? Self.movingScatterMicrodegrees : Self.restingScatterMicrodegrees
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
        let metres = itinerary.progress(at: fault.from - lag).alongMetres
        if let place = scenario.transport.route.point(alongMetres: metres) { report.place = place }
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

  /// The instants of heartbeats: the regular ones, and one whenever a camera changes.
  private var heartbeatTimes: [Instant] {
    var times = Set<Instant>()
    var at = scenario.begins + unit.heartbeatOffset
    while at < scenario.ends {
      times.insert(at)
      at = at + unit.heartbeatEvery
    }
    for fault in scenario.faults {
      guard case .camera(unit.vehicle, _, _) = fault.kind else { continue }
      times.formUnion([fault.from, fault.to].filter { $0 < scenario.ends })
    }
    return times.sorted()
  }

  private func cameras(at instant: Instant) -> [CameraHeartbeat] {
    cameraNumbers.map { camera in
      var state = CameraHeartbeat.State.recording
      for fault in scenario.faults where fault.holds(at: instant) {
        if case .camera(unit.vehicle, camera, let said) = fault.kind { state = said }
      }
      // JT/T 1078 has no bit for a camera that is switched off; it shows no picture.
      if state == .stopped, unit.heartbeatWay == .location { state = .noSignal }
      return CameraHeartbeat(vehicle: unit.vehicle, camera: camera, state: state)
    }
  }

  private static let lookAheadMetres = 30.0
  /// Six metres of scatter on the road, two at rest.
  private static let movingScatterMicrodegrees = 55
  private static let restingScatterMicrodegrees = 18
}
