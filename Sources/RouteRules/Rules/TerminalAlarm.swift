import EscortDomain

/// `terminal-alarm`: an alarm the terminal raised itself, by name, with the severity the policy gives it; an emergency from half a day
/// before the planned departure to the end of duty, any other over custody.
enum TerminalAlarm: Rule {
  static let id = RuleID.terminalAlarm

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    for vehicle in transport.vehicles {
      for (name, stretches) in vehicle.alarms.stretches {
        guard let severity = transport.policy.terminalAlarms[name], let window = window(of: name, transport) else { continue }
        for stretch in stretches.intervals {
          findings.check(at: max(stretch.from, window.from))
          guard let cut = transport.cut(stretch, to: window) else { continue }
          findings.add(subject(transport, vehicle: vehicle.id, named: name), cut, severity)
        }
      }
    }
  }

  private static func window(of name: String, _ transport: Judgement) -> Interval? {
    guard name == "emergency" else { return transport.custody.custody }
    return Interval(
      from: transport.plan.plannedDeparture - emergencyLead, to: transport.custody.duty?.to ?? .distantFuture)
  }

  /// How long before the planned departure an emergency counts (RULES.md 8.3-20).
  private static let emergencyLead = TimeSpan.seconds(43_200)
}
