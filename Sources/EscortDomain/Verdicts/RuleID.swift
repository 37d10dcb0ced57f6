/// A rule by its identifier in RULES.md §3 and §4.
public enum RuleID: String, Hashable, Sendable, CaseIterable {
  /// Fewer eligible escorts on board than required.
  case escortMinimum = "escort-minimum"
  /// A required camera's recording is not proved.
  case recordingContinuity = "recording-continuity"
  /// No valid fix for too long.
  case signalLoss = "signal-loss"
  /// An alarm the terminal raised itself.
  case terminalAlarm = "terminal-alarm"
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
  /// What was declared and what was observed differ.
  case declaredObservedMismatch = "declared-observed-mismatch"
}
