import ConvoySimulator
import EscortDomain
import Foundation
import TrackFiles

/// What `escort simulate` plays: a scenario, or what was recorded.
enum Playable: Sendable {
  case scenario(Scenario)
  case recording(Recording)

  /// Reads a file; a fault of it is told with file, line and reason. Its name or how it begins says what it is.
  ///
  /// - Parameter hasFailed: set when a line of a feed could not be read; the rest is played.
  static func read(_ path: String, hasFailed: inout Bool) throws -> Playable {
    if path == "-" { return try feed(path, &hasFailed) }
    switch URL(filePath: path).pathExtension.lowercased() {
    case "yaml", "yml": return .scenario(try ScenarioFile.read(path))
    case "jsonl": return try feed(path, &hasFailed)
    case "gpx", "csv", "nmea", "geojson", "plt": return try track(path)
    default: break
    }
    guard let handle = FileHandle(forReadingAtPath: path), let start = try? handle.read(upToCount: longestStart) else {
      Terminal.warn("\(path): cannot be opened; check the path and the right to read it")
      throw ExitStatus.badInput
    }
    try? handle.close()
    switch form(of: String(decoding: start, as: UTF8.self)) {
    case .feed: return try feed(path, &hasFailed)
    case .track: return try track(path)
    case .scenario: return .scenario(try ScenarioFile.read(path))
    }
  }

  /// The three kinds of files.
  enum Form: Hashable, Sendable {
    case scenario, feed, track
  }

  /// What a file is, by how it begins: a feed's lines are objects with a type, a table's head begins with the time.
  static func form(of start: String) -> Form {
    let lines = start.split(whereSeparator: \.isNewline).map { $0.drop { $0.isWhitespace || $0 == "\u{FEFF}" } }
    guard let line = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else { return .scenario }
    if line.hasPrefix("{") {
      guard let object = try? JSONValue(parsing: line.utf8).object, object["at"] != nil else { return .track }
      return .feed
    }
    let columns = Set(line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces).lowercased() })
    return TrackFile.form(of: String(line)) != .csv || columns.isSuperset(of: ["time", "lat", "lon"]) ? .track : .scenario
  }

  private static func feed(_ path: String, _ hasFailed: inout Bool) throws -> Playable {
    var input = FeedInput()
    var events: [Event] = []
    try input.read(path) { if events.count <= Recording.mostEvents { events += $0 } }
    hasFailed = hasFailed || input.hasFailed
    return .recording(try recording(path, events))
  }

  private static func track(_ path: String) throws -> Playable {
    guard let data = FileManager.default.contents(atPath: path) else {
      Terminal.warn("\(path): cannot be opened; check the path and the right to read it")
      throw ExitStatus.badInput
    }
    let track: Track
    do { track = try TrackFile.track(from: String(decoding: data, as: UTF8.self)) } catch {
      Terminal.warn("\(path):\(error.line): \(error.reason)")
      throw ExitStatus.badInput
    }
    let events = try TrackRecording.events(of: track, vehicle: VehicleID("湘A00000"), terminal: "13900000001")
    return .recording(try recording(path, events))
  }

  private static func recording(_ path: String, _ events: [Event]) throws -> Recording {
    do {
      let recording = try Recording(name: URL(filePath: path).lastPathComponent, events: events)
      if recording.leftOut > 0 {
        Terminal.warn("\(path): \(recording.leftOut) events of vehicles and people in no plan of it are left out")
      }
      return recording
    } catch {
      Terminal.warn("\(path): \(error.reason)")
      throw ExitStatus.badInput
    }
  }

  /// A plan with a long route is a long first line.
  private static let longestStart = FeedReader.longestLineBytes
}

extension Playable {
  /// Whether it happened before.
  var isRecording: Bool { if case .recording = self { true } else { false } }

  /// What is played: a scenario as it is, or a numbered copy. A recording is always a copy, since the service may hold the original.
  ///
  /// - Parameter number: tells copies apart, from 1; `nil` for a scenario as it is, and the first copy of a recording.
  func convoy(seed: UInt64?, copy number: Int?) -> PlayedConvoy {
    switch self {
    case .scenario(let scenario):
      let convoy = PlayedConvoy(ConvoyScript(scenario, seed: seed ?? scenario.seed))
      return convoy.copy(under: number.map { Self.mark($0, of: scenario.name, convoy.terminals) })
    case .recording(let recording):
      return recording.convoy(mark: Self.mark(number ?? 1, of: recording.name, recording.terminals))
    }
  }

  private static func mark(_ number: Int, of name: String, _ terminals: [String]) -> ConvoyMark {
    ConvoyMark(suffix: "-R\(number)", terminals: terminals, block: ConvoyMark.block(of: "\(name) \(number)"), first: 0)
  }
}
