public import EscortDomain

/// What proves, and what disproves, that one camera recorded (RULES.md `recording-continuity`, 8.3-22).
public struct CameraTimeline: Sendable {
  private struct Heartbeat: Sendable {
    var at: Instant
    var state: CameraHeartbeat.State
  }

  private var heartbeats: [Heartbeat] = []
  /// Between two consecutive heartbeats that both say `recording` and lie close enough.
  private var provedByHeartbeats = IntervalSet()
  /// From a heartbeat that says `occluded` or `no-signal` to the next heartbeat.
  private var neverProved = IntervalSet()
  /// The recorded segments, the short gaps between them filled.
  private var segments = IntervalSet()
  /// Of the heartbeats that were let go, the last that says `recording`.
  private var lastRecordingTrimmed: Instant?
  private let heartbeatGap: TimeSpan
  private let segmentJoin: TimeSpan

  /// All proof there is; kept, since it is asked for at every judgement and changes only with the camera's evidence.
  public private(set) var proved = IntervalSet()
  /// The time of the last heartbeat that says `recording`.
  public private(set) var lastRecordingHeartbeat: Instant?
  /// The state the last heartbeat gave, with its time.
  public var lastHeartbeat: (at: Instant, state: CameraHeartbeat.State)? { heartbeats.last.map { ($0.at, $0.state) } }

  init(policy: Policy) {
    heartbeatGap = policy.heartbeatGap
    segmentJoin = policy.segmentJoin
  }

  /// The last proof there is: up to where recording is proved, or a later heartbeat that says `recording`.
  var lastProof: Instant? { Instant.later(lastProved, lastRecordingHeartbeat) }

  /// From where on the gaps may have changed: the gap before a last lone heartbeat and the one behind it are two, and one when it is not
  /// the last proof.
  private func changedSince(_ instant: Instant, _ formerProof: Instant?) -> Instant {
    lastProof == formerProof ? instant : min(instant, formerProof ?? instant, lastProof ?? instant)
  }

  /// The last instant there is proof up to.
  public var lastProved: Instant? { proved.intervals.last?.to }

  /// Takes a heartbeat in and returns from where on the proof may have changed. Of several at one instant the gravest stands
  /// (RULES.md 8.3-22).
  mutating func insert(_ state: CameraHeartbeat.State, at instant: Instant) -> Instant {
    let index = heartbeats.firstIndex(onceTrue: { $0.at >= instant })
    if index < heartbeats.count, heartbeats[index].at == instant {
      guard Self.gravity(state) > Self.gravity(heartbeats[index].state) else { return instant }
      heartbeats[index].state = state
    } else {
      heartbeats.insert(Heartbeat(at: instant, state: state), at: index)
    }
    judgePair(from: index - 1)
    judgePair(from: index)
    let formerProof = lastProof
    if state == .recording, lastRecordingHeartbeat.map({ $0 < instant }) ?? true {
      lastRecordingHeartbeat = instant
    } else if lastRecordingHeartbeat == instant {
      lastRecordingHeartbeat = heartbeats.last { $0.state == .recording }?.at ?? lastRecordingTrimmed
    }
    let former = index > 0 ? heartbeats[index - 1].at : instant
    refreshProof(Interval(from: former, to: index + 1 < heartbeats.count ? heartbeats[index + 1].at : .distantFuture))
    return changedSince(former, formerProof)
  }

  /// Takes a recorded segment in and returns from where on the proof may have changed; it proves nothing after the instant its report was
  /// made (RULES.md 8.3-22).
  mutating func insert(_ segment: RecordedSegment, reportedAt instant: Instant) -> Instant {
    let piece = Interval(from: segment.from, to: min(segment.to, instant))
    guard !piece.isEmpty else { return instant }
    let near = Interval(from: piece.from - segmentJoin - .microsecond, to: piece.to + segmentJoin + .microsecond)
    let joined = segments.parts(within: near).reduce(into: piece) { joined, part in
      joined = Interval(from: min(joined.from, part.from), to: max(joined.to, part.to))
    }
    segments.insert(joined)
    let formerProof = lastProof
    refreshProof(joined)
    return changedSince(joined.from, formerProof)
  }

  /// Lets go of what nothing placed after an instant needs: the heartbeats before the last one up to it.
  mutating func trim(upTo instant: Instant) {
    let first = heartbeats.firstIndex(onceTrue: { $0.at > instant }) - 1
    guard first > 0 else { return }
    lastRecordingTrimmed = heartbeats[..<first].last { $0.state == .recording }?.at ?? lastRecordingTrimmed
    heartbeats = heartbeats.holding(from: first)
  }

  /// Judges the stretch from one heartbeat to the next anew.
  private mutating func judgePair(from index: Int) {
    guard heartbeats.indices.contains(index) else { return }
    let heartbeat = heartbeats[index]
    let next = index + 1 < heartbeats.count ? heartbeats[index + 1] : nil
    let stretch = Interval(from: heartbeat.at, to: next?.at ?? .distantFuture)
    provedByHeartbeats.remove(stretch)
    neverProved.remove(stretch)
    switch heartbeat.state {
    case .recording:
      if let next, next.state == .recording, next.at - heartbeat.at <= heartbeatGap { provedByHeartbeats.insert(stretch) }
    case .occluded, .noSignal:
      neverProved.insert(stretch)
    case .stopped, .fault:
      break
    }
  }

  /// Puts together anew what is proved of a stretch.
  private mutating func refreshProof(_ stretch: Interval) {
    proved.remove(stretch)
    for part in provedByHeartbeats.parts(within: stretch) { proved.insert(part) }
    for part in segments.parts(within: stretch) { proved.insert(part) }
    for part in neverProved.parts(within: stretch) { proved.remove(part) }
  }

  /// `occluded` and `no-signal` beat `stopped` and `fault`, which beat `recording`.
  private static func gravity(_ state: CameraHeartbeat.State) -> Int {
    switch state {
    case .recording: 0
    case .stopped, .fault: 1
    case .occluded, .noSignal: 2
    }
  }
}
