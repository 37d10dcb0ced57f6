import EscortDomain
import Testing

@testable import ConvoySimulator
@testable import escort

@Suite("Heartbeats of a simulated unit (JT/T 808 0x0002)")
struct HeartbeatTests {
  /// Seconds of the machine's clock, at a tenth of real speed: the uplink is lost after the second report.
  private static let reports = [0, 100, 400, 470]
  private static let lostAt = 110
  private static let heartbeats = [60, 460]

  @Test("it says that it is there when it has said nothing for a minute, and not while its uplink is lost", .timeLimit(.minutes(3)))
  func heartbeats() async throws {
    let convoy = try Self.convoy()
    let begins = Instant(microsecondsSince1970: 1_795_000_000_000_000)
    let clock = SteppedClock(begins - .seconds(1))
    let scenarioClock = try #require(ScenarioClock.beginning(wall: begins, scenario: convoy.begins, speed: 0.1))
    try await AssembledService.run(by: { clock.time }) { service in
      let line = ServiceLine(service.address)
      defer { line.close() }
      let player = ConvoyPlayer(
        convoy, to: line, clock: PlayClock(scenario: scenarioClock.standing(at: convoy.ends), wallTime: { clock.time }, wait: clock.wait))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await player.play() }
        group.addTask {
          for second in stride(from: 0, through: 500, by: 10) {
            clock.advance(to: begins + .seconds(second))
            let said = Self.reports.filter { $0 <= second }.count
            let beats = Self.heartbeats.filter { $0 <= second }.count
            try await AssembledService.look { player.tally.reports >= said && player.tally.figures.heartbeats >= beats }
            #expect(player.tally.figures.heartbeats == beats, "after \(second) s")
          }
        }
        while try await group.next() != nil {}
      }
      #expect(player.tally.reports == 4 && player.tally.figures.heartbeats == 2 && player.tally.retries == 0)
    }
  }

  /// A vehicle of a scenario that reports when it is told to.
  private static func convoy() throws -> PlayedConvoy {
    let file = try #require(ScenarioTests.files.first { $0.hasSuffix("/s16-load.yaml") })
    let script = ConvoyScript(try ScenarioFile.read(file), seed: 1)
    let original = PlayedConvoy(script)
    let said = original.steps.compactMap { if case .report = $0.utterance { $0 } else { nil } }
    func at(_ second: Int) -> Instant { original.begins + TimeSpan.seconds(second).scaled(by: 0.1) }
    var steps = zip(reports, said).map { ConvoyScript.Step(sent: at($0), source: $1.source, utterance: $1.utterance) }
    steps.insert(ConvoyScript.Step(sent: at(lostAt), source: said[0].source, utterance: .uplinkLost), at: 2)
    return PlayedConvoy(
      name: "heartbeats", begins: original.begins, ends: at(500), plan: script.plan, steps: steps, units: original.units, feed: { [] })
  }
}
