import ConvoySimulator
import EscortDomain
import Foundation
import Testing

@Suite("Scenario files")
struct ScenarioReaderTests {
  @Test("first light is read whole")
  func firstLight() throws {
    let scenario = try ScenarioReader.scenario(from: ScenarioText.firstLight)
    #expect(scenario.transport.vehicles.map(\.id.text) == ["湘A12345", "湘A67890"])
    #expect(scenario.transport.vehicles.allSatisfy { $0.cameras == [1, 2] && $0.crew.filter { $0.role == .escort }.count == 2 })
    #expect(scenario.faults.count == 3)
    #expect(scenario.begins.rfc3339Shanghai == "2024-01-11T08:12:00+08:00")
    #expect(scenario.people.count == 6)
  }

  @Test(
    "every kind of fault is read, and one that makes no sense is refused",
    arguments: [
      ("kind: uplink-lost, vehicle: 湘A12345, stores: false", "uplinkLost"), ("kind: no-fix, vehicle: 湘A12345", "noFix"),
      ("kind: jump, vehicle: 湘A12345, metres: 900", "jump"), ("kind: frozen, vehicle: 湘A12345", "frozen"),
      ("kind: detour, vehicle: 湘A12345, metres: -300", "detour"), ("kind: speeding, vehicle: 湘A12345, speed: 120", "speeding"),
      ("kind: clock, vehicle: 湘A12345, behind: 8h", "clock"), ("kind: clock, vehicle: 湘A12345, zone: 0", "clock"),
      ("kind: drift, vehicle: 湘A12345, metres: 300", "drift"), ("kind: duplicates, vehicle: 湘A12345", "duplicates"),
      ("kind: reordering, vehicle: 湘A12345", "reordering"), ("kind: heartbeats-lost, vehicle: 湘A12345", "heartbeatsLost"),
      ("kind: breakdown, vehicle: 湘A12345, to: 湘A67890", "breakdown"), ("kind: poses-as-escort, person: P03", "posesAsEscort"),
      ("kind: clock, vehicle: 湘A12345, zone: 8", nil), ("kind: clock, vehicle: 湘A12345, zone: 20", nil),
      ("kind: poses-as-escort, person: P01", nil), ("kind: drift, vehicle: 湘A12345, metres: -300", nil),
      ("kind: reordering, vehicle: 湘A12345, by: some", nil),
      ("kind: door-open, vehicle: 湘A12345", "doorOpen"),
      ("kind: alarm, vehicle: 湘A12345, name: rollover", "alarm"), ("kind: stop", "stop"),
      ("kind: camera, vehicle: 湘A12345, camera: 1, state: occluded", "camera"),
      ("kind: not-confirming, person: P01", "notConfirming"), ("kind: duress, person: P03", "duress"),
      ("kind: alarm, vehicle: 湘A12345, name: noise", nil), ("kind: camera, vehicle: 湘A12345, camera: 9, state: fault", nil),
      ("kind: not-confirming, person: P03", nil), ("kind: uplink-lost, vehicle: 湘A12345, stores: maybe", nil),
    ])
  func faults(_ fields: String, _ kind: String?) throws {
    let isOnce = kind == "jump" || kind == "duress"
    let line = "faults:\n  - {\(fields), from: \"09:00:00\"\(isOnce ? "" : ", for: 1m")}\n"
    let text = ScenarioText.firstLight.replacing("faults:\n", with: line)
    try #require(text != ScenarioText.firstLight)
    let read = Result { try ScenarioReader.scenario(from: text) }
    if let kind {
      #expect("\(try read.get().faults[0].kind)".hasPrefix(kind))
    } else {
      #expect(throws: ScenarioError.self) { try read.get() }
    }
  }

  @Test("a slip is told with its line and what would be right", arguments: Slip.all)
  func slips(_ slip: Slip) throws {
    let text = ScenarioText.firstLight.replacing(slip.right, with: slip.wrong)
    try #require(text != ScenarioText.firstLight)
    let line = try #require(text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(slip.wrong) }) + 1
    let error = #expect(throws: ScenarioError.self) { try ScenarioReader.scenario(from: text) }
    #expect(error?.line == line + slip.linesOff)
    #expect(error?.reason.contains(slip.hint) == true, "\(error?.reason ?? "")")
  }

