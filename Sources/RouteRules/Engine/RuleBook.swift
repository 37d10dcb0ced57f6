public import EscortDomain

/// The rules the engine runs, and what they find on a transport.
public enum RuleBook {
  private static let rules: [any Rule.Type] = [
    EscortMinimum.self, RecordingContinuity.self, SignalLoss.self, OfflineDisplacement.self, RouteDeviation.self,
    UnscheduledStop.self, Overstay.self, Speeding.self, ConvoySeparation.self, CrewSeparation.self, DoorOpen.self, Seal.self,
    ImplausiblePosition.self, TerminalAlarm.self, Duress.self, EarlyArrival.self, LateArrival.self, LateDeparture.self,
    TransitTime.self, MissedCheckIn.self, HandOverOverdue.self, DeclaredObservedMismatch.self,
  ]

  /// The rules that run, in the order of RULES.md.
  public static var ruleIDs: [RuleID] { rules.map { $0.id } }

  static func judge(_ transport: Judgement) -> Findings {
    var findings = Findings(asOf: transport.asOf)
    for rule in rules { rule.judge(transport, into: &findings) }
    return findings
  }
}
