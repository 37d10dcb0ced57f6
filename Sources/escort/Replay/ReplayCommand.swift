import ArgumentParser
import EscortDomain
import Foundation
import RouteRules
import TrackFiles

/// `escort replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Judge feeds offline and print the verdicts as JSON, one a line.",
    discussion: """
      The exit status is 0 when the whole feed was judged, with verdicts or without, and 3 when a line could not be read
      (the rest is judged).

      Example:
        escort replay convoy.feed.jsonl --as-of 2024-01-11T02:00:00Z
      """)

  @Argument(help: "Feed files; - is standard input.")
  var feeds: [String]

  @Option(name: .customLong("as-of"), help: "The instant to judge for (RFC 3339); default: the latest receive time.")
  var asOf: String?

  @Flag(help: "Print the history of every verdict instead: raised, changed, withdrawn, ended.")
  var transitions = false

  @Option(help: "Judge the lines in an order drawn from this seed; the verdicts must not change.")
  var shuffle: UInt64?

  @Flag(help: "Show progress on standard error even where it is no terminal.")
  var progress = false

  @Flag(help: "Print JSON; the only form there is.")
  var json = false

  func validate() throws {
    guard let asOf else { return }
    guard Instant(rfc3339: asOf) != nil else {
      throw ValidationError("--as-of must be an RFC 3339 instant with an offset, such as 2024-01-11T09:00:00+08:00.")
    }
  }

  func run() throws {
    var input = FeedInput(showsProgress: progress)
    for feed in feeds { try input.read(feed) }
    var events = input.events
    if let seed = shuffle {
      var generator = SeededGenerator(seed: seed)
      events.shuffle(using: &generator)
    }
    let latest = events.map(\.received).max()
    if let instant = asOf.flatMap({ Instant(rfc3339: $0) }) ?? latest {
      if transitions {
        for transition in Replay.transitions(of: events, until: instant) {
          Terminal.writeLine(JSONValue.object(transition.json).text)
        }
      } else {
        for verdict in Replay.verdicts(of: events, asOf: instant) {
          Terminal.writeLine(JSONValue.object(verdict.json).text)
        }
      }
    }
    if input.hasFailed { throw ExitStatus.badInput }
  }
}
