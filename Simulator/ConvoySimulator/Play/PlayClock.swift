public import EscortDomain

/// The clock a convoy is played by: the scenario's time against the machine's, and a way to wait.
public struct PlayClock: Sendable {
  /// The scenario's clock as it stands now.
  public var scenario: ScenarioClock { current() }
  /// The machine's clock.
  public let wallTime: @Sendable () -> Instant
  /// Waits so long on the machine's clock.
  public let wait: @Sendable (TimeSpan) async throws -> Void
  /// How long is waited at once where nothing changes the clock but what ends the play too.
  static let longestUnchanged = TimeSpan.seconds(3600)
  private let current: @Sendable () -> ScenarioClock
  private let longestWait: TimeSpan

  /// A clock that stays as it is.
  public init(
    scenario: ScenarioClock, wallTime: @escaping @Sendable () -> Instant,
    wait: @escaping @Sendable (TimeSpan) async throws -> Void
  ) {
    self.init(scenario: { scenario }, longestWait: Self.longestUnchanged, wallTime: wallTime, wait: wait)
  }

  /// A clock that may be changed while it is played by.
  ///
  /// - Parameters:
  ///   - scenario: the clock as it stands.
  ///   - longestWait: how long a change may go unnoticed; shorter than the notice a change is given of.
  public init(
    scenario: @escaping @Sendable () -> ScenarioClock, longestWait: TimeSpan, wallTime: @escaping @Sendable () -> Instant,
    wait: @escaping @Sendable (TimeSpan) async throws -> Void
  ) {
    current = scenario
    self.longestWait = longestWait
    self.wallTime = wallTime
    self.wait = wait
  }

  /// How much later than an instant of the scenario it is, on the machine's clock; zero when that has not come.
  func lateness(of time: Instant) -> TimeSpan { max(.zero, wallTime() - current().wallTime(of: time)) }

  /// Waits until the scenario's time has come, or the machine's clock shows a limit; returns at once when either has passed.
  ///
  /// - Returns: whether the scenario's time has come.
  @discardableResult
  func reach(_ time: Instant, orWall limit: Instant = .distantFuture) async throws -> Bool {
    while true {
      try Task.checkCancellation()
      let wall = current().wallTime(of: time)
      let present = wallTime()
      guard present < wall else { return true }
      guard present < limit else { return false }
      try await wait(min(wall - present, limit - present, longestWait))
    }
  }
}
