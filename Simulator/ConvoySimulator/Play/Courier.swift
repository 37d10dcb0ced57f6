import EscortDomain
import TrackFiles

/// Brings events to a service over HTTP and does not rest until they are stored: a crew member's phone, a unit's telemetry, a
/// dispatcher's declarations.
struct Courier: Sendable {
  /// A refusal that sending again would not change.
  struct Refused: Error, CustomStringConvertible {
    let status: Int
    let answer: String
    var description: String { "the service answered \(status): \(answer)" }
  }

  let client: HTTPClient
  let token: String
  let path: String
  let clock: PlayClock
  let tally: PlayTally

  /// Sends events; waits and sends again while there is no answer or the service cannot store.
  func bring(_ events: [Event]) async throws {
    let body =
      path == Self.telemetry
      ? JSONValue.array(events.map { .object(EventWriter.object($0)) }).text
      : events.map { EventWriter.line($0) + "\n" }.joined()
    var pause = Self.shortestPause
    while true {
      let began = clock.wallTime()
      tally.note(.post)
      if let answer = try? await client.post(path, token: token, body: body) {
        if (200..<300).contains(answer.status) {
          tally.noteAnswer(.post, after: clock.wallTime() - began)
          return
        }
        tally.noteRefusal()
        guard answer.isBusy else {
          throw Refused(status: answer.status, answer: String(decoding: answer.body.prefix(400), as: UTF8.self))
        }
      }
      try Task.checkCancellation()
      tally.noteRetry()
      try await clock.wait(pause)
      pause = min(pause + pause, Self.longestPause)
    }
  }

  static let telemetry = "/api/v1/telemetry"
  static let feed = "/api/v1/feed"
  private static let shortestPause = TimeSpan(microseconds: 100_000)
  private static let longestPause = TimeSpan.seconds(2)
}
