import EscortDomain

/// When a transport is over for good.
extension TransportTimelines {
  /// Whether no evidence placed after an instant can change anything about the transport any more: all that is decided about it is decided
  /// on what happened before, and what was told after that parts it from all that may still be told.
  ///
  /// Declarations, plans, records and policies can; so can a recorded segment that reaches back, and of course whatever is placed earlier.
  func isSettled(at instant: Instant) -> Bool {
    let custody = judgement(asOf: instant).custody
    guard let end = end(custody), instant - end >= margin else { return false }
    return vehicles.allSatisfy { $0.isSettled(after: end) }
  }

  /// The end of all that is judged; `nil` while it may move.
  private func end(_ custody: Custody) -> Instant? {
    guard let arrival = custody.arrival, let observedDeparture = custody.observedDeparture, let observedArrival = custody.observedArrival,
      let duty = custody.duty, duty.to < .distantFuture, let stored = declarations.stored
    else { return nil }
    let declared = [custody.declaredDeparture, custody.declaredArrival, EarlyArrival.earliestAllowed(terms.plan, terms.policy)]
    return ([arrival, observedDeparture, observedArrival, duty.to, stored] + declared.compactMap(\.self)).max()
  }

  /// What waits to become certain has become so after this; and half a day more, in which most of what comes late comes.
  private var margin: TimeSpan {
    let policy = terms.policy
    return .seconds(43_200) + max(policy.signalLoss, policy.heartbeatGap, policy.checkInInterval + policy.checkInGrace, policy.fixMaxAge)
  }
}

extension VehicleTimelines {
  /// Whether what is told of the vehicle later changes nothing up to an instant, at which all that is judged of it has ended.
  func isSettled(after end: Instant) -> Bool {
    guard let boundary = fixes.plainBoundary, boundary > end else { return false }
    return seals.isSettled && cameras.allSatisfy { $0.timeline.isSettled(after: end) }
  }
}

extension FixTimeline {
  /// The last fix before which no later one changes a mark; `nil` where none is known.
  var plainBoundary: Instant? { plainStart(before: fixes.count).map { fixes[$0].at } }
}

extension SealTimeline {
  /// Whether another seal put on says nothing of those found before: the first one does.
  var isSettled: Bool { !appliedNumbers.isEmpty || intact.isEmpty }
}

extension CameraTimeline {
  /// Whether a later heartbeat changes no gap up to an instant: behind a last lone one, up to which there is no proof, there are two gaps,
  /// and one when it is not the last any more.
  func isSettled(after end: Instant) -> Bool {
    guard let heartbeat = lastRecordingHeartbeat, heartbeat < end else { return true }
    return lastProved.map { heartbeat <= $0 } ?? false
  }
}
