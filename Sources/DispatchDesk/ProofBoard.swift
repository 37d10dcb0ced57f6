import EscortDomain
import RouteRules

/// Makes the four proofs of a transport, and of each of its vehicles, from what is known.
struct ProofBoard {
  let picture: TransportPicture
  /// How far each vehicle has come along its route.
  let progress: [RouteProgress]
  let alerts: [Alert]
  let sight: (VehicleID) -> VehicleWatch.Sight
  /// How the clock of a terminal stands.
  let clock: (String) -> DeviceClock?

  private var open: [Alert] { alerts.filter { $0.state == .open } }
  private var dutySoFar: Interval? {
    picture.custody.duty.map { $0.intersection(Interval(from: $0.from, to: picture.asOf)) }
  }
  private var isOnDuty: Bool { picture.custody.duty?.contains(picture.asOf) ?? false }

  // MARK: Escorts

  /// The escorts of a vehicle; outside duty nobody asks for them.
  func escorts(of vehicle: VehicleID) -> TransportView.EscortProof {
    let present = picture.escortsOnBoard(vehicle).count(at: picture.asOf)
    let required = picture.escortsRequired
    let state: ProofState = !isOnDuty ? .unknown : present >= required ? .proved : .violated
    return TransportView.EscortProof(state: state, present: present, required: required)
  }

  var escorts: TransportView.EscortProof {
    picture.vehicles.map { escorts(of: $0.id) }.min { $0.present < $1.present }
      ?? TransportView.EscortProof(state: .unknown, present: 0, required: picture.escortsRequired)
  }

  // MARK: Recording

  /// The recording of a vehicle's cameras.
  func recording(of vehicle: VehicleTimelines) -> TransportView.RecordingProof {
    let cameras = vehicle.cameras.map(\.timeline)
    guard let duty = dutySoFar, !cameras.isEmpty, duty.to > duty.from else {
      return TransportView.RecordingProof(state: .unknown, gap: nil, share: nil)
    }
    let gaps = cameras.map { picture.unprovedRecording(of: $0) }
    let running = gaps.compactMap(\.last).filter { $0.to >= duty.to }
    let lost = gaps.joined().reduce(0) { $0 + ($1.to - $1.from).seconds }
    let whole = (duty.to - duty.from).seconds * Double(cameras.count)
    return TransportView.RecordingProof(
      state: running.isEmpty || !isOnDuty ? (cameras.contains { $0.lastHeartbeat == nil } ? .unknown : .proved) : .violated,
      gap: (running.isEmpty ? Array(gaps.joined()) : running).map { $0.to - $0.from }.max(),
      share: min(1, max(0, 1 - lost / whole)))
  }

