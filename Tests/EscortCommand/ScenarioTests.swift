import ConvoySimulator
import DispatchDesk
import EscortDomain
import Foundation
import Testing

@testable import escort

/// The scenarios that are shipped: each says what must come of it.
@Suite("The shipped scenarios")
struct ScenarioTests {
  static let files: [String] = {
    let folder = URL(filePath: #filePath).appending(path: "../../../Simulator/Scenarios").standardizedFileURL.path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
  }()

  @Test("judged from its feed, with any seed, every scenario gives what it expects, and no two share a vehicle, a terminal or a person")
  func offline() throws {
    #expect(Self.files.count >= 41)
    var taken: Set<String> = []
    for file in Self.files {
      let scenario = try ScenarioFile.read(file)
      let expected = scenario.expectation
      for unit in scenario.units { #expect(taken.insert(unit.terminal).inserted, "\(file): \(unit.terminal)") }
      for vehicle in scenario.transport.vehicles { #expect(taken.insert(vehicle.id.text).inserted, "\(file): \(vehicle.id)") }
      for person in scenario.people { #expect(taken.insert(person.id.text).inserted, "\(file): \(person.id)") }
      for seed in [scenario.seed, 2, 3] {
        let script = ConvoyScript(scenario, seed: seed)
        let verdicts = Replay.verdicts(of: script.feed, asOf: scenario.ends).map(\.json)
        let source = "\(scenario.name), seed \(seed)"
        #expect(Expectation.differences(expected: expected.verdicts, actual: verdicts, what: "verdict") == [], "\(source)")
        guard let told = expected.transitions else { continue }
        let transitions = Replay.transitions(of: script.feed, until: scenario.ends).map(\.json)
        #expect(Expectation.differences(expected: told, actual: transitions, what: "transition") == [], "\(source)")
      }
    }
  }

  @Test("the sixteen scenarios of the requirements are there")
  func sixteen() {
    let names = Self.files.map { URL(filePath: $0).lastPathComponent }
    for number in 1...16 {
      let prefix = "s" + (number < 10 ? "0" : "") + "\(number)-"
      #expect(names.contains { $0.hasPrefix(prefix) }, "\(prefix)")
    }
  }

  @Test("what comes twice and out of order is told once", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func once(seed: UInt64) throws {
    let file = try #require(Self.files.first { $0.contains("s14b-") })
    let script = ConvoyScript(try ScenarioFile.read(file), seed: seed)
    let transitions = Replay.transitions(of: script.feed, until: script.scenario.ends)
    // A fix that was held up can still move the end of what has ended; nothing is raised anew, and nothing taken back.
    #expect(transitions.map(\.kind).filter { $0 != .changed } == [.raised, .ended])
  }

  @Test("played together over real sockets, every scenario gives the service what it expects")
  func live() async throws {
    // A clock that runs ahead is judged by when its reports are received: ClockAheadTests plays it, LiveFirstLightTests the other.
    let scenarios = try Self.files.map { try ScenarioFile.read($0) }.filter { !["first-light", "clock-ahead"].contains($0.name) }
    try await LiveService.run { _, service in
      // Sixty-five minutes in 26 seconds.
      let differences = try await LivePlay(service: service, speed: 150, compares: true)
        .play(scenarios.map { .scenario($0) }, seed: 5)
      #expect(differences == [])
    }
  }
}
