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

  @Flag(help: "Say in each line's detail why the verdict holds, in Chinese and English, and which events decided a transition.")
  var explain = false

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
    let instant = asOf.flatMap { Instant(rfc3339: $0) }
    if transitions { try tellTransitions(&input, until: instant) } else { try tellVerdicts(&input, asOf: instant) }
    if input.hasFailed { throw ExitStatus.badInput }
  }

  private func tellVerdicts(_ input: inout FeedInput, asOf instant: Instant?) throws {
    var replay = Replay(asOf: instant)
    if shuffle == nil {
      for feed in feeds { try input.read(feed) { replay.take($0) } }
    } else {
      replay.take(try wholeFeed(&input))
    }
    for verdict in replay.verdicts() { Terminal.writeLine(JSONValue.object(explained(verdict.json, verdict)).text) }
  }

  /// A feed is in receive order and is told as it is read; one that turns out not to be is read again, put in order and told from its
  /// start.
  private func tellTransitions(_ input: inout FeedInput, until end: Instant?) throws {
    var history = ReplayHistory(until: end)
    var isTold = shuffle == nil && feeds.allSatisfy(Self.canBeReadAgain)
    if isTold {
      for feed in feeds { try input.read(feed) { if isTold { isTold = history.take($0) } } }
    }
    if !isTold {
      var again = input.eventCount > 0 ? FeedInput(isSilent: true) : FeedInput(showsProgress: progress)
      let events = try wholeFeed(&again).sorted { $0.received < $1.received }
      if input.eventCount == 0 { input = again }
      history = ReplayHistory(until: end)
      _ = history.take(events)
    }
    guard let instant = end ?? history.latest else { return }
    for transition in history.finish(at: instant) {
      let deciding = transition.decidedBy.map { JSONValue.object(EventWriter.object($0)) }
      Terminal.writeLine(JSONValue.object(explained(transition.json, transition.verdict, [("decidedBy", .array(deciding))])).text)
    }
  }

  /// A pipe can not: what it held is gone.
  private static func canBeReadAgain(_ path: String) -> Bool {
    guard path != "-", let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType else { return false }
    return type == .typeRegular
  }

  private func explained(_ line: JSONObject, _ verdict: Verdict, _ more: [(String, JSONValue)] = []) -> JSONObject {
    guard explain, var detail = line["detail"]?.object else { return line }
    detail["because"] = .object(verdict.explanation().json)
    for (name, value) in more { detail[name] = value }
    var line = line
    line["detail"] = .object(detail)
    return line
  }

  /// All events, in an order drawn from a seed where one is given.
  private func wholeFeed(_ input: inout FeedInput) throws -> [Event] {
    var events: [Event] = []
    for feed in feeds { try input.read(feed) { events += $0 } }
    guard let shuffle else { return events }
    var generator = SeededGenerator(seed: shuffle)
    events.shuffle(using: &generator)
    return events
  }
}
