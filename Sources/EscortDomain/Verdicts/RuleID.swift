/// A rule by its identifier in RULES.md §3 and §4.
public enum RuleID: String, Hashable, Sendable, CaseIterable {
  /// Fewer eligible escorts on board than required.
  case escortMinimum = "escort-minimum"
  /// A required camera's recording is not proved.
  case recordingContinuity = "recording-continuity"
  /// No valid fix for too long.
  case signalLoss = "signal-loss"
  /// A signal loss that ended far from where it began.
  case offlineDisplacement = "offline-displacement"
  /// Off the route by more than the corridor.
  case routeDeviation = "route-deviation"
  /// At rest where no stop is allowed.
  case unscheduledStop = "unscheduled-stop"
  /// At rest in an allowed stop for too long.
  case overstay
  /// Above the speed limit.
  case speeding
  /// Two vehicles of a convoy too far apart.
  case convoySeparation = "convoy-separation"
  /// An escort's phone too far from the vehicle.
  case crewSeparation = "crew-separation"
  /// The cargo door open on the way.
  case doorOpen = "door-open"
  /// A seal broken, or not the one put on.
  case seal
  /// A position that cannot be.
  case implausiblePosition = "implausible-position"
  /// An alarm the terminal raised itself.
  case terminalAlarm = "terminal-alarm"
  /// An act with a duress code.
  case duress
  /// Arrived before the earliest moment allowed.
  case earlyArrival = "early-arrival"
  /// Arrived, or still not arrived, after the planned time and its tolerance.
  case lateArrival = "late-arrival"
  /// Left, or still not left, after the planned time and its tolerance.
  case lateDeparture = "late-departure"
  /// On the road for longer than planned allows.
  case transitTime = "transit-time"
  /// An escort did not confirm in time.
  case missedCheckIn = "missed-check-in"
  /// A hand-over that is not complete in time.
  case handOverOverdue = "hand-over-overdue"
  /// What was declared and what was observed differ.
  case declaredObservedMismatch = "declared-observed-mismatch"
}
