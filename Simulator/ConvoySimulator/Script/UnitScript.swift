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

  /// The steps, each with when it leaves the unit: what falls into a lost uplink leaves when that is over.
  var steps: [ConvoyScript.Step] {
    var script = self
    let outages = script.outages
    let reports = script.reports()
    let source = ConvoyScript.Source.unit(unit.vehicle)
    var steps: [ConvoyScript.Step] = []
    for report in reports where !outages.contains(where: { $0.contains(report.at) }) {
      steps.append(ConvoyScript.Step(sent: report.at, source: source, utterance: .report(report)))
    }
    for outage in outages {
      steps.append(ConvoyScript.Step(sent: outage.from, source: source, utterance: .uplinkLost))
      let stored = reports.filter { outage.contains($0.at) }
      for start in stride(from: 0, to: stored.count, by: Self.batchReports) {
        let batch = Array(stored[start..<min(start + Self.batchReports, stored.count)])
        steps.append(ConvoyScript.Step(sent: outage.to, source: source, utterance: .backfill(batch)))
      }
    }
    if unit.heartbeatWay == .telemetry {
      for beat in heartbeatTimes {
        let sent = outages.first { $0.contains(beat) }?.to ?? beat
        let events = cameras(at: beat).map { Event(at: beat, received: beat, fact: .recording($0)) }
        steps.append(ConvoyScript.Step(sent: sent, source: source, utterance: .events(events)))
      }
    }
    return steps
  }

  /// How many stored reports go into one batch: what units on the market send.
  private static let batchReports = 50

  private struct Span {
    let from: Instant
    let to: Instant
    func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }
  }

  private var outages: [Span] {
    scenario.faults.compactMap { fault in
      fault.kind == .uplinkLost(unit.vehicle) ? Span(from: fault.from, to: fault.to) : nil
    }
  }

  private var cameraNumbers: [Int] { scenario.transport.vehicles.first { $0.id == unit.vehicle }?.cameras ?? [] }

  private mutating func reports() -> [UnitReport] {
    var reports: [UnitReport] = []
    var nextBeat = scenario.begins + unit.heartbeatOffset
    var at = scenario.begins + unit.reportOffset
    while at < scenario.ends {
      var beats: [CameraHeartbeat] = []
      if unit.heartbeatWay == .location, at >= nextBeat {
        beats = cameras(at: at)
        while nextBeat <= at { nextBeat = nextBeat + unit.heartbeatEvery }
      }
      reports.append(report(at: at, beats))
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

  /// The instants of heartbeats: the regular ones, and one whenever a camera changes.
  private var heartbeatTimes: [Instant] {
    var times = Set<Instant>()
    var at = scenario.begins + unit.heartbeatOffset
    while at < scenario.ends {
      times.insert(at)
      at = at + unit.heartbeatEvery
    }
    for fault in scenario.faults {
      guard case .cameraStopped(let vehicle, _) = fault.kind, vehicle == unit.vehicle else { continue }
      times.formUnion([fault.from, fault.to].filter { $0 < scenario.ends })
    }
    return times.sorted()
  }

  private func cameras(at instant: Instant) -> [CameraHeartbeat] {
    cameraNumbers.map { camera in
      let isStopped = scenario.faults.contains { fault in
        fault.kind == .cameraStopped(unit.vehicle, camera: camera) && fault.from <= instant && instant < fault.to
      }
      // JT/T 1078 has no bit for a camera that is switched off; it shows no picture.
      let off: CameraHeartbeat.State = unit.heartbeatWay == .location ? .noSignal : .stopped
      return CameraHeartbeat(vehicle: unit.vehicle, camera: camera, state: isStopped ? off : .recording)
    }
  }

  private static let lookAheadMetres = 30.0
  /// Six metres of scatter on the road, two at rest.
  private static let movingScatterMicrodegrees = 55
  private static let restingScatterMicrodegrees = 18
}
