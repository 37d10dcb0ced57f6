import ArgumentParser
import ConvoySimulator
import EscortDomain
import Foundation
import TrackFiles

/// `escort simulate`.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Play scenarios: to a live service over the real protocols, or into a feed file.",
    discussion: """
      Without --to nothing leaves this machine: --feed writes the convoy as a feed, --expect judges it here and compares the
      verdicts and transitions with those the scenario expects (exit status 1 when they differ). With --to the convoy is played
      over JT/T 808 and HTTP at --speed, and --expect compares the service's verdicts at the end. The service's clock and this
      machine's must agree.

      Example:
        escort simulate Simulator/Scenarios/first-light.yaml --seed 1 --feed convoy.feed.jsonl --expect
        escort simulate Simulator/Scenarios/first-light.yaml --to http://127.0.0.1:8080 --jt808 127.0.0.1:7808 --speed 10 --expect
      """)

  @Argument(help: "Scenario files.")
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

  @Option(help: "Write the convoy as a feed to this file; - is standard output.")
  var feed: String?

  @Flag(help: "Compare what came of it with what the scenario expects.")
  var expect = false

  func validate() throws {
    guard speed.isFinite, speed > 0, speed <= ScenarioClock.fastest else {
      throw ValidationError("--speed must be above 0 and at most \(Int(ScenarioClock.fastest)).")
    }
    guard to != nil || feed != nil || expect else {
      throw ValidationError("Say what to do with the scenario: --to URL, --feed FILE or --expect.")
    }
    guard to == nil || feed == nil else { throw ValidationError("--to and --feed cannot go together.") }
  }

  func run() async throws {
    let scripts = try scenarios.map { file in
      let scenario = try ScenarioFile.read(file)
      return ConvoyScript(scenario, seed: seed ?? scenario.seed)
    }
    var differences: [String] = []
    if let to {
      differences = try await LivePlay(service: try service(at: to), speed: speed, compares: expect).play(scripts)
    } else {
      if let feed { try write(scripts, to: feed) }
      if expect { for script in scripts { differences += compare(script) } }
    }
    for difference in differences { Terminal.warn(difference) }
    if !differences.isEmpty { throw ExitStatus.doesNotHold }
    if expect { Terminal.warn("what came of it is what was expected") }
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

  private func write(_ scripts: [ConvoyScript], to path: String) throws {
    let events = scripts.count == 1 ? scripts[0].feed : scripts.flatMap(\.feed).sorted { $0.received < $1.received }
    let data = Data(events.map { EventWriter.line($0) + "\n" }.joined().utf8)
    if path == "-" {
      FileHandle.standardOutput.write(data)
    } else {
      do { try data.write(to: URL(filePath: path)) } catch {
        Terminal.warn("\(path): cannot be written; check the folder and its rights")
        throw ExitStatus.badInput
      }
    }
  }

  /// Judges a script here and compares both the verdicts and the transitions.
  private func compare(_ script: ConvoyScript) -> [String] {
    let events = script.feed
    let end = script.scenario.ends
    let expected = script.scenario.expectation
    let verdicts = Replay.verdicts(of: events, asOf: end).map(\.json)
    var differences = Expectation.differences(expected: expected.verdicts, actual: verdicts, what: "verdict")
    if let lines = expected.transitions {
      let transitions = Replay.transitions(of: events, until: end).map(\.json)
      differences += Expectation.differences(expected: lines, actual: transitions, what: "transition")
    }
    return differences.map { "\(script.scenario.name): \($0)" }
  }
}

/// Reads scenario files; a fault is told with file, line and reason.
enum ScenarioFile {
  static func read(_ path: String) throws -> Scenario {
    guard let data = FileManager.default.contents(atPath: path) else {
      Terminal.warn("\(path): cannot be opened; check the path and the right to read it")
      throw ExitStatus.badInput
    }
    do { return try ScenarioReader.scenario(from: String(decoding: data, as: UTF8.self)) } catch {
      Terminal.warn(error.line.map { "\(path):\($0): \(error.reason)" } ?? "\(path): \(error.reason)")
      throw ExitStatus.badInput
    }
  }
}
