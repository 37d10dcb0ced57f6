import EscortDomain

/// What one vehicle's unit says over a scenario.
struct UnitScript {
  private let scenario: Scenario
  private let unit: Scenario.Unit
  private var made: UnitReports
  private var delays: SeededGenerator

  init(_ scenario: Scenario, unit: Scenario.Unit, index: Int, seed: UInt64) {
    self.scenario = scenario
    self.unit = unit
    made = UnitReports(scenario, unit: unit, index: index, seed: seed)
    delays = SeededGenerator(seed: seed ^ 0x0DE1_A7)
  }

  /// The steps, each with when it leaves the unit: what falls into a lost uplink leaves when that is over, or never.
  var steps: [ConvoyScript.Step] {
    var script = self
    let outages = script.outages
    let reports = script.made.made(with: cameras(at:))
    var steps: [ConvoyScript.Step] = []
    for (time, report) in reports where !isOffline(at: time) {
      let sent = script.held(time)
      steps.append(step(sent, .report(report)))
      if isFaulty(.duplicates(unit.vehicle), at: time) { steps.append(step(sent + Self.secondSending, .report(report))) }
    }
    for (fault, stores) in outages {
      steps.append(step(fault.from, .uplinkLost))
      let stored = stores ? reports.filter { fault.holds(at: $0.time) }.map(\.report) : []
      for start in stride(from: 0, to: stored.count, by: Self.batchReports) {
        steps.append(step(fault.to, .backfill(Array(stored[start..<min(start + Self.batchReports, stored.count)]))))
      }
    }
    return steps + heartbeats + recordingLists
      + scenario.seals.filter { $0.report.vehicle == unit.vehicle }.map { seal in
        step(seal.at, .events([Event(at: seal.at, received: seal.at, fact: .seal(seal.report))]))
      }
  }

  private func step(_ sent: Instant, _ utterance: ConvoyScript.Utterance) -> ConvoyScript.Step {
    ConvoyScript.Step(sent: sent, source: .unit(unit.vehicle), utterance: utterance)
  }

  /// When a report made at an instant is sent: later where reports are held up, but on the connection it was made on.
  private mutating func held(_ time: Instant) -> Instant {
    for fault in scenario.faults where fault.holds(at: time) {
      guard case .reordering(unit.vehicle, let most) = fault.kind else { continue }
      let sent = min(time + TimeSpan(microseconds: Int64.random(in: 0...most.microseconds, using: &delays)), fault.to)
      if !outages.contains(where: { time < $0.fault.to && $0.fault.from <= sent + Self.secondSending }) { return sent }
    }
    return time
  }

  /// Heartbeats that go by a way of their own.
  private var heartbeats: [ConvoyScript.Step] {
    guard unit.heartbeatWay == .telemetry else { return [] }
    return heartbeatTimes.compactMap { beat in
      let outage = outages.first { $0.fault.holds(at: beat) }
      let events = cameras(at: beat).map { Event(at: beat, received: beat, fact: .recording($0)) }
      guard outage?.stores != false, !events.isEmpty else { return nil }
      return step(outage?.fault.to ?? beat, .events(events))
    }
  }

  /// The recording list, as often as a service asks for it: on a connection after a lost one, and on arrival.
  private var recordingLists: [ConvoyScript.Step] {
    let arrived = scenario.declarations.filter { $0.kind == .arrived }.map(\.at).max()
    return (outages.map(\.fault.to) + [arrived].compactMap(\.self)).compactMap { asked in
      let sent = asked + Self.wayOfTheQuestion
      let list = scenario.recordings(of: unit.vehicle, until: sent)
      return list.isEmpty || isOffline(at: sent) ? nil : step(sent, .recordingList(list))
    }
  }

  private var outages: [(fault: Scenario.Fault, stores: Bool)] {
    scenario.faults.compactMap { fault in
      if case .uplinkLost(unit.vehicle, let stores) = fault.kind { (fault, stores) } else { nil }
    }
  }

  private func isOffline(at instant: Instant) -> Bool { outages.contains { $0.fault.holds(at: instant) } }

  private func isFaulty(_ kind: Scenario.Fault.Kind, at instant: Instant) -> Bool {
    scenario.faults.contains { $0.kind == kind && $0.holds(at: instant) }
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

  /// What the cameras say at an instant; nothing while their heartbeats are lost.
  private func cameras(at instant: Instant) -> [CameraHeartbeat] {
    guard !isFaulty(.heartbeatsLost(unit.vehicle), at: instant) else { return [] }
    let numbers = scenario.transport.vehicles.first { $0.id == unit.vehicle }?.cameras ?? []
    let heartbeats = numbers.map { camera in
      var state = CameraHeartbeat.State.recording
      for fault in scenario.faults where fault.holds(at: instant) {
        if case .camera(unit.vehicle, camera, let said) = fault.kind { state = said }
      }
      // JT/T 1078 has no bit for a camera that is switched off; it shows no picture.
      if state == .stopped, unit.heartbeatWay == .location { state = .noSignal }
      return CameraHeartbeat(vehicle: unit.vehicle, camera: camera, state: state)
    }
    // In a location report storage is one thing for all cameras, and so is the alarm of a camera (RULES.md 8.4-25).
    guard unit.heartbeatWay == .location,
      heartbeats.contains(where: { $0.state == .fault }) || isFaulty(.alarm(unit.vehicle, name: "camera-fault"), at: instant)
    else { return heartbeats }
    return heartbeats.map { heartbeat in
      var heartbeat = heartbeat
      if heartbeat.state == .recording { heartbeat.state = .fault }
      return heartbeat
    }
  }

  /// How many stored reports go into one batch: what units on the market send.
  private static let batchReports = 50
  /// How long after the first a report is sent the second time, where it is.
  private static let secondSending = TimeSpan.seconds(1)
  private static let wayOfTheQuestion = TimeSpan.seconds(5)
}
