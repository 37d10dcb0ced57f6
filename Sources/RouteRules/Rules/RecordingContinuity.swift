import EscortDomain

/// `recording-continuity` (regulation 3.4-e, 3.5-a): over duty, a required camera's recording is not proved.
///
/// The time after the last proof waits until it has lasted longer than a heartbeat may take (RULES.md 8.3-22).
enum RecordingContinuity: VehicleRule {
  static let id = RuleID.recordingContinuity
  static let restsOn: Grounds = .recordings

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let duty = transport.custody.duty else { return }
    for (channel, camera) in vehicle.cameras {
      for gap in gaps(of: camera, in: duty, at: transport, &findings) {
        guard let cut = transport.cut(gap, to: duty) else { continue }
        guard cut.length > transport.policy.recordingGapIgnored else {
          if cut.to == nil { findings.check(at: cut.from + transport.policy.recordingGapIgnored + .microsecond) }
          continue
        }
        findings.add(subject(transport, vehicle: vehicle.id, camera: channel), cut, .critical)
      }
    }
  }

  /// The last proof: the last proved instant or a later `recording` heartbeat, or the start of duty.
  static func lastProof(of camera: CameraTimeline, in duty: Interval) -> Instant {
    max(duty.from, camera.lastProof ?? duty.from)
  }

  private static func gaps(
    of camera: CameraTimeline, in duty: Interval, at transport: Judgement, _ findings: inout Findings
  ) -> [Interval] {
    let lastProof = lastProof(of: camera, in: duty)
    var gaps = camera.proved.gaps(
      within: Interval(from: duty.from, to: min(lastProof, duty.to)), reaching: transport.since)
    if transport.asOf - lastProof > transport.policy.heartbeatGap {
      gaps.append(Interval(from: lastProof, to: duty.to))
    } else {
      findings.check(at: lastProof + transport.policy.heartbeatGap + .microsecond)
    }
    return gaps
  }
}
