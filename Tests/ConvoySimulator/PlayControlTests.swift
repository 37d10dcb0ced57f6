import EscortDomain
import Testing

@testable import ConvoySimulator

/// Its clock is handed in: nothing here waits.
@Suite("Pausing and seeking a play")
struct PlayControlTests {
  private static let start = Instant(microsecondsSince1970: 1_795_000_000_000_000)
  private static let begins = Instant(microsecondsSince1970: 1_704_934_800_000_000)

  private static func control(minutes: Int = 120, speed: Double = 10) throws -> PlayControl {
    try #require(PlayControl(length: .seconds(minutes * 60), speed: speed, startingAt: start))
  }

  private static func at(_ seconds: Double) throws -> Instant { start + (try #require(TimeSpan(seconds: seconds))) }

  @Test("it plays at its speed from its start to its end, and its convoys' clocks stand there")
  func plays() throws {
    let control = try Self.control()
    #expect(control.position(at: try Self.at(-5)) == .zero)
    #expect(control.position(at: try Self.at(60)) == .seconds(600))
    #expect(control.position(at: try Self.at(10_000)) == .seconds(7200))
    let clock = control.clock(from: Self.begins, to: Self.begins + .seconds(3600))
    #expect(clock.scenarioTime(at: try Self.at(1)) == Self.begins + .seconds(10))
    #expect(clock.scenarioTime(at: try Self.at(500)) == Self.begins + .seconds(3600))
  }

  @Test("space holds it after the notice, and lets it go on from the same place, as often as it is pressed")
  func pause() throws {
    var control = try Self.control()
    #expect(control.press(.pause, at: try Self.at(10)) == .tellClock)
    #expect(control.isPaused(at: try Self.at(10)))
    #expect(control.position(at: try Self.at(10.2)) == .seconds(102))
    #expect(control.position(at: try Self.at(500)) == .seconds(103))
    #expect(control.press(.pause, at: try Self.at(500)) == .tellClock)
    #expect(!control.isPaused(at: try Self.at(500)))
    #expect(control.position(at: try Self.at(500.3)) == .seconds(103))
    #expect(control.position(at: try Self.at(510.3)) == .seconds(203))
  }

  @Test("no time that was told goes back, whatever is pressed", arguments: 1...10 as ClosedRange<UInt64>)
  func steady(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var control = try Self.control(minutes: 3000)
    var now = try Self.at(-1)
    for _ in 0..<60 {
      let before = control.clock(from: Self.begins, to: Self.begins + control.length)
      _ = control.press(Bool.random(using: &generator) ? .pause : .forward, at: now)
      let after = control.clock(from: Self.begins, to: Self.begins + control.length)
      let notice = now + PlayControl.notice
      for tenth in -20...3 {
        let instant = min(notice, now + TimeSpan(microseconds: Int64(tenth) * 100_000))
        #expect(after.scenarioTime(at: instant) == before.scenarioTime(at: instant), "seed \(seed)")
      }
      now = now + TimeSpan(microseconds: Int64.random(in: 1...4_000_000, using: &generator))
    }
  }

  @Test("→ says what lies between quickly and goes on as before; pressed again on the way it goes further")
  func forward() throws {
    var control = try Self.control()
    #expect(control.press(.forward, at: try Self.at(59.7)) == .tellClock)
    #expect(control.speed(at: try Self.at(60.5)) == PlayControl.quickly)
    #expect(control.position(at: try Self.at(61)) == .seconds(900))
    #expect(control.position(at: try Self.at(62)) == .seconds(1200))
    #expect(control.position(at: try Self.at(63)) == .seconds(1210))
    #expect(control.press(.forward, at: try Self.at(70)) == .tellClock)
    #expect(control.press(.forward, at: try Self.at(70.5)) == .tellClock)
    #expect(control.position(at: try Self.at(74.4)) == .seconds(1283 + 1200 + 1))
    #expect(control.speed(at: try Self.at(74.4)) == 10)
  }

  @Test("→ while it is paused goes to a place and waits there, and never beyond the end")
  func forwardPaused() throws {
    var control = try Self.control()
    _ = control.press(.pause, at: try Self.at(60))
    let place = control.position(at: try Self.at(100))
    #expect(control.press(.forward, at: try Self.at(100)) == .tellClock)
    #expect(control.position(at: try Self.at(200)) == place + PlayControl.step)
    #expect(control.isPaused(at: try Self.at(200)))
    for second in 0..<20 { _ = control.press(.forward, at: try Self.at(201 + Double(second) * 3)) }
    #expect(control.position(at: try Self.at(1000)) == control.length)
    #expect(control.press(.forward, at: try Self.at(1001)) == .none)
  }

  @Test("← begins again once no more of them come, ten minutes back for each")
  func back() throws {
    var control = try Self.control()
    #expect(control.press(.back, at: try Self.at(300)) == .none)
    #expect(control.position(at: try Self.at(300)) == .seconds(2400))
    #expect(control.look(at: try Self.at(300.5)) == .none)
    #expect(control.press(.back, at: try Self.at(300.6)) == .none)
    #expect(control.press(.forward, at: try Self.at(300.7)) == .none)
    #expect(control.press(.back, at: try Self.at(300.8)) == .none)
    #expect(control.look(at: try Self.at(301.4)) == .none)
    #expect(control.look(at: try Self.at(301.5)) == .beginAgain(from: .seconds(1800)))
    #expect(control.look(at: try Self.at(302)) == .none)
    #expect(control.end(at: try Self.at(302)) == .tellClock)
    #expect(control.end(at: try Self.at(302.1)) == .none)
  }

  @Test("begun again it is quickly at its place, then goes on or waits as it did")
  func again() throws {
    let control = try Self.control()
    let fresh = try #require(control.again(from: .seconds(1800), at: try Self.at(1000), wasPaused: false))
    #expect(fresh.position(at: try Self.at(1001.5)) == .seconds(450))
    #expect(fresh.position(at: try Self.at(1007)) == .seconds(1810))
    let paused = try #require(control.again(from: .seconds(1800), at: try Self.at(1000), wasPaused: true))
    #expect(paused.position(at: try Self.at(9000)) == .seconds(1800))
    #expect(paused.isPaused(at: try Self.at(9000)))
    let beginning = try #require(control.again(from: .zero, at: try Self.at(1000), wasPaused: false))
    let standing = try #require(control.again(from: .zero, at: try Self.at(1000), wasPaused: true))
    #expect(standing.isPaused(at: try Self.at(1001)))
    #expect(standing.position(at: try Self.at(1100)) < .seconds(1))
    #expect(beginning.position(at: try Self.at(1010)) == .seconds(100))
  }

  @Test("a play faster than the keys keeps its speed, and one that was changed too often refuses")
  func bounds() throws {
    var fast = try Self.control(speed: 1000)
    _ = fast.press(.forward, at: try Self.at(1))
    #expect(fast.speed(at: try Self.at(1.5)) == 1000)
    var often = try Self.control(minutes: 1_000_000)
    var second = 1.0
    while often.press(.pause, at: try Self.at(second)) == .tellClock { second += 1 }
    #expect(second > 990 && second < Double(ScenarioClock.mostFurther))
    #expect(often.press(.forward, at: try Self.at(second)) == .refuse)
    let end = Self.begins + often.length
    #expect(often.clock(from: Self.begins, to: end).scenarioTime(at: .distantFuture) <= end)
    if !often.isPaused(at: try Self.at(second)) { #expect(often.end(at: try Self.at(second)) == .tellClock) }
    #expect(PlayControl(length: .seconds(1), speed: 0, startingAt: Self.start) == nil)
  }
}
