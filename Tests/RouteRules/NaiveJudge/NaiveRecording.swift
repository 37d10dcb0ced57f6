import EscortDomain

/// Whether a camera's recording is proved at an instant, by the sentences of RULES.md `recording-continuity` and 8.3-22.
struct NaiveRecording {
  private let heartbeats: [(at: Instant, state: CameraHeartbeat.State)]
  private let segments: [(from: Instant, to: Instant)]
  private let policy: Policy
  /// The instants at which anything can change.
  let edges: [Instant]

  init(_ evidence: [(at: Instant, fact: Fact)], _ vehicle: VehicleID, _ camera: Int, _ policy: Policy) {
    self.policy = policy
    var states: [Instant: CameraHeartbeat.State] = [:]
    var segments: [(from: Instant, to: Instant)] = []
    for (at, fact) in evidence {
      if case .recording(let heartbeat) = fact, heartbeat.vehicle == vehicle, heartbeat.camera == camera {
        let both = [states[at], heartbeat.state].compactMap(\.self)
        states[at] =
          both.first { $0 == .occluded || $0 == .noSignal } ?? both.first { $0 == .stopped || $0 == .fault } ?? .recording
      }
      if case .segment(let segment) = fact, segment.vehicle == vehicle, segment.camera == camera {
        let piece = (from: segment.from, to: min(segment.to, at))
        if piece.from < piece.to { segments.append(piece) }
      }
    }
    heartbeats = states.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    self.segments = segments
    edges = heartbeats.map(\.at) + segments.flatMap { [$0.from, $0.to] }
  }

  /// The last heartbeat that says `recording`.
  var lastRecording: Instant? { heartbeats.last { $0.state == .recording }?.at }

  func isProved(_ time: Instant) -> Bool {
    let before = heartbeats.last { $0.at <= time }
    if before?.state == .occluded || before?.state == .noSignal { return false }
    if let before, let after = heartbeats.first(where: { $0.at > time }), before.state == .recording,
      after.state == .recording, after.at - before.at <= policy.heartbeatGap
    {
      return true
    }
    if segments.contains(where: { $0.from <= time && time < $0.to }) { return true }
    guard let end = segments.map(\.to).filter({ $0 <= time }).max(),
      let start = segments.map(\.from).filter({ $0 > time }).min()
    else { return false }
    return start - end <= policy.segmentJoin
  }
}
