import ConvoySimulator
import EscortDomain
import Foundation

/// What a load did to a service and how it was answered, for people or as JSON.
struct LoadReport {
  let convoys: Int
  let terminals: Int
  let compares: Bool
  let figures: PlayTally.Figures
  let outcome: LoadPlay.Outcome
  /// What became of those under way when it was interrupted; `nil` when it was not.
  var ending: LoadPlay.Ending?

  /// Whether every convoy was played to its end and, where that was asked for, judged as it should be.
  var holds: Bool { ending == nil && outcome.failures.isEmpty && outcome.differences.isEmpty && (!compares || outcome.compared == convoys) }

  /// The lines for people.
  var lines: [String] {
    var lines = [
      "convoys    \(convoys) with \(terminals) terminals, \(played) played to their ends",
      "took       \(Self.seconds(outcome.whole)) s, of which \(Self.seconds(outcome.planning)) s until the last plan was taken",
      "reports    \(figures.reports) stored, \(Self.rate(figures.reports, outcome.whole)) a second",
      "messages   \(figures.messagesSent) sent, \(figures.messagesAnswered) answered; \(Self.times(figures.messageTimes))",
      "batches    \(figures.batchesSent) of stored reports sent, \(figures.batchesAnswered) answered; \(Self.times(figures.batchTimes))",
      "requests   \(figures.postsSent) sent, \(figures.posts) answered; \(Self.times(figures.postTimes))",
      "lateness   \(figures.lateness.count) sent so long after they were due, which no answer's time has in it; "
        + Self.times(figures.lateness),
      "refused    \(figures.refusals); \(figures.retries) sent again",
    ]
    if figures.heartbeats > 0 { lines.append("heartbeats \(figures.heartbeats) of terminals with nothing to say, answered") }
    if let ending {
      lines.append("ended      early; \(ending.standing) convoys left standing")
      if ending.untold > 0 {
        lines.append("untold     \(ending.untold) convoys, of which the service will miss reports: \(ending.reason)")
      }
    }
    if compares { lines.append("verdicts   \(outcome.asExpected) of \(convoys) convoys as expected") }
    return lines
  }

  /// The figures as JSON; lengths of time in milliseconds unless the name says seconds.
  var json: JSONObject {
    var object: JSONObject = [
      "convoys": .integer(Int64(convoys)), "terminals": .integer(Int64(terminals)),
      "brokenOff": .integer(Int64(outcome.failures.count)), "seconds": .number(outcome.whole.seconds),
      "planningSeconds": .number(outcome.planning.seconds), "reports": .integer(Int64(figures.reports)),
      "reportsPerSecond": .number(Double(figures.reports) / max(outcome.whole.seconds, 0.001)),
      "messages": .object(Self.json(figures.messagesSent, figures.messagesAnswered, figures.messageTimes)),
      "batches": .object(Self.json(figures.batchesSent, figures.batchesAnswered, figures.batchTimes)),
      "requests": .object(Self.json(figures.postsSent, figures.posts, figures.postTimes)),
      "heartbeats": .integer(Int64(figures.heartbeats)), "lateness": .object(Self.json(figures.lateness)),
      "refused": .integer(Int64(figures.refusals)), "sentAgain": .integer(Int64(figures.retries)),
    ]
    if compares { object["asExpected"] = .integer(Int64(outcome.asExpected)) }
    if let ending {
      object["leftStanding"] = .integer(Int64(ending.standing))
      object["leftUntold"] = .integer(Int64(ending.untold))
    }
    return object
  }

  private var played: Int { convoys - outcome.failures.count - outcome.ended }

  private static let quantiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)]

  private static func times(_ times: AnswerTimes) -> String {
    let shares = quantiles.map { "\($0.0) \(milliseconds(times.quantile($0.1)))" } + ["max \(milliseconds(times.longest))"]
    return shares.joined(separator: ", ") + " ms"
  }

  private static func json(_ sent: Int, _ answered: Int, _ times: AnswerTimes) -> JSONObject {
    var object = json(times)
    object["sent"] = .integer(Int64(sent))
    object["answered"] = .integer(Int64(answered))
    return object
  }

  private static func json(_ times: AnswerTimes) -> JSONObject {
    var object: JSONObject = [:]
    for (name, share) in quantiles { object[name] = .number(times.quantile(share).seconds * 1000) }
    object["max"] = .number(times.longest.seconds * 1000)
    return object
  }

  private static func seconds(_ span: TimeSpan) -> String { span.seconds.formatted(.number.precision(.fractionLength(1)).grouping(.never)) }
  private static func milliseconds(_ span: TimeSpan) -> String {
    (span.seconds * 1000).formatted(.number.precision(.fractionLength(1)).grouping(.never))
  }
  private static func rate(_ count: Int, _ span: TimeSpan) -> Int { Int(Double(count) / max(span.seconds, 0.001)) }
}
