public import EscortDomain

/// How far a play is and how it goes on: played, paused, on its way to a place further on, or begun again.
///
/// It is a pure machine: time comes in, and what is to be done goes out. A change is given notice of, so that a service knows it before
/// it holds and no time it has told goes back. What a service has heard it cannot unlearn, so going back means beginning again as a
/// fresh transport, quickly up to there.
public struct PlayControl: Sendable {
  /// What somebody at the terminal wants.
  public enum Key: Hashable, Sendable {
    /// Pause, or go on.
    case pause
    /// Go on to a place further on: what lies between is said quickly.
    case forward
    /// Go back.
    case back
  }

  /// What is to be done.
  public enum Action: Hashable, Sendable {
    /// Nothing.
    case none
    /// Tell the service of the clock, which has changed.
    case tellClock
    /// End this play, and begin ``PlayControl/again(from:at:wasPaused:)``.
    case beginAgain(from: TimeSpan)
    /// Nothing, since it has been changed too often.
    case refuse
  }

  private static let axis = Instant(microsecondsSince1970: 0)

  /// How long the whole play is, on its own clock.
  public let length: TimeSpan
  private let speed: Double
  /// When it begins, on the wall clock.
  private let begins: Instant
  /// Play time, counted from ``axis``, against the wall clock.
  private var clock: ScenarioClock
  /// Where back keys led so far, and when they are taken to be all.
  private var wayBack: (to: TimeSpan, dueAt: Instant)?

  /// A play that begins; `nil` when its speed is none a scenario may be played at.
  public init?(length: TimeSpan, speed: Double, startingAt wall: Instant) {
    guard let clock = ScenarioClock.beginning(wall: wall, scenario: Self.axis, speed: speed) else { return nil }
    self.length = length
    self.speed = speed
    begins = wall
    self.clock = clock
  }

  /// Changes hold so much later than they are asked for.
  public static let notice = TimeSpan(microseconds: 300_000)
  /// How far one key goes.
  public static let step = TimeSpan.seconds(600)
  /// How fast what lies between is said at least: ten minutes in two seconds. Faster, an answer that takes a third of a second would look
  /// like a lost signal.
  public static let quickly = 300.0
  /// After so long without another back key the play begins again.
  static let settling = TimeSpan(microseconds: 700_000)

  /// The clock of a convoy that begins with the play and stands still at its end.
  public func clock(from begins: Instant, to ends: Instant) -> ScenarioClock {
    clock.shifted(by: begins - Self.axis).standing(at: ends)
  }

  /// How far the play is; with back keys pressed, where they lead.
  public func position(at now: Instant) -> TimeSpan {
    if let wayBack { return wayBack.to }
    return min(length, max(.zero, clock.scenarioTime(at: now) - Self.axis))
  }

  /// How fast it goes, or will when it has begun.
  public func speed(at now: Instant) -> Double { clock.speed(at: max(now, begins)) }

  /// Whether it stands, or will when the notice is over.
  public func isPaused(at now: Instant) -> Bool { clock.speed(at: now + Self.notice) == 0 }

  /// Takes a key.
  public mutating func press(_ key: Key, at now: Instant) -> Action {
    switch key {
    case .pause:
      return change(clock.then(from: effective(at: now), speed: isPaused(at: now) ? speed : 0))
    case .forward:
      guard wayBack == nil else {
        wayBack = (min(length, position(at: now) + Self.step), now + Self.settling)
        return .none
      }
      return change(clockGoing(to: min(length, target(at: now) + Self.step), from: effective(at: now)))
    case .back:
      wayBack = (max(.zero, position(at: now) - Self.step), now + Self.settling)
      return .none
    }
  }

  /// What time alone brings; to be asked several times a second.
  public mutating func look(at now: Instant) -> Action {
    guard let back = wayBack, back.dueAt <= now else { return .none }
    wayBack = nil
    return .beginAgain(from: back.to)
  }

  /// The clock stands from now on.
  public mutating func end(at now: Instant) -> Action {
    guard !isPaused(at: now), let standing = clock.then(from: effective(at: now), speed: 0) else { return .none }
    clock = standing
    return .tellClock
  }

  /// The play begun again: quickly up to a place, then as it went, paused where it was paused.
  public func again(from place: TimeSpan, at wall: Instant, wasPaused: Bool) -> PlayControl? {
    guard var fresh = PlayControl(length: length, speed: speed, startingAt: wall) else { return nil }
    guard place > .zero, let quick = ScenarioClock.beginning(wall: wall, scenario: Self.axis, speed: max(speed, Self.quickly)) else {
      if wasPaused { fresh.clock = fresh.clock.then(from: wall + .microsecond, speed: 0) ?? fresh.clock }
      return fresh
    }
    let stretch = ScenarioClock.Stretch(
      wall: quick.wallTime(of: Self.axis + place), scenario: Self.axis + place, speed: wasPaused ? 0 : speed)
    fresh.clock = quick.then(stretch) ?? quick
    return fresh
  }

  /// What keys may make of a clock: at its end every convoy's stands, and so may all of them before.
  private static let mostStretches = ScenarioClock.mostFurther - 2

  /// Where it is going when it goes somewhere, else where it will be when the notice is over.
  private func target(at now: Instant) -> TimeSpan {
    let effective = effective(at: now)
    let goal = clock.further.last.map { $0.wall > effective ? $0.scenario : clock.scenarioTime(at: effective) }
    return (goal ?? clock.scenarioTime(at: effective)) - Self.axis
  }

  private func clockGoing(to place: TimeSpan, from wall: Instant) -> ScenarioClock? {
    let goesOn = clock.further.last.map { $0.wall > wall ? $0.speed : clock.speed(at: wall) } ?? clock.speed(at: wall)
    guard Self.axis + place > clock.scenarioTime(at: wall) else { return clock }
    guard let quick = clock.then(from: wall, speed: max(speed, Self.quickly)) else { return nil }
    return quick.then(
      ScenarioClock.Stretch(wall: quick.wallTime(of: Self.axis + place), scenario: Self.axis + place, speed: goesOn))
  }

  /// When a change asked for now holds; not before the play has begun.
  private func effective(at now: Instant) -> Instant { max(now + Self.notice, begins + .microsecond) }

  private mutating func change(_ changed: ScenarioClock?) -> Action {
    guard let changed, changed.further.count <= Self.mostStretches else { return .refuse }
    defer { clock = changed }
    return changed == clock ? .none : .tellClock
  }
}
