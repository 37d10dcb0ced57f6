import ConvoySimulator
import EscortDomain
import Foundation
import Testing

@testable import escort

@Suite("First light, judged from its feed")
struct FirstLightTests {
  static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Simulator/Scenarios/first-light.yaml").standardizedFileURL.path

  /// With seeds 26 and 27 an escort of the second vehicle confirms when the first one stands and its own does not yet.
  @Test("every seed gives the expected verdicts and transitions, to the second", arguments: [1, 2, 3, 26, 27, 20_240_111] as [UInt64])
  func expected(seed: UInt64) throws {
    let script = ConvoyScript(try ScenarioFile.read(Self.path), seed: seed)
    let expected = script.scenario.expectation
    let verdicts = Replay.verdicts(of: script.feed, asOf: script.scenario.ends).map(\.json)
    let transitions = Replay.transitions(of: script.feed, until: script.scenario.ends).map(\.json)
    let told = try #require(expected.transitions)
    #expect(expected.verdicts.count == 2 && told.count == 10)
    #expect(Expectation.differences(expected: expected.verdicts, actual: verdicts, what: "verdict") == [])
    #expect(Expectation.differences(expected: told, actual: transitions, what: "transition") == [])
  }

  @Test("ten orders of arrival change nothing")
  func shuffled() throws {
    let script = ConvoyScript(try ScenarioFile.read(Self.path), seed: 1)
    let verdicts = Replay.verdicts(of: script.feed, asOf: script.scenario.ends)
    for seed in 1...10 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      #expect(Replay.verdicts(of: script.feed.shuffled(using: &generator), asOf: script.scenario.ends) == verdicts)
    }
  }

  @Test("an expectation that is not met is told, and so is a verdict nobody expected")
  func unmet() throws {
    var expected = try ScenarioFile.read(Self.path).expectation.verdicts
    let verdict: JSONObject = ["rule": "signal-loss", "transport": "SIM-0111-01", "from": "2024-01-11T00:00:00Z", "to": .null]
    expected.removeLast()
    let differences = Expectation.differences(expected: expected, actual: [verdict], what: "verdict")
    #expect(differences.count == 2)
  }
}
