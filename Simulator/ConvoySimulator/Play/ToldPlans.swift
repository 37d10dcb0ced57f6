import EscortDomain
import Synchronization
import TrackFiles

/// What a service is told of a played convoy beforehand, its plans with the clock they are played by, and how a changed clock is told.
///
/// Of several lines of one transport the latest stands (RULES.md 8.1-4), so each time a clock is told its line is a microsecond later.
final class ToldPlans: Sendable {
  private let lines: [Event]
  private let changes = Atomic<Int64>(0)

  /// What is told of a convoy.
  init(_ lines: [Event]) { self.lines = lines }

  /// All of it.
  func first(by clock: ScenarioClock) -> [Event] { lines.map { Self.clocked($0, by: clock) } }

  /// The plans once more, with the clock as it is now.
  func again(by clock: ScenarioClock) -> [Event] {
    let later = TimeSpan(microseconds: changes.add(1, ordering: .relaxed).newValue)
    return lines.compactMap { line in
      guard case .transport = line.fact else { return nil }
      var line = line
      line.at = line.at + later
      return Self.clocked(line, by: clock)
    }
  }

  private static func clocked(_ event: Event, by clock: ScenarioClock) -> Event {
    guard case .transport = event.fact else { return event }
    var object = EventWriter.object(event)
    object["simulated"] = true
    var told = json(clock.first)
    if !clock.further.isEmpty { told["then"] = .array(clock.further.map { .object(json($0)) }) }
    object["clock"] = .object(told)
    guard let event = try? EventReader.event(from: object) else {
      preconditionFailure("a plan that was read, with a clock that is one, is a line that FEED.md allows")
    }
    return event
  }

  private static func json(_ stretch: ScenarioClock.Stretch) -> JSONObject {
    [
      "wall": .string(stretch.wall.rfc3339), "scenario": .string(stretch.scenario.rfc3339), "speed": .number(stretch.speed),
    ]
  }
}
