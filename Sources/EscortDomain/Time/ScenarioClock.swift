/// The clock of a simulated transport: its time is `scenario + speed × (wall clock − wall)` (RULES.md §1).
///
/// With it a convoy played ten times as fast is judged as if it were real. A real transport cannot carry one.
public struct ScenarioClock: Hashable, Sendable {
  /// The wall-clock instant at which the scenario's time was `scenario`.
  public let wall: Instant
  /// The scenario's time at `wall`.
  public let scenario: Instant
  /// How many scenario seconds pass in one wall-clock second; above 0.
  public let speed: Double

  /// A clock; `nil` unless the speed is finite, above 0 and at most ``fastest``.
  public init?(wall: Instant, scenario: Instant, speed: Double) {
    guard speed.isFinite, speed > 0, speed <= Self.fastest else { return nil }
    self.wall = wall
    self.scenario = scenario
    self.speed = speed
  }

  /// The greatest speed a scenario may be played at: a day in under nine seconds.
  public static let fastest = 10_000.0

  /// The scenario's time at an instant of the wall clock.
  public func scenarioTime(at wallTime: Instant) -> Instant {
    scenario + (wallTime - wall).scaled(by: speed)
  }

  /// The first instant of the wall clock at which the scenario's time is not before `time`.
  public func wallTime(of time: Instant) -> Instant {
    var candidate = wall + (time - scenario).scaled(by: 1 / speed)
    while scenarioTime(at: candidate) < time { candidate = candidate + .microsecond }
    return candidate
  }
}
