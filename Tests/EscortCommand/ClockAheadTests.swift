import EscortDomain
import Testing

@testable import ConvoySimulator
@testable import escort

/// A clock that runs ahead is judged by when its reports are received (RULES.md 8.3-15). Played quickly by the machine's clock, a tenth of
/// a second on the way is fifteen of the scenario's; so here the clock of both sides goes on only when everything said so far is
/// answered, and the verdicts are held to the second like those of every other scenario.
@Suite("A clock that runs ahead, played over real sockets")
struct ClockAheadTests {
  @Test("the service gives what the scenario expects, at the instants its reports were sent", .timeLimit(.minutes(3)))
  func live() async throws {
    let scenario = try ScenarioFile.read(try #require(ScenarioTests.files.first { $0.hasSuffix("/s14-clock-ahead.yaml") }))
    let convoy = PlayedConvoy(ConvoyScript(scenario, seed: 5))
    let clock = SteppedClock(Instant(microsecondsSince1970: 1_795_000_000_000_000))
    let scenarioClock = try #require(ScenarioClock.beginning(wall: clock.time + .seconds(1), scenario: convoy.begins, speed: 150))
    try await AssembledService.run(by: { clock.time }) { service in
      let line = ServiceLine(service.address)
      defer { line.close() }
      let player = ConvoyPlayer(
        convoy, to: line,
        clock: PlayClock(scenario: scenarioClock.standing(at: convoy.ends), wallTime: { clock.time }, wait: clock.wait))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await player.play() }
        group.addTask { try await conduct(convoy, player, service, clock, scenarioClock) }
        while try await group.next() != nil {}
      }
      #expect(player.tally.figures.refusals == 0 && player.tally.retries == 0)
      #expect(player.tally.figures.lateness.count == convoy.steps.count && player.tally.figures.lateness.longest == .zero)
      let verdicts = try await player.verdicts(transitions: false)
      #expect(Expectation.differences(expected: scenario.expectation.verdicts, actual: verdicts, what: "verdict") == [])
      let ahead = try #require(verdicts.first { $0["rule"] == "implausible-position" })
      let from = try #require(ahead["from"]?.string.flatMap { Instant(rfc3339: $0) })
      // What is stored at one instant is received a microsecond after each other, and a microsecond is 150 of the scenario's.
      let sent = try #require(Instant(rfc3339: "2024-01-11T09:10:00+08:00"))
      #expect(from >= sent && from - sent < TimeSpan(microseconds: 10_000))
    }
  }

  /// Lets time go on from one thing said to the next, each time when everything before is answered.
  private func conduct(
    _ convoy: PlayedConvoy, _ player: ConvoyPlayer, _ service: AssembledService, _ clock: SteppedClock,
    _ scenarioClock: ScenarioClock
  ) async throws {
    let steps = convoy.steps
    for (index, step) in steps.enumerated() where index == 0 || steps[index - 1].sent < step.sent {
      try await AssembledService.look { player.tally.reports + player.tally.posts >= index }
      clock.advance(to: scenarioClock.wallTime(of: step.sent))
      await service.tick(at: clock.time)
    }
    try await AssembledService.look { player.tally.reports + player.tally.posts >= steps.count }
    clock.advance(to: scenarioClock.wallTime(of: convoy.ends))
    await service.tick(at: clock.time)
  }
}
