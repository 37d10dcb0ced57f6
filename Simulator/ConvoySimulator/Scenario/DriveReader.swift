import EscortDomain
import Yams

/// Reads how the convoy moves, how well it is heard, and what is declared.
enum DriveReader {
  static func drive(_ node: Node, on date: CivilDate, stopNames: [String]) throws(ScenarioError) -> Scenario.Drive {
    var fields = try ScenarioFields(node, path: "drive")
    let departs = try fields.instant("departs", on: date)
    let cruise = try fields.number("cruise", in: 5...160)
    let headway = try fields.duration("headway", otherwise: .zero)
    var halts: [Scenario.Halt] = []
    for node in try fields.list("halts") {
      var halt = try ScenarioFields(node, path: "drive.halts")
      let name = try halt.text("stop")
      guard let stop = stopNames.firstIndex(of: name) else {
        throw ScenarioError(line: node.line, "\"\(name)\" is none of the transport's stops: \(stopNames.joined(separator: ", "))")
      }
      halts.append(Scenario.Halt(stop: stop, duration: try halt.duration("for")))
      try halt.finish()
    }
    try fields.finish()
    return Scenario.Drive(departs: departs, cruiseKilometresPerHour: cruise, headway: headway, halts: halts)
  }

  static func noise(_ node: Node) throws(ScenarioError) -> Scenario.Noise {
    var fields = try ScenarioFields(node, path: "noise")
    let usual = Scenario.Noise.usual
    let noise = Scenario.Noise(
      scatterMetres: try fields.optionalNumber("metres", in: 0...1000) ?? usual.scatterMetres,
      lostShare: try fields.optionalNumber("lost", in: 0...1) ?? usual.lostShare)
    try fields.finish()
    return noise
  }

  static func declarations(_ node: Node, on date: CivilDate) throws(ScenarioError) -> [Scenario.DeclaredStep] {
    var fields = try ScenarioFields(node, path: "declarations")
    var steps: [Scenario.DeclaredStep] = []
    for kind in Declaration.Kind.allCases {
      guard let value = fields.take(kind.rawValue) else { continue }
      let text = try ScenarioFields.text(value, kind.rawValue)
      guard let instant = ScenarioFields.instant(text, on: date) else {
        throw ScenarioError(line: value.line, "\(kind.rawValue) must be a time of day such as \"09:02:03\", not \"\(text)\"")
      }
      steps.append(Scenario.DeclaredStep(kind: kind, at: instant))
    }
    try fields.finish()
    return steps
  }
}