  var recording: TransportView.RecordingProof {
    let proofs = picture.vehicles.filter { !$0.cameras.isEmpty }.map { recording(of: $0) }
    let states = proofs.map(\.state)
    let violated = proofs.filter { $0.state == .violated }
    let shares = proofs.compactMap(\.share)
    return TransportView.RecordingProof(
      state: !violated.isEmpty ? .violated : states.isEmpty || states.contains(.unknown) ? .unknown : .proved,
      gap: (violated.isEmpty ? proofs : violated).compactMap(\.gap).max(),
      share: shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count))
  }

  // MARK: Route

  var route: TransportView.RouteProof {
    guard let custody = picture.custody.custody, custody.contains(picture.asOf) else {
      return TransportView.RouteProof(state: .unknown, offRouteMetres: nil, silence: nil)
    }
    let silences = picture.vehicles.compactMap { vehicle in
      vehicle.lastFix.map { picture.asOf - $0.at }
    }
    let longest = silences.max().flatMap { $0 > picture.policy.signalLoss ? $0 : nil }
    let off = picture.vehicles.compactMap { $0.lastFix?.offRouteMetres }.max()
    let isKnown = silences.count == picture.vehicles.count && picture.plan.route.points.count >= 2
    let state: ProofState = longest != nil || off != nil ? .violated : isKnown ? .proved : .unknown
    return TransportView.RouteProof(state: state, offRouteMetres: off, silence: longest)
  }

  var corridorMetres: Double { picture.plan.corridorMetres ?? picture.policy.corridorMetres }

  /// When the convoy will arrive; once it has, nothing is foretold.
  var forecast: ArrivalForecast? {
    guard picture.custody.arrival == nil else { return nil }
    return ArrivalForecast(
      plan: picture.plan, policy: picture.policy, asOf: picture.asOf, departure: picture.custody.departure, vehicles: progress)
  }

  // MARK: Time

  var time: TransportView.TimeProof {
    let timing: Set<RuleID> = [.earlyArrival, .lateArrival, .lateDeparture, .transitTime]
    let found = alerts.filter { $0.state != .withdrawn && timing.contains($0.verdict.subject.rule) }
    let isEarly = found.contains { $0.verdict.subject.rule == .earlyArrival }
    let late = found.filter { $0.verdict.subject.rule == .lateArrival || $0.verdict.isOpen }
    let isDepartureKnown = picture.custody.departure != nil
    let planned = isDepartureKnown ? picture.plan.plannedArrival : picture.plan.plannedDeparture
    let actual = picture.custody.arrival ?? picture.asOf
    return TransportView.TimeProof(
      state: isEarly || !late.isEmpty ? .violated : isDepartureKnown ? .proved : .unknown,
      late: late.isEmpty || actual <= planned ? nil : actual - planned, isEarly: isEarly)
  }

  // MARK: Rules

  var rules: [TransportView.RuleStanding] {
    RuleBook.ruleIDs.map { rule in
      let found = alerts.filter { $0.verdict.subject.rule == rule && $0.state != .withdrawn }
      let running = found.filter { $0.state == .open }
      let hasBegun = picture.custody.departure != nil || picture.custody.duty != nil
      return TransportView.RuleStanding(
        rule: rule, state: !running.isEmpty ? .violated : hasBegun ? .proved : .unknown,
        severity: running.map(\.verdict.severity).max(), ended: found.count - running.count)
    }
  }

  // MARK: The whole

  var stage: TransportView.Stage {
    if picture.stored != nil { return .stored }
    if let duty = picture.custody.duty, duty.to <= picture.asOf { return .handedOver }
    if picture.custody.arrival != nil { return .arrived }
    return picture.custody.departure != nil ? .enRoute : .planned
  }

  var view: TransportView {
    let forecast = forecast
    return TransportView(
      plan: picture.plan, corridorMetres: corridorMetres, asOf: picture.asOf, custody: picture.custody, stage: stage,
      remainingMetres: picture.custody.arrival != nil ? 0 : forecast?.remainingMetres, forecast: forecast,
      warnings: forecast.map { ArrivalWarning.warnings(of: $0, on: picture.plan, policy: picture.policy) } ?? [],
      severity: open.map(\.verdict.severity).max(), escorts: escorts, recording: recording,
      route: route, time: time, rules: rules, vehicles: picture.vehicles.map(vehicle))
  }

  private func planned(_ vehicle: VehicleID) -> Transport.Vehicle? { picture.plan.vehicles.first { $0.id == vehicle } }

  private func vehicle(_ vehicle: VehicleTimelines) -> TransportView.Vehicle {
    let sight = sight(vehicle.id)
    let clock = planned(vehicle.id)?.terminal.flatMap(clock)
    // What a wrong clock dates back only looks stored.
    let isBehind = sight.isBehind && (clock?.condition ?? .sound) == .sound
    return TransportView.Vehicle(
      id: vehicle.id, lastHeard: sight.lastHeard, isBehind: isBehind, position: sight.latest, clock: clock,
      severity: open.filter { $0.verdict.subject.vehicle == vehicle.id }.map(\.verdict.severity).max(),
      escorts: escorts(of: vehicle.id), recording: recording(of: vehicle))
  }
}
