public import EscortDomain

/// The clock a convoy is played by: the scenario's time against the machine's, and a way to wait.
public struct PlayClock: Sendable {
  /// The scenario's clock.
  public let scenario: ScenarioClock
  /// The machine's clock.
  public let wallTime: @Sendable () -> Instant
  /// Waits so long on the machine's clock.
  public let wait: @Sendable (TimeSpan) async throws -> Void

  /// A clock.
  public init(
    scenario: ScenarioClock, wallTime: @escaping @Sendable () -> Instant,
    wait: @escaping @Sendable (TimeSpan) async throws -> Void
  ) {
    self.scenario = scenario
    self.wallTime = wallTime
    self.wait = wait
  }

  /// Waits until the scenario's time has come; returns at once when it has passed.
  func reach(_ time: Instant) async throws {
    let wall = scenario.wallTime(of: time)
    while true {
      try Task.checkCancellation()
      let present = wallTime()
      guard present < wall else { return }
      try await wait(wall - present)
    }
  }
}
