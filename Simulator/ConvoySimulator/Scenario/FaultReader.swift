import EscortDomain
import JT808
import Yams

/// Reads what goes wrong.
struct FaultReader {
  private enum Name: String, CaseIterable {
    case uplinkLost = "uplink-lost"
    case noFix = "no-fix"
    case jump, frozen, detour, speeding, clock
    case doorOpen = "door-open"
    case alarm, camera
    case cameraStopped = "camera-stopped"
    case stop
    case escortLeaves = "escort-leaves"
    case notConfirming = "not-confirming"
    case duress
  }

  let date: CivilDate
  let vehicles: [Transport.Vehicle]

  func faults(_ nodes: [Node]) throws(ScenarioError) -> [Scenario.Fault] {
    var faults: [Scenario.Fault] = []
    for node in nodes {
      var fields = try ScenarioFields(node, path: "fault")
      let name = try fields.choice("kind", Name.allCases)
      let kind = try kind(name, &fields)
      let from = try fields.instant("from", on: date)
      let isOnce = name == .jump || name == .duress
      let length = isOnce ? .zero : try fields.duration("for")
      try fields.finish()
      faults.append(Scenario.Fault(kind: kind, from: from, to: from + length))
    }
    return faults
  }

  private func kind(_ name: Name, _ fields: inout ScenarioFields) throws(ScenarioError) -> Scenario.Fault.Kind {
    switch name {
    case .stop: return .stop
    case .escortLeaves: return .escortLeaves(try person(&fields, mustEscort: true))
    case .notConfirming: return .notConfirming(try person(&fields, mustEscort: true))
    case .duress: return .duress(try person(&fields, mustEscort: false))
    default: break
    }
    let vehicle = try vehicle(&fields)
    let id = vehicle.id
    switch name {
    case .noFix: return .noFix(id)
    case .jump: return .jump(id, metres: try fields.number("metres", in: 1...1_000_000))
    case .frozen: return .frozen(id)
    case .detour: return .detour(id, metres: try fields.number("metres", in: -100_000...100_000))
    case .speeding: return .speeding(id, kilometresPerHour: try fields.number("speed", in: 0...300))
    case .clock: return .clock(id, ahead: try offset(&fields))
    case .doorOpen: return .doorOpen(id)
    case .alarm: return .alarm(id, name: try alarm(&fields))
    case .camera:
      return .camera(
        id, camera: try camera(&fields, of: vehicle), try fields.choice("state", [.stopped, .fault, .occluded, .noSignal]))
    case .cameraStopped: return .camera(id, camera: try camera(&fields, of: vehicle), .stopped)
    default: return .uplinkLost(id, stores: try fields.optionalFlag("stores") ?? true)
    }
  }

  private func vehicle(_ fields: inout ScenarioFields) throws(ScenarioError) -> Transport.Vehicle {
    let id = VehicleID(try fields.text("vehicle"))
    guard let vehicle = vehicles.first(where: { $0.id == id }) else {
      throw ScenarioError(line: fields.line, "\(id) is no vehicle of this convoy")
    }
    return vehicle
  }

  private func camera(_ fields: inout ScenarioFields, of vehicle: Transport.Vehicle) throws(ScenarioError) -> Int {
    let camera = try fields.whole("camera", in: 1...32)
    guard vehicle.cameras.contains(camera) else { throw ScenarioError(line: fields.line, "\(vehicle.id) has no camera \(camera)") }
    return camera
  }

  private func person(_ fields: inout ScenarioFields, mustEscort: Bool) throws(ScenarioError) -> PersonID {
    let person = PersonID(try fields.text("person"))
    guard vehicles.flatMap(\.crew).contains(where: { $0.person == person && (!mustEscort || $0.role == .escort) }) else {
      throw ScenarioError(line: fields.line, "\(person) is no \(mustEscort ? "escort" : "crew member") of this convoy")
    }
    return person
  }

  private func alarm(_ fields: inout ScenarioFields) throws(ScenarioError) -> String {
    let name = try fields.text("name")
    guard AlarmBit.names.contains(name) else { throw ScenarioError(line: fields.line, "\(name) is no alarm of JT/T 808") }
    return name
  }

  /// `ahead` or `behind`.
  private func offset(_ fields: inout ScenarioFields) throws(ScenarioError) -> TimeSpan {
    fields.has("behind") ? .zero - (try fields.duration("behind")) : try fields.duration("ahead")
  }
}
