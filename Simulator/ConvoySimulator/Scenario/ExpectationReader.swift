import EscortDomain
import Yams

/// Reads what must come of a scenario.
enum ExpectationReader {
  static func expectation(_ node: Node, on date: CivilDate, transport: TransportID) throws(ScenarioError) -> Expectation {
    var fields = try ScenarioFields(node, path: "expect")
    var verdicts: [Expectation.Line] = []
    for node in try fields.list("verdicts") {
      verdicts.append(try line(node, "expect.verdicts", on: date, transport, isTransition: false))
    }
    var transitions: [Expectation.Line]?
    if fields.has("transitions") {
      var lines: [Expectation.Line] = []
      for node in try fields.list("transitions") {
        lines.append(try line(node, "expect.transitions", on: date, transport, isTransition: true))
      }
      transitions = lines
    }
    try fields.finish()
    return Expectation(verdicts: verdicts, transitions: transitions)
  }

  private static func line(
    _ node: Node, _ path: String, on date: CivilDate, _ transport: TransportID, isTransition: Bool
  ) throws(ScenarioError) -> Expectation.Line {
    var fields = try ScenarioFields(node, path: path)
    var subject = ["transport": transport.text]
    var instants: [String: Instant] = [:]
    subject["rule"] = try fields.choice("rule", RuleID.allCases).rawValue
    if isTransition {
      subject["transition"] = try fields.choice("transition", [Transition.Kind.raised, .changed, .withdrawn, .ended]).rawValue
      instants["received"] = try fields.instant("received", on: date)
    }
    for name in ["vehicle", "camera", "person", "of", "name", "kind"] {
      if let value = fields.take(name) { subject[name] = try ScenarioFields.text(value, "\(path).\(name)") }
    }
    instants["from"] = try fields.instant("from", on: date)
    let end = try fields.node("to")
    let isOpen = try ScenarioFields.text(end, "\(path).to") == "open"
    if !isOpen {
      guard let instant = ScenarioFields.instant(try ScenarioFields.text(end, "\(path).to"), on: date) else {
        throw ScenarioError(line: end.line, "\(path).to must be a time of day such as \"09:02:03\", or open")
      }
      instants["to"] = instant
    }
    var severity: Severity?
    if fields.has("severity") { severity = try fields.choice("severity", Severity.allCases) }
    try fields.finish()
    return Expectation.Line(subject: subject, instants: instants, isOpen: isOpen, severity: severity, line: node.line)
  }
}
