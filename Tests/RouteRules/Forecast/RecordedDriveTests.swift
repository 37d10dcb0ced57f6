import EscortDomain
import Foundation
import RouteRules
import Testing
import TrackFiles

/// Drives that people recorded, in traffic nobody made up; they stand beside the package where they exist. How much the planned pace is
/// doubted was chosen with these three in view: the test keeps what was reached, and proves nothing of other drives.
@Suite("The arrival forecast on recorded drives")
struct RecordedDriveTests {
  @Test(
    "planned as it was driven, a fifth too short and a quarter too long, four of five arrivals lie inside",
    arguments: RecordedDrive.all.isEmpty ? [] : [RecordedDrive.all])
  func drives(_ drives: [RecordedDrive]) throws {
    let asked = try drives.flatMap { drive in try [0.8, 1, 1.25].flatMap { try drive.ask(plannedAs: $0) } }
    let inside = asked.count { $0.earliest <= $0.arrival && $0.arrival <= $0.latest }
    print("recorded drives, \(asked.count) forecasts: \(inside) inside, \(asked.count { $0.arrival < $0.earliest }) earlier")
    #expect(Double(inside) > 0.75 * Double(asked.count))
  }
}

/// A recorded drive as a transport of one vehicle.
struct RecordedDrive: Sendable, CustomTestStringConvertible {
  let path: String

  var testDescription: String { path }

  static let all: [RecordedDrive] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/tracks")
      .standardizedFileURL.path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".gpx") }.sorted().map { RecordedDrive(path: "\(folder)/\($0)") }
  }()

  /// The forecast's bounds with the arrival they are about, every half minute of the way.
  func ask(plannedAs factor: Double) throws -> [(earliest: Instant, latest: Instant, arrival: Instant)] {
    let track = try TrackFile.track(from: String(contentsOfFile: path, encoding: .utf8))
    let vehicle = VehicleID("X10001")
    let positions = TrackFeed.positions(of: track, vehicle: vehicle).sorted { $0.at < $1.at }
    let line = try TrackFeed.plan(of: track, vehicle: vehicle, terminal: nil)
    guard case .transport(var plan) = line.fact, let start = positions.first?.at else { return [] }
    let destination = BoundedArea(plan.destination.area, defaultRadiusMetres: Policy().areaRadiusMetres)
    let isInside = positions.map { if case .position(let report) = $0.fact { destination.contains(report.coordinate) } else { false } }
    let arrival = positions[(isInside.lastIndex(of: false) ?? -1) + 1].at
    plan.plannedArrival = start + (arrival - start).scaled(by: factor)

    var engine = RuleEngine(clocking: .recorded, memory: EngineMemory(foretells: true))
    engine.take(Event(at: line.at, received: line.received, fact: .transport(plan)))
    engine.take(Event(at: start, received: start, fact: .declaration(Declaration(kind: .departed, transport: plan.id))))
    var taken = 0
    var progress = RouteProgress()
    var asked: [(Instant, Instant, Instant)] = []
    for now in stride(from: 30, to: Int((arrival - start).seconds), by: 30).map({ start + .seconds($0) }) {
      while taken < positions.count, positions[taken].at <= now {
        engine.take(positions[taken])
        taken += 1
      }
      _ = engine.settle(at: now)
      guard let picture = engine.picture(of: plan.id, at: now) else { continue }
      picture.vehicles[0].advance(&progress, along: plan.route, policy: picture.policy)
      let forecast = ArrivalForecast(
        plan: plan, policy: picture.policy, asOf: now, departure: picture.custody.departure, vehicles: [progress])
      if let forecast { asked.append((forecast.earliest, forecast.latest, arrival)) }
    }
    return asked
  }
}
