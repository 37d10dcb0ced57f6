import EscortDomain
import Yams

/// Reads the vehicles of a scenario: what the plan says of each, its unit, and who is on board.
enum VehicleReader {
  struct Crewed {
    let vehicle: Transport.Vehicle
    let unit: Scenario.Unit
    let people: [Member]
  }

  struct Member {
    let id: String
    let name: String
    let line: Int
  }

  static func vehicles(_ nodes: [Node]) throws(ScenarioError) -> [Crewed] {
    var vehicles: [Crewed] = []
    for node in nodes {
      let vehicle = try vehicle(node)
      guard !vehicles.contains(where: { $0.vehicle.id == vehicle.vehicle.id || $0.unit.terminal == vehicle.unit.terminal }) else {
        throw ScenarioError(line: node.line, "two vehicles have one plate or one terminal")
      }
      vehicles.append(vehicle)
    }
    guard !vehicles.isEmpty else { throw ScenarioError(line: nil, "the scenario needs at least one vehicle under \"vehicles\"") }
    return vehicles
  }

  private static func vehicle(_ node: Node) throws(ScenarioError) -> Crewed {
    var fields = try ScenarioFields(node, path: "vehicle")
    let id = VehicleID(try fields.text("id"))
    let terminalNode = try fields.node("terminal")
    let terminal = try ScenarioFields.text(terminalNode, "vehicle.terminal")
    let edition = try fields.whole("version", in: 2013...2019)
    guard edition == 2013 || edition == 2019 else { throw ScenarioError(line: fields.line, "vehicle.version must be 2013 or 2019") }
    let digits = edition == 2019 ? 20 : 12
    guard terminal.utf8.allSatisfy({ (0x30...0x39).contains($0) }), terminal.utf8.count <= digits else {
      throw ScenarioError(line: terminalNode.line, "vehicle.terminal must be at most \(digits) digits in quotes, not \"\(terminal)\"")
    }
    var cameras: [Int] = []
    for camera in try fields.list("cameras") { cameras.append(try ScenarioFields.whole(camera, "a camera's channel", in: 1...32)) }
    var report = try ScenarioFields(try fields.node("report"), path: "vehicle.report")
    var heartbeats = try ScenarioFields(try fields.node("heartbeats"), path: "vehicle.heartbeats")
    let unit = Scenario.Unit(
      vehicle: id, terminal: terminal, edition: edition,
      reportEvery: try atLeastOneSecond("every", &report), reportOffset: try report.duration("offset", otherwise: .zero),
      heartbeatEvery: try atLeastOneSecond("every", &heartbeats),
      heartbeatOffset: try heartbeats.duration("offset", otherwise: .zero),
      heartbeatWay: try heartbeats.choice("over", [Scenario.Unit.HeartbeatWay.location, .telemetry]))
    try report.finish()
    try heartbeats.finish()
    let (crew, people) = try crew(try fields.list("crew"))
    try fields.finish()
    return Crewed(vehicle: Transport.Vehicle(id: id, terminal: terminal, cameras: cameras, crew: crew), unit: unit, people: people)
  }

  private static func atLeastOneSecond(_ name: String, _ fields: inout ScenarioFields) throws(ScenarioError) -> TimeSpan {
    let span = try fields.duration(name)
    guard span >= .seconds(1) else { throw ScenarioError(line: fields.line, "\"\(name)\" must be at least 1s") }
    return span
  }

  /// Who is on board: a person is one, but may be planned in a second role that does not go with the first.
  private static func crew(
    _ nodes: [Node]
  ) throws(ScenarioError) -> (crew: [Transport.Vehicle.CrewMember], people: [Member]) {
    let roles = [Transport.Vehicle.Role.escort, .driver, .reliefDriver]
    var crew: [Transport.Vehicle.CrewMember] = []
    var people: [Member] = []
    for node in nodes {
      var fields = try ScenarioFields(node, path: "crew")
      let id = try fields.text("id")
      people.append(Member(id: id, name: try fields.text("name"), line: node.line))
      let role = try fields.choice("role", roles)
      crew.append(Transport.Vehicle.CrewMember(person: PersonID(id), role: role))
      if fields.has("also") {
        let other = try fields.choice("also", roles.filter { $0 != role })
        crew.append(Transport.Vehicle.CrewMember(person: PersonID(id), role: other))
      }
      try fields.finish()
    }
    return (crew, people)
  }
}
