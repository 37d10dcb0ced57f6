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

  /// Plays them to their ends and prints the report.
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
    let outcome = await play.run()
    progress.cancel()
    Terminal.progress("")
    let report = LoadReport(
      convoys: convoys.count, terminals: copies.terminalCount, compares: compares, figures: play.tally.figures, outcome: outcome)
    if asJSON { Terminal.writeLine(JSONValue.object(report.json).text) } else { report.lines.forEach(Terminal.writeLine) }
    tell(outcome.failures.map { "\($0.convoy): \($0.reason)" })
    tell(outcome.differences)
    if !report.holds { throw ExitStatus.doesNotHold }
  }

  private func tell(_ faults: [String]) {
    for fault in faults.prefix(Self.mostTold) { Terminal.warn(fault) }
    if faults.count > Self.mostTold { Terminal.warn("and \(faults.count - Self.mostTold) more") }
  }

  /// What is wrong with one convoy is most often wrong with all.
  private static let mostTold = 20
}