  @Test("a way comes from a file beside the scenario")
  func way() throws {
    let text = ScenarioText.named("f16-by-place")
    let scenario = try ScenarioReader.scenario(from: text, readingFilesBy: ScenarioText.file)
    #expect(scenario.transport.route.points.count == 25)
    #expect((20_180..<20_190).contains(scenario.transport.route.lengthMetres))
  }

  @Test(
    "a way that cannot be read is told with the scenario's line and the file's",
    arguments: [(nil, "cannot be opened"), ("<gpx>\n<rte/></gpx>", "line 1: a way needs"), ("{", "not JSON")] as [(String?, String)])
  func noWay(_ file: String?, _ hint: String) throws {
    let text = ScenarioText.named("f16-by-place")
    let line = try #require(text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("gobi.gpx") }) + 1
    let error = #expect(throws: ScenarioError.self) { try ScenarioReader.scenario(from: text) { _ in file } }
    #expect(error?.line == line)
    #expect(error?.reason.contains(hint) == true && error?.reason.contains("ways/gobi.gpx") == true, "\(error?.reason ?? "")")
  }

  @Test("noise out of its bounds is told with its line", arguments: ["metres: -1", "lost: 1.5", "loss: 0.1"])
  func noise(_ field: String) throws {
    let text = ScenarioText.firstLight.replacing("expect:\n", with: "noise: {\(field)}\n\nexpect:\n")
    let line = try #require(text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("noise:") }) + 1
    #expect(#expect(throws: ScenarioError.self) { try ScenarioReader.scenario(from: text) }?.line == line)
  }

  @Test("cut off anywhere, a file is refused or read, never trapped on")
  func truncated() {
    let text = ScenarioText.firstLight
    for length in stride(from: 0, to: text.count, by: 37) {
      _ = try? ScenarioReader.scenario(from: String(text.prefix(length)))
    }
  }
}

/// A mistake someone makes in a scenario, and what the reader must say.
struct Slip: Sendable, CustomTestStringConvertible {
  let right: String
  let wrong: String
  let hint: String
  var linesOff = 0

  var testDescription: String { wrong }

  static let all = [
    Slip(right: "cruise: 80 ", wrong: "cruise: fast ", hint: "number"),
    Slip(right: "headway: 20s", wrong: "headway: 20", hint: "20s, 12m or 2h"),
    Slip(right: "departs: \"08:30:00\"", wrong: "departs: \"25:30:00\"", hint: "time of day"),
    Slip(right: "leg: province-branch", wrong: "leg: province-moon", hint: "province-branch"),
    Slip(right: "{kind: uplink-lost", wrong: "{kind: uplink-lots", hint: "uplink-lost"),
    Slip(right: "person: P02", wrong: "person: P03", hint: "no escort"),
    Slip(right: "camera: 2, from: \"09:02:04\"", wrong: "camera: 9, from: \"09:02:04\"", hint: "no camera 9"),
    Slip(right: "version: 2013", wrong: "version: 2014", hint: "2013 or 2019", linesOff: -2),
    Slip(right: "{stop: 汨罗江服务区", wrong: "{stop: 别的服务区", hint: "none of the transport's stops"),
    Slip(right: "offset: 5s", wrong: "ofset: 5s", hint: "ofset"),
    Slip(right: "{id: P05, name: 周", wrong: "{id: P04, name: 周", hint: "twice"),
    Slip(right: "[28.20745, 112.97741]", wrong: "[28.20745, 212.97741]", hint: "-180"),
    Slip(
      right: "rule: escort-minimum, vehicle: 湘A12345, from: \"09:12:12\", to: \"09:16:12\", severity",
      wrong: "rule: escort-maximum, severity", hint: "escort-minimum"),
    Slip(right: "seed: 1", wrong: "seed: [1", hint: "YAML", linesOff: 2),
  ]
}

/// The scenarios the product ships.
enum ScenarioText {
  static let firstLight = named("first-light")

  /// The text of a shipped scenario; empty when there is none.
  static func named(_ name: String) -> String { file("\(name).yaml") ?? "" }

  /// The text of a file by its path from the scenarios' folder.
  static func file(_ path: String) -> String? {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Simulator/Scenarios/\(path)").standardizedFileURL
    return try? String(contentsOf: file, encoding: .utf8)
  }
}
