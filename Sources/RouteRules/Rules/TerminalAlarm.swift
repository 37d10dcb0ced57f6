import EscortDomain

/// `terminal-alarm`: an alarm the terminal raised itself, by name, with the severity the policy gives it; an emergency from half a day
/// before the planned departure to the end of duty, any other over custody.
enum TerminalAlarm: VehicleRule {
  static let id = RuleID.terminalAlarm
  static let restsOn: Grounds = [.positions, .alarms]

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    for (name, stretches) in vehicle.alarms.stretches {
      guard let severity = transport.policy.terminalAlarms[name], let window = window(of: name, transport) else { continue }
      for stretch in stretches.reaching(transport.since) {
        findings.check(at: max(stretch.from, window.from))
        guard let cut = transport.cut(stretch, to: window) else { continue }
        findings.add(subject(transport, vehicle: vehicle.id, .name(name)), cut, severity)
      }
    }
  }

  private static func window(of name: String, _ transport: Judgement) -> Interval? {
    name == "emergency" ? transport.helpWindow : transport.custody.custody
  }
}
