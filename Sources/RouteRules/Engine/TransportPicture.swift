public import EscortDomain

/// What is known of a transport at an instant, for people to look at: the figures behind its proofs.
public struct TransportPicture: Sendable {
  /// The plan that stands.
  public let plan: Transport
  /// The policy it is judged under.
  public let policy: Policy
  /// The instant, on the transport's own clock.
  public let asOf: Instant
  /// Custody and duty as known.
  public let custody: Custody
  /// When Annex 2 was complete.
  public let stored: Instant?
  /// The vehicles in planned order.
  public let vehicles: [VehicleTimelines]
  /// How many eligible escorts each vehicle needs.
  public let escortsRequired: Int
  /// The confirmations that are due and have not come.
  public var confirmationsDue: [DueConfirmation] { MissedCheckIn.due(judgement) }
  private let judgement: Judgement

  init(_ judgement: Judgement) {
    plan = judgement.plan
    policy = judgement.policy
    asOf = judgement.asOf
    custody = judgement.custody
    stored = judgement.stored
    vehicles = judgement.vehicles
    escortsRequired = judgement.terms.escortsRequired
    self.judgement = judgement
  }

  /// How many eligible escorts are on a vehicle over time.
  public func escortsOnBoard(_ vehicle: VehicleID) -> CountTimeline {
    plan.vehicles.firstIndex { $0.id == vehicle }.map { judgement.crew.onBoard[$0].count } ?? CountTimeline([])
  }

  /// The stretches of duty so far in which a camera's recording counts as not proved.
  public func unprovedRecording(of camera: CameraTimeline) -> [Interval] {
    guard let duty = custody.duty else { return [] }
    let soFar = duty.intersection(Interval(from: duty.from, to: asOf))
    let lastProof = RecordingContinuity.lastProof(of: camera, in: duty)
    var gaps = camera.proved.gaps(within: Interval(from: soFar.from, to: min(lastProof, soFar.to)))
    if asOf - lastProof > policy.heartbeatGap { gaps.append(Interval(from: lastProof, to: soFar.to)) }
    return gaps.filter { $0.to - $0.from > policy.recordingGapIgnored }
  }
}

extension VehicleTimelines {
  /// The first fix that counts.
  public var firstFix: Fix? { fixes.firstUnmarked }

  /// The way the vehicle went by the fixes that count, in device-time order, from an instant on: the last of them whole, what is older
  /// thinned.
  public func trail(from instant: Instant = .distantPast) -> [TrailFix] {
    let recent = fixes.fixes.lazy.filter(\.isUnmarked).map {
      TrailFix(at: $0.at, coordinate: $0.coordinate, speedKilometresPerHour: $0.speedKilometresPerHour)
    }
    let whole = fixes.trail.fixes + recent
    return Array(whole[whole.firstIndex(onceTrue: { $0.at >= instant })...])
  }

  /// The stretches without a fix that are too long, between two fixes.
  public var closedSilences: [Interval] { silences.silences.map(\.interval) }
}
