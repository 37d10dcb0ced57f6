import EscortDomain
import Yams

/// Reads what a scenario says of seals, and what it puts on the recorders' disks.
enum EvidenceReader {
  static func seals(
    _ nodes: [Node], on date: CivilDate, vehicles: [Transport.Vehicle]
  ) throws(ScenarioError) -> [Scenario.SealStep] {
    var seals: [Scenario.SealStep] = []
    for node in nodes {
      var fields = try ScenarioFields(node, path: "seal")
      let report = SealReport(
        vehicle: try fields.vehicle(of: vehicles).id, seal: try fields.text("seal"),
        state: try fields.choice("state", [.applied, .intact, .broken]))
      seals.append(Scenario.SealStep(report: report, at: try fields.instant("at", on: date)))
      try fields.finish()
    }
    return seals
  }

  static func recordings(
    _ nodes: [Node], on date: CivilDate, vehicles: [Transport.Vehicle]
  ) throws(ScenarioError) -> [RecordedSegment] {
    var pieces: [RecordedSegment] = []
    for node in nodes {
      var fields = try ScenarioFields(node, path: "recordings")
      let vehicle = try fields.vehicle(of: vehicles)
      let camera = try fields.camera(of: vehicle)
      let from = try fields.instant("from", on: date)
      let to = try fields.instant("to", on: date)
      try fields.finish()
      guard from < to else { throw ScenarioError(line: node.line, "a recording must end after it begins") }
      pieces.append(RecordedSegment(vehicle: vehicle.id, camera: camera, from: from, to: to))
    }
    return pieces
  }
}
