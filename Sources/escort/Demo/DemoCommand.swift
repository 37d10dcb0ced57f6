import ArgumentParser
import ConvoySimulator
import EscortDomain
import Foundation
import Logging

/// `escort demo`.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Run a service on a temporary data folder with a simulated convoy over real sockets; prints the console's address.",
    discussion: """
      With --seconds the demo ends by itself: status 0 and a summary, or status 1 when the convoy did not move or a planted fault
      was not seen. Without, the console stays open until Ctrl-C.

      Example:
        escort demo --speed 30
        escort demo --seconds 30
      """)

  @Option(help: "The scenario to play.")
  var scenario = "Simulator/Scenarios/first-light.yaml"

  @Option(help: "How many times faster than real; default: 30, or as fast as --seconds needs.")
  var speed: Double?

  @Option(help: "The seed; default: the scenario's own.")
  var seed: UInt64?

  @Option(help: "End after so many seconds; at least 10.")
  var seconds: Int?

  @Option(help: "Where to listen for HTTP; a free port when that one is taken.")
  var http = ListenAddress(host: "127.0.0.1", port: 8080)

  @Option(help: "Where to listen for JT/T 808 terminals; a free port when that one is taken.")
  var jt808 = ListenAddress(host: "127.0.0.1", port: 7808)

  @Option(help: "Where the map library lies.")
  var leaflet = ServiceHost.debianLeaflet

  @Option(help: "Write the console's address, account and password to this file, one a line.")
  var announce: String?

  @Option(help: "When the preparations began, in seconds since 1970, to tell how long they took.")
  var since: Double?

  func validate() throws {
    if let seconds, seconds < Self.shortestSeconds || seconds > 86_400 {
      throw ValidationError("--seconds must be from \(Self.shortestSeconds) to 86400.")
    }
    if let speed, !(speed > 0 && speed <= ScenarioClock.fastest) {
      throw ValidationError("--speed must be above 0 and at most \(Int(ScenarioClock.fastest)).")
    }
  }

  func run() async throws {
    let read = try ScenarioFile.read(scenario)
    let script = ConvoyScript(read, seed: seed ?? read.seed)
    let play = DemoPlay(script: script, speed: speed ?? demoSpeed(read), seconds: seconds)
    let folder = FileManager.default.temporaryDirectory.appending(path: "escort-demo-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var logger = Logger(label: "escort")
    logger.logLevel = .warning
    var settings = ServiceSettings()
    settings.data = folder
    settings.http = http.orFree
    settings.jt808 = jt808.orFree
    settings.leaflet = leaflet
    let host = ServiceHost(settings: settings, logger: logger)
    let failures = FoundFailures()
    do {
      try await host.run { running in
        try self.announce(running)
        failures.add(try await play.run(running))
      }
    } catch let error as ServiceHost.StartError {
      Terminal.warn("\(error)")
      throw ExitStatus.badInput
    }
    for failure in failures.all { Terminal.warn("✘ \(failure)") }
    if !failures.all.isEmpty { throw ExitStatus.doesNotHold }
  }

  /// Fast enough for the last expected transition to come two seconds before the end.
  private func demoSpeed(_ scenario: Scenario) -> Double {
    guard let seconds else { return Self.usualSpeed }
    let last = (scenario.expectation.transitions ?? []).compactMap { $0.instants["received"] }.max() ?? scenario.ends
    return max(1, (last - scenario.begins).seconds / Double(seconds - Self.marginSeconds))
  }

  private func announce(_ running: ServiceHost.Running) throws {
    let password = running.secrets.password ?? ""
    Terminal.writeLine("押运 · Escort")
    Terminal.writeLine("  console    \(running.url)/")
    Terminal.writeLine("  sign in    account \(FirstSecrets.account)   password \(password)")
    Terminal.writeLine("  terminals  \(running.terminals) (JT/T 808)")
    if let since {
      let took = Double(WallClock.time.microsecondsSince1970) / 1_000_000 - since
      Terminal.writeLine("  ready      after \(Int(took.rounded())) s")
    }
    guard let announce else { return }
    let text = "\(running.url)/\n\(FirstSecrets.account)\n\(password)\n"
    try Data(text.utf8).write(to: URL(filePath: announce), options: .atomic)
  }

  private static let usualSpeed = 30.0
  private static let shortestSeconds = 10
  private static let marginSeconds = 4
}
