import EscortDomain
import Yams

/// Reads what goes wrong.
enum FaultReader {
  private enum Name: String {
    case uplinkLost = "uplink-lost"
    case cameraStopped = "camera-stopped"
    case escortLeaves = "escort-leaves"
  }

  static func faults(
    _ nodes: [Node], on date: CivilDate, vehicles: [Transport.Vehicle]
  ) throws(ScenarioError) -> [Scenario.Fault] {
    var faults: [Scenario.Fault] = []
    for node in nodes {
      var fields = try ScenarioFields(node, path: "fault")
      let kind: Scenario.Fault.Kind
      switch try fields.choice("kind", [Name.uplinkLost, .cameraStopped, .escortLeaves]) {
      case .uplinkLost: kind = .uplinkLost(try vehicle(&fields, vehicles).id)
      case .cameraStopped:
        let vehicle = try vehicle(&fields, vehicles)
        let camera = try fields.whole("camera", in: 1...32)
        guard vehicle.cameras.contains(camera) else {
          throw ScenarioError(line: fields.line, "\(vehicle.id) has no camera \(camera)")
        }
        kind = .cameraStopped(vehicle.id, camera: camera)
      case .escortLeaves:
        let person = PersonID(try fields.text("person"))
        guard vehicles.flatMap(\.crew).contains(where: { $0.person == person && $0.role == .escort }) else {
          throw ScenarioError(line: fields.line, "\(person) is no escort of this convoy")
        }
        kind = .escortLeaves(person)
      }
      let from = try fields.instant("from", on: date)
      let length = try fields.duration("for")
      try fields.finish()
      faults.append(Scenario.Fault(kind: kind, from: from, to: from + length))
    }
    return faults
  }

  private static func vehicle(
    _ fields: inout ScenarioFields, _ vehicles: [Transport.Vehicle]
  ) throws(ScenarioError) -> Transport.Vehicle {
    let id = VehicleID(try fields.text("vehicle"))
    guard let vehicle = vehicles.first(where: { $0.id == id }) else {
      throw ScenarioError(line: fields.line, "\(id) is no vehicle of this convoy")
    }
    return vehicle
  }
}
