import ConvoySimulator
import EscortDomain
import Foundation

/// Plays scripts to a live service, tells how far they are, and compares what came of them.
struct LivePlay {
  let service: ServiceAddress
  let speed: Double
  let compares: Bool

  /// Returns what differs from the expectations; empty when nothing does or nothing was compared.
  func play(_ scripts: [ConvoyScript]) async throws -> [String] {
    try await withThrowingTaskGroup(of: [String].self) { group in
      for script in scripts { group.addTask { try await play(script) } }
      var differences: [String] = []
      for try await found in group { differences += found }
      return differences
    }
  }

  private func play(_ script: ConvoyScript) async throws -> [String] {
    let scenario = script.scenario
    guard let clock = ScenarioClock(wall: WallClock.time + .seconds(1), scenario: scenario.begins, speed: speed) else { return [] }
    let player = ConvoyPlayer(
      script, to: service, clock: PlayClock(scenario: clock, wallTime: { WallClock.time }, wait: WallClock.wait))
    let progress = Task {
      while !Task.isCancelled {
        let now = clock.scenarioTime(at: WallClock.time)
        Terminal.progress(
          "\(scenario.name) · \(now.rfc3339Shanghai.dropFirst(11).prefix(8)) · \(player.tally.reports) reports, \(player.tally.posts) posts"
        )
        try await WallClock.wait(.seconds(1))
      }
    }
    defer { progress.cancel() }
    do {
      try await player.play()
      Terminal.progress("")
      let retries = player.tally.retries
      Terminal.writeLine(
        "\(scenario.name): \(player.tally.reports) reports and \(player.tally.posts) posts answered as stored, \(retries) sent again")
      guard compares else { return [] }
      let verdicts = try await player.verdicts(transitions: false)
      return Expectation.differences(expected: scenario.expectation.verdicts, actual: verdicts, what: "verdict")
        .map { "\(scenario.name): \($0)" }
    } catch {
      Terminal.progress("")
      Terminal.warn("\(scenario.name): \(error)")
      throw ExitStatus.doesNotHold
    }
  }
}
