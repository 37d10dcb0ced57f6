public import EscortDomain

/// The rules the engine runs, in groups that rest on the same kinds of evidence.
public enum RuleBook {
  private static let vehicleRules: [any VehicleRule.Type] = [
    RecordingContinuity.self, SignalLoss.self, OfflineDisplacement.self, RouteDeviation.self, UnscheduledStop.self, Overstay.self,
    Speeding.self, DoorOpen.self, Seal.self, ImplausiblePosition.self, TerminalAlarm.self, MissedCheckIn.self,
  ]
  private static let transportRules: [any Rule.Type] = [
    EscortMinimum.self, ConvoySeparation.self, CrewSeparation.self, Duress.self, EarlyArrival.self, LateArrival.self, LateDeparture.self,
    TransitTime.self, HandOverOverdue.self, DeclaredObservedMismatch.self,
  ]

  /// The rules that run.
  public static var ruleIDs: [RuleID] { vehicleRules.map { $0.id } + transportRules.map { $0.id } }

  /// Rules that are judged together.
  struct Group<Rules: Sendable>: Sendable {
    let grounds: Grounds
    let rules: Rules
  }

  /// Those that judge each vehicle by itself.
  static let ofVehicle = groups(vehicleRules) { $0.restsOn }
  /// The others.
  static let ofTransport = groups(transportRules) { $0.restsOn }
  /// In which of the groups, of a vehicle or of the transport, a rule is.
  static let places: [RuleID: (isOfVehicle: Bool, group: Int)] = {
    var places: [RuleID: (Bool, Int)] = [:]
    for (index, group) in ofVehicle.enumerated() { for rule in group.rules { places[rule.id] = (true, index) } }
    for (index, group) in ofTransport.enumerated() { for rule in group.rules { places[rule.id] = (false, index) } }
    return places
  }()

  /// What all rules find.
  static func judge(_ transport: Judgement) -> Findings {
    var findings = Findings(asOf: transport.asOf)
    for vehicle in transport.vehicles {
      for rule in vehicleRules { rule.judge(vehicle, of: transport, into: &findings) }
    }
    for rule in transportRules { rule.judge(transport, into: &findings) }
    return findings
  }

  private static func groups<Rule>(_ rules: [Rule], by grounds: (Rule) -> Grounds) -> [Group<[Rule]>] {
    var order: [Grounds] = []
    for rule in rules where !order.contains(grounds(rule)) { order.append(grounds(rule)) }
    return order.map { kind in Group(grounds: kind, rules: rules.filter { grounds($0) == kind }) }
  }
}
