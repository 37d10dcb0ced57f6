public import EscortDomain

/// The rules the engine runs, and what they find on a transport.
public enum RuleBook {
  private static let ofVehicle: [any VehicleRule.Type] = [
    RecordingContinuity.self, SignalLoss.self, OfflineDisplacement.self, RouteDeviation.self, UnscheduledStop.self, Overstay.self,
    Speeding.self, DoorOpen.self, Seal.self, ImplausiblePosition.self, TerminalAlarm.self,
  ]
  private static let ofTransport: [any Rule.Type] = [
    EscortMinimum.self, ConvoySeparation.self, CrewSeparation.self, Duress.self, EarlyArrival.self, LateArrival.self, LateDeparture.self,
    TransitTime.self, MissedCheckIn.self, HandOverOverdue.self, DeclaredObservedMismatch.self,
  ]

  /// The rules that run.
  public static var ruleIDs: [RuleID] { ofVehicle.map { $0.id } + ofTransport.map { $0.id } }

  static func judge(_ transport: Judgement) -> Findings {
    var findings = Findings(asOf: transport.asOf)
    for vehicle in transport.vehicles {
      for rule in ofVehicle { rule.judge(vehicle, of: transport, into: &findings) }
    }
    for rule in ofTransport { rule.judge(transport, into: &findings) }
    return findings
  }
}
