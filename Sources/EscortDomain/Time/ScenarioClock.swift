/// The clock of a simulated transport: its time is `scenario + speed × (wall clock − wall)` (RULES.md §1).
///
/// With it a convoy played ten times as fast is judged as if it were real. A real transport cannot carry one. A play that is paused, or
/// goes on at another speed, adds a stretch: what was received before keeps the time it was received at.
public struct ScenarioClock: Hashable, Sendable {
  /// From `wall` on its time is `scenario + speed × (wall clock − wall)`.
  public struct Stretch: Hashable, Sendable {
    /// The wall-clock instant at which the scenario's time was `scenario`.
    public let wall: Instant
    /// The scenario's time at `wall`.
    public let scenario: Instant
    /// How many scenario seconds pass in one wall-clock second; 0 while it stands.
    public let speed: Double

    /// A stretch; whether a clock takes it is said by ``ScenarioClock/then(_:)``.
    public init(wall: Instant, scenario: Instant, speed: Double) {
      self.wall = wall
      self.scenario = scenario
      self.speed = speed
    }

    fileprivate func scenarioTime(at wallTime: Instant) -> Instant { scenario + (wallTime - wall).scaled(by: speed) }

    /// The first instant of the wall clock at which a stretch that never ends is not before `time`.
    fileprivate func wallTime(of time: Instant) -> Instant {
      guard speed > 0 else { return time <= scenario ? wall : .distantFuture }
      var candidate = wall + (time - scenario).scaled(by: 1 / speed)
      while candidate < .distantFuture, scenarioTime(at: candidate) < time { candidate = candidate + .microsecond }
      return speed < 1 && candidate < .distantFuture ? firstInstant(of: time, notAfter: candidate) : candidate
    }

    /// A slow clock shows the same microsecond for a while.
    private func firstInstant(of time: Instant, notAfter late: Instant) -> Instant {
      let shownFor = TimeSpan(microseconds: 2 + Int64(min(1 / speed, 1e15)))
      var early = late - shownFor
      var late = late
      while late - early > .microsecond {
        let middle = early + TimeSpan(microseconds: (late - early).microseconds / 2)
        if scenarioTime(at: middle) < time { early = middle } else { late = middle }
      }
      return late
    }
  }

  /// How it began; this stretch reaches back without an end.
  public let first: Stretch
  /// How it went on, in order.
  public private(set) var further: [Stretch] = []

  /// A clock; `nil` unless the speed is finite, above 0 and at most ``fastest``.
  public init?(wall: Instant, scenario: Instant, speed: Double) {
    guard speed.isFinite, speed > 0, speed <= Self.fastest else { return nil }
    first = Stretch(wall: wall, scenario: scenario, speed: speed)
  }

  /// A clock that all but stands before an instant of the wall clock, at which its time is `scenario` and begins to pass at a speed; `nil`
  /// as of ``init(wall:scenario:speed:)``.
  ///
  /// A plan that is told a moment before its transport begins is then known just before it begins, however fast that is played.
  public static func beginning(wall: Instant, scenario: Instant, speed: Double) -> ScenarioClock? {
    guard speed > 0 else { return nil }
    return ScenarioClock(wall: wall - .seconds(1), scenario: scenario - TimeSpan(microseconds: 1000), speed: 0.001)?
      .then(Stretch(wall: wall, scenario: scenario, speed: speed))
  }

  /// The greatest speed a scenario may be played at: a day in under nine seconds.
  public static let fastest = 10_000.0
  /// Stretches beyond the first; somebody would have to press a key every few seconds for an hour. Past it no further one is taken.
  public static let mostFurther = 1000

  /// The clock with one more stretch, in place of those that begin with it or after it.
  ///
  /// - Returns: `nil` when its speed is not from 0 to ``fastest``, when time would go back, or when there are too many stretches.
  public func then(_ stretch: Stretch) -> ScenarioClock? {
    var clock = self
    clock.further.removeAll { $0.wall >= stretch.wall }
    let before = clock.further.last ?? first
    guard stretch.speed.isFinite, (0...Self.fastest).contains(stretch.speed), stretch.wall > before.wall,
      stretch.scenario >= before.scenarioTime(at: stretch.wall - .microsecond), clock.further.count < Self.mostFurther
    else { return nil }
    clock.further.append(stretch)
    return clock
  }

  /// The clock with another speed from an instant of the wall clock on; `nil` where ``then(_:)`` is.
  public func then(from wall: Instant, speed: Double) -> ScenarioClock? {
    then(Stretch(wall: wall, scenario: scenarioTime(at: wall), speed: speed))
  }

  /// The clock standing still once its time has come to `time`; itself when it never does.
  public func standing(at time: Instant) -> ScenarioClock {
    let wall = wallTime(of: time)
    guard wall < .distantFuture else { return self }
    return then(Stretch(wall: wall, scenario: time, speed: 0)) ?? self
  }

  /// The clock of a scenario whose time is so much later.
  public func shifted(by span: TimeSpan) -> ScenarioClock {
    func shifted(_ stretch: Stretch) -> Stretch {
      Stretch(wall: stretch.wall, scenario: stretch.scenario + span, speed: stretch.speed)
    }
    return ScenarioClock(first: shifted(first), further: further.map(shifted))
  }

  init(first: Stretch, further: [Stretch]) {
    self.first = first
    self.further = further
  }

  /// The scenario's time at an instant of the wall clock.
  public func scenarioTime(at wallTime: Instant) -> Instant { stretch(at: wallTime).scenarioTime(at: wallTime) }

  /// How fast the scenario's time passes at an instant of the wall clock.
  public func speed(at wallTime: Instant) -> Double { stretch(at: wallTime).speed }

  /// How fast the scenario's time passes when it is `time`; where it stood and went on, how it went on.
  public func speed(whenItIs time: Instant) -> Double { (further.last { $0.scenario <= time } ?? first).speed }

  private func stretch(at wallTime: Instant) -> Stretch {
    further.isEmpty ? first : further.last { $0.wall <= wallTime } ?? first
  }

  /// The first instant of the wall clock at which the scenario's time is not before `time`; ``Instant/distantFuture`` when there is none.
  public func wallTime(of time: Instant) -> Instant {
    var stretch = first
    for next in further {
      let candidate = stretch.wallTime(of: time)
      if candidate < next.wall { return candidate }
      if next.scenario >= time { return next.wall }
      stretch = next
    }
    return stretch.wallTime(of: time)
  }
}
