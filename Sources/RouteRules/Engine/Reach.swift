import EscortDomain

/// How far back a transport's timelines are held whole: twenty minutes, or longer while evidence comes later than that.
///
/// Late evidence that reaches back further makes everything be read back; that it comes seldom is seen to here: the horizon follows the
/// latest that came, half as far again, and draws in by half of the time that passes without any.
struct Reach: Sendable {
  /// For how long before the latest evidence everything is held.
  private(set) var horizon: TimeSpan
  private var greatestLag = TimeSpan.zero
  private var untilTrim: Int
  private var lastTrim: Instant?
  private let memory: EngineMemory

  init(memory: EngineMemory) {
    self.memory = memory
    horizon = memory.horizon
    untilTrim = memory.trimInterval
  }

  /// Notes that a piece of evidence came; whether it is time to let go of what is older.
  mutating func note(latest: Instant) -> Bool {
    untilTrim -= 1
    guard untilTrim <= 0 else { return false }
    untilTrim = memory.trimInterval
    let passed = lastTrim.map { latest - $0 } ?? .zero
    lastTrim = latest
    horizon = max(memory.horizon, greatestLag.scaled(by: Self.margin), horizon - passed.scaled(by: Self.drawsIn))
    greatestLag = .zero
    return true
  }

  /// Notes that so much before the latest evidence something was needed.
  mutating func extend(to lag: TimeSpan) {
    guard lag > greatestLag else { return }
    greatestLag = lag
    horizon = max(horizon, lag.scaled(by: Self.margin))
  }

  private static let margin = 1.5
  private static let drawsIn = 0.5
}
