import ConvoySimulator
import EscortDomain
import Foundation
import Logging

/// Plays copies of scenarios to a live service and reports how it bore them.
struct LoadRun {
  let service: ServiceAddress
  let speed: Double
  let compares: Bool
  let asJSON: Bool
  var isInterrupted: @Sendable () -> Bool = { false }

  /// Plays them to their ends, or until it is interrupted, and prints the report.
  ///
  /// - Throws: status 1 when a convoy broke off or was not judged as expected; the first of these are told.
  func play(_ copies: ConvoyCopies) async throws {
    DescriptorLimit.raise(for: copies.terminalCount, Logger(label: "escort"))
    let convoys = copies.convoys
    let play = LoadPlay(
      convoys, to: service, speed: speed, compares: compares, wallTime: { WallClock.time }, wait: WallClock.wait)
    let ends = WallClock.time + (convoys.map(\.length).max() ?? .zero).scaled(by: 1 / speed)
    let progress = Task {
      var reports = 0
      while !Task.isCancelled {
        let present = play.tally.reports
        let left = max(0, Int((ends - WallClock.time).seconds))
        Terminal.progress("\(convoys.count) convoys · \(present) reports, \(present - reports) a second · about \(left) s more")
        reports = present
        try await WallClock.wait(.seconds(1))
      }
    }
    let (outcome, ending) = await run(play)
    progress.cancel()
    Terminal.progress("")
    let report = LoadReport(
      convoys: convoys.count, terminals: copies.terminalCount, compares: compares, figures: play.tally.figures, outcome: outcome,
      ending: ending)
    if asJSON { Terminal.writeLine(JSONValue.object(report.json).text) } else { report.lines.forEach(Terminal.writeLine) }
    tell(outcome.failures.map { "\($0.convoy): \($0.reason)" })
    tell(outcome.differences)
    if ending != nil { throw ExitStatus.interrupted }
    if !report.holds { throw ExitStatus.doesNotHold }
  }

  /// Runs it until it has run or is interrupted; then its convoys are left standing.
  func run(_ play: LoadPlay) async -> (LoadPlay.Outcome, LoadPlay.Ending?) {
    let running = Task { await play.run() }
    let watching = Task { () -> LoadPlay.Ending? in
      while !isInterrupted() {
        guard (try? await WallClock.wait(Self.pace)) != nil else { return nil }
      }
      let ending = await play.end()
      running.cancel()
      return ending
    }
    let outcome = await running.value
    watching.cancel()
    return (outcome, await watching.value)
  }

  /// How often it is looked whether somebody wants it to end.
  private static let pace = TimeSpan(microseconds: 100_000)

  private func tell(_ faults: [String]) {
    for fault in faults.prefix(Self.mostTold) { Terminal.warn(fault) }
    if faults.count > Self.mostTold { Terminal.warn("and \(faults.count - Self.mostTold) more") }
  }

  /// What is wrong with one convoy is most often wrong with all.
  private static let mostTold = 20
}
