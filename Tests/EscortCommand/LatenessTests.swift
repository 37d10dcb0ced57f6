import EscortDomain
import Testing

@testable import ConvoySimulator
@testable import escort

@Suite("How late a unit was with sending")
struct LatenessTests {
  @Test("what was sent long after its time is told beside the answers' times, which do not have it in them", .timeLimit(.minutes(3)))
  func late() async throws {
    let file = try #require(ScenarioTests.files.first { $0.hasSuffix("/s16-load.yaml") })
    let convoy = PlayedConvoy(ConvoyScript(try ScenarioFile.read(file), seed: 1))
    let clock = SteppedClock(Instant(microsecondsSince1970: 1_795_000_000_000_000))
    let scenarioClock = try #require(ScenarioClock.beginning(wall: clock.time + .seconds(1), scenario: convoy.begins, speed: 1))
    try await AssembledService.run(by: { clock.time }) { service in
      let line = ServiceLine(service.address)
      defer { line.close() }
      let player = ConvoyPlayer(
        convoy, to: line, clock: PlayClock(scenario: scenarioClock.standing(at: convoy.ends), wallTime: { clock.time }, wait: clock.wait))
      let tokens = try await player.provision()
      // All of it is due at once, as after a machine that slept.
      clock.advance(to: scenarioClock.wallTime(of: convoy.ends))
      try await player.play(with: tokens)
      let figures = player.tally.figures
      let first = try #require(convoy.steps.first?.sent)
      #expect(figures.lateness.count == convoy.steps.count)
      let longest = clock.time - scenarioClock.wallTime(of: first)
      #expect(longest >= .seconds(1800) && figures.lateness.longest == longest)
      #expect(figures.lateness.quantile(0.5) > .seconds(600))
      #expect(figures.messageTimes.longest == .zero && figures.postTimes.longest == .zero)
      let report = LoadReport(convoys: 1, terminals: 1, compares: false, figures: figures, outcome: LoadPlay.Outcome())
      let told = try #require(report.lines.first { $0.hasPrefix("lateness") })
      #expect(told.hasPrefix("lateness   \(convoy.steps.count) sent so long after they were due") && told.contains(", max 1800000"))
      #expect(report.json["lateness"]?.object?["max"] == .number(longest.seconds * 1000))
    }
  }
}
