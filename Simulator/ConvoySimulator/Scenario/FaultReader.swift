import EscortDomain
import JT808
import Yams

/// Reads what goes wrong; when that is, where the file says it by place, ``FaultPlacer`` finds out.
struct FaultReader {
  /// A fault as its file states it.
  struct Statement {
    let kind: Scenario.Fault.Kind
    let begins: Beginning
    let ends: Ending
    let line: Int
  }

  enum Beginning {
    case at(Instant)
    case place(metres: Double)
  }

  enum Ending {
    case after(TimeSpan)
    case place(metres: Double)
  }

  private enum Name: String, CaseIterable {
    case uplinkLost = "uplink-lost"
    case noFix = "no-fix"
    case jump, frozen, drift, detour, speeding, clock, duplicates, reordering
    case doorOpen = "door-open"
    case alarm, camera
    case cameraStopped = "camera-stopped"
    case heartbeatsLost = "heartbeats-lost"
    case stop, breakdown
    case escortLeaves = "escort-leaves"
    case notConfirming = "not-confirming"
    case posesAsEscort = "poses-as-escort"
    case duress
  }

  let date: CivilDate
  let vehicles: [Transport.Vehicle]

  func faults(_ nodes: [Node]) throws(ScenarioError) -> [Statement] {
    var faults: [Statement] = []
    for node in nodes {
      var fields = try ScenarioFields(node, path: "fault")
      let name = try fields.choice("kind", Name.allCases)
      let kind = try kind(name, &fields)
      let begins = try beginning(&fields)
      let ends: Ending = name == .jump || name == .duress ? .after(.zero) : try ending(of: kind, &fields)
      try fields.finish()
      faults.append(Statement(kind: kind, begins: begins, ends: ends, line: node.line))
    }
    return faults
  }

  private func beginning(_ fields: inout ScenarioFields) throws(ScenarioError) -> Beginning {
    if let kilometre = try fields.optionalNumber("at-kilometre", in: 0...Self.longestKilometres) {
      return .place(metres: kilometre * 1000)
    }
    return .at(try fields.instant("from", on: date))
  }

  private func ending(of kind: Scenario.Fault.Kind, _ fields: inout ScenarioFields) throws(ScenarioError) -> Ending {
    guard let kilometre = try fields.optionalNumber("until-kilometre", in: 0...Self.longestKilometres) else {
      return .after(try fields.duration("for"))
    }
    guard !kind.holdsUp else {
      throw ScenarioError(line: fields.line, "who stands comes to no other place; say \"for\" how long instead of \"until-kilometre\"")
    }
    return .place(metres: kilometre * 1000)
  }

  private func kind(_ name: Name, _ fields: inout ScenarioFields) throws(ScenarioError) -> Scenario.Fault.Kind {
    switch name {
    case .stop: return .stop
    case .escortLeaves: return .escortLeaves(try fields.person(of: vehicles, as: [.escort]))
    case .notConfirming: return .notConfirming(try fields.person(of: vehicles, as: [.escort]))
    case .posesAsEscort: return .posesAsEscort(try fields.person(of: vehicles, as: [.driver, .reliefDriver]))
    case .duress: return .duress(try fields.person(of: vehicles, as: [.escort, .driver, .reliefDriver]))
    default: break
    }
    let vehicle = try fields.vehicle(of: vehicles)
    let id = vehicle.id
    switch name {
    case .noFix: return .noFix(id)
    case .jump: return .jump(id, metres: try fields.number("metres", in: 1...1_000_000))
    case .frozen: return .frozen(id)
    case .drift: return .drift(id, metres: try fields.number("metres", in: 1...100_000))
    case .detour: return .detour(id, metres: try fields.number("metres", in: -100_000...100_000))
    case .speeding: return .speeding(id, kilometresPerHour: try fields.number("speed", in: 0...300))
    case .clock: return .clock(id, ahead: try offset(&fields))
    case .duplicates: return .duplicates(id)
    case .reordering: return .reordering(id, by: try fields.duration("by", otherwise: Self.usualHoldUp))
    case .doorOpen: return .doorOpen(id)
    case .alarm: return .alarm(id, name: try alarm(&fields))
    case .camera:
      return .camera(
        id, camera: try fields.camera(of: vehicle), try fields.choice("state", [.stopped, .fault, .occluded, .noSignal]))
    case .cameraStopped: return .camera(id, camera: try fields.camera(of: vehicle), .stopped)
    case .heartbeatsLost: return .heartbeatsLost(id)
    case .breakdown: return .breakdown(id, to: try relief(of: id, &fields))
    default: return .uplinkLost(id, stores: try fields.optionalFlag("stores") ?? true)
    }
  }

  /// The vehicle that takes over, which must come by.
  private func relief(of broken: VehicleID, _ fields: inout ScenarioFields) throws(ScenarioError) -> VehicleID {
    let relief = try fields.vehicle("to", of: vehicles).id
    let order = [broken, relief].compactMap { id in vehicles.firstIndex { $0.id == id } }
    guard order.count == 2, order[0] < order[1] else {
      throw ScenarioError(line: fields.line, "\(relief) does not drive behind \(broken), so it cannot come by and take over")
    }
    return relief
  }

  private func alarm(_ fields: inout ScenarioFields) throws(ScenarioError) -> String {
    let name = try fields.text("name")
    guard AlarmBit.names.contains(name) else { throw ScenarioError(line: fields.line, "\(name) is no alarm of JT/T 808") }
    return name
  }

  /// `ahead`, `behind`, or the `zone` the clock is set to instead of GMT+8 (RULES.md §1).
  private func offset(_ fields: inout ScenarioFields) throws(ScenarioError) -> TimeSpan {
    if fields.has("behind") { return .zero - (try fields.duration("behind")) }
    guard fields.has("zone") else { return try fields.duration("ahead") }
    let zone = try fields.whole("zone", in: -12...16)
    guard zone != Self.rightZone else { throw ScenarioError(line: fields.line, "zone \(zone) is the right one; JT/T 808 time is GMT+8") }
    return .seconds((zone - Self.rightZone) * 3600)
  }

  private static let rightZone = 8
  private static let longestKilometres = 10_000.0
  private static let usualHoldUp = TimeSpan.seconds(30)
}
