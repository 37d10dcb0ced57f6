import ArgumentParser
import ConvoySimulator
import EscortDomain
import Foundation

/// `escort simulate`.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Play scenarios or what was recorded: to a live service over the real protocols, or into a feed file.",
    discussion: """
      A file is a scenario (.yaml), a recorded feed, or a recorded track (GPX, NMEA, CSV, GeoJSON, PLT), for which a plan along it is \
      made. Without --to nothing leaves this machine: --feed writes the convoy as a feed, --expect judges it here and compares the \
      verdicts and transitions with those the scenario expects (exit status 1 when they differ). With --to it is played over JT/T 808 \
      and HTTP at --speed, and --expect compares the service's verdicts at the end: a scenario's with what it expects, a recording's \
      with those it gives here; of a clock that ran ahead the verdict lies at receive times, which the way to the service moves. The \
      service's clock and this machine's must agree.

      A recording is played as a simulated transport of its own: every name in it gets a suffix such as -R1 and every terminal another \
      number, so that it meets nothing the service has. All is said again when it was received, late data late; in JT/T 808 what that \
      can carry exactly, the rest over HTTP. The policy it was judged under goes with it.

      At a terminal a bar shows how far it is, space pauses and goes on, → goes ten minutes further by saying quickly what lies between. \
      ← goes ten minutes back. A service cannot unlearn, so the transport there is left standing where it was, and a fresh copy (-R2, …) \
      is said quickly from its beginning up to that place. Ctrl-C leaves the transport standing too, and so it does every transport of \
      --convoys; a second one ends at once.

      --convoys N plays N copies of the scenarios, dealt out in turn, each with plates, terminals and people of its own, and reports \
      what was sent, answered and refused, how long answers took, and how much later than at its time each thing was sent, which is in no \
      answer's time. More than 2,000 vehicles need a service with a greater mostConnectionsPerAddress.

      Example:
        escort simulate Simulator/Scenarios/first-light.yaml --seed 1 --feed convoy.feed.jsonl --expect
        escort simulate Simulator/Scenarios/first-light.yaml --to http://127.0.0.1:8080 --jt808 127.0.0.1:7808 --speed 10 --expect
        escort simulate convoy.feed.jsonl --to http://127.0.0.1:8080 --jt808 127.0.0.1:7808 --speed 30 --expect
        escort simulate Simulator/Scenarios/s01-clean-run.yaml --convoys 1000 --to http://127.0.0.1:8080 --speed 10 --expect
      """)

  @Argument(help: "Scenarios, feeds or tracks; - is a feed on standard input.")
  var scenarios: [String]

  @Option(help: "Play to the service at this address.")
  var to: String?

  @Option(help: "Where that service listens for terminals.")
  var jt808 = ListenAddress(host: "127.0.0.1", port: 7808)

  @Option(help: "The file with a dispatcher's token of that service.")
  var tokenFile = "escort-data/dispatcher.token"

  @Option(help: "How many times faster than real; at most 10000.")
  var speed = 1.0

  @Option(help: "The seed; default: the scenario's own.")
  var seed: UInt64?

  @Option(help: "Play so many copies of the scenarios; at most \(ConvoyCopies.most).")
  var convoys: Int?

  @Option(help: "Write the convoy as a feed to this file; - is standard output.")
  var feed: String?

  @Flag(help: "Compare what came of it with what must come of it.")
  var expect = false

  @Flag(help: "Print the report of --convoys as JSON.")
  var json = false

  func validate() throws {
    guard speed.isFinite, speed > 0, speed <= ScenarioClock.fastest else {
      throw ValidationError("--speed must be above 0 and at most \(Int(ScenarioClock.fastest)).")
    }
    guard to != nil || feed != nil || expect else {
      throw ValidationError("Say what to do with the scenario: --to URL, --feed FILE or --expect.")
    }
    guard to == nil || feed == nil else { throw ValidationError("--to and --feed cannot go together.") }
    guard (1...ConvoyCopies.most).contains(convoys ?? 1) else {
      throw ValidationError("--convoys must be from 1 to \(ConvoyCopies.most).")
    }
  }

  func run() async throws {
    var hasFailed = false
    let pieces = try scenarios.map { try Playable.read($0, hasFailed: &hasFailed) }
    let copies = try convoys.map { try makeCopies($0, of: pieces) }
    var differences: [String] = []
    if let to {
      let service = try service(at: to)
      let interruption = Interruption()
      let isInterrupted: @Sendable () -> Bool = { interruption.hasCome }
      if let copies {
        return try await LoadRun(service: service, speed: speed, compares: expect, asJSON: json, isInterrupted: isInterrupted).play(copies)
      }
      differences = try await LivePlay(service: service, speed: speed, compares: expect, isInterrupted: isInterrupted)
        .play(pieces, seed: seed)
    } else {
      differences = try playHere(pieces, copies)
    }
    for difference in differences { Terminal.warn(difference) }
    if !differences.isEmpty { throw ExitStatus.doesNotHold }
    if expect { Terminal.warn("what came of it is what was expected") }
    if hasFailed { throw ExitStatus.badInput }
  }

  private func makeCopies(_ count: Int, of pieces: [Playable]) throws -> ConvoyCopies {
    let scenarios = pieces.compactMap { if case .scenario(let scenario) = $0 { scenario } else { nil } }
    guard scenarios.count == pieces.count else { throw ValidationError("--convoys makes copies of scenarios; a recording is played once.") }
    do { return try ConvoyCopies(of: scenarios, count: count, seed: seed) } catch { throw ValidationError(error.reason) }
  }

  /// Writes and judges without a service; returns what differs from the expectations.
  private func playHere(_ pieces: [Playable], _ copies: ConvoyCopies?) throws -> [String] {
    let played = copies == nil ? pieces.enumerated().map { $1.convoy(seed: seed, copy: $1.isRecording ? $0 + 1 : nil) } : []
    if let feed {
      let parts: [FeedFile.Part] =
        copies.map { copies in zip(copies.originals, copies.marks).map { ($0.feed, $1) } } ?? played.map { ($0.feed, [nil]) }
      try FeedFile(parts).write(to: feed)
    }
    guard expect else { return [] }
    var differences: [String] = []
    for convoy in copies?.convoys ?? played { differences += try compare(convoy) }
    return differences
  }

  private func service(at url: String) throws -> ServiceAddress {
    guard let data = FileManager.default.contents(atPath: tokenFile) else {
      Terminal.warn("\(tokenFile): cannot be read; name the file with the dispatcher's token by --token-file")
      throw ExitStatus.badInput
    }
    let token = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return ServiceAddress(
      url: url.hasSuffix("/") ? String(url.dropLast()) : url,
      terminals: ServiceAddress.Socket(host: jt808.host, port: jt808.port), dispatcherToken: token)
  }

  /// Judges a convoy here and compares both the verdicts and the transitions.
  private func compare(_ convoy: PlayedConvoy) throws -> [String] {
    guard let expected = convoy.expectation else {
      throw ValidationError("\(convoy.name) is a recording: --expect compares a service with it, and needs --to.")
    }
    let events = convoy.feed
    let verdicts = Replay.verdicts(of: events, asOf: convoy.ends).map(\.json)
    var differences = Expectation.differences(expected: expected.verdicts, actual: verdicts, what: "verdict")
    if let lines = expected.transitions {
      let transitions = Replay.transitions(of: events, until: convoy.ends).map(\.json)
      differences += Expectation.differences(expected: lines, actual: transitions, what: "transition")
    }
    return differences.map { "\(convoy.name): \($0)" }
  }
}

/// Reads scenario files; a fault is told with file, line and reason.
enum ScenarioFile {
  static func read(_ path: String) throws -> Scenario {
    guard let data = FileManager.default.contents(atPath: path) else {
      Terminal.warn("\(path): cannot be opened; check the path and the right to read it")
      throw ExitStatus.badInput
    }
    let folder = URL(filePath: path).deletingLastPathComponent()
    let file = { (name: String) in
      FileManager.default.contents(atPath: folder.appending(path: name).path).map { String(decoding: $0, as: UTF8.self) }
    }
    do { return try ScenarioReader.scenario(from: String(decoding: data, as: UTF8.self), readingFilesBy: file) } catch {
      Terminal.warn(error.line.map { "\(path):\($0): \(error.reason)" } ?? "\(path): \(error.reason)")
      throw ExitStatus.badInput
    }
  }
}
