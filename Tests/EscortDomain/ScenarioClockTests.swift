import EscortDomain
import Testing

@Suite("A scenario's clock that is paused and changed")
struct ScenarioClockTests {
  private static let wall = Instant(microsecondsSince1970: 1_795_000_000_000_000)
  private static let scenario = Instant(microsecondsSince1970: 1_704_934_800_000_000)

  private static func clock(speed: Double = 10) throws -> ScenarioClock {
    try #require(ScenarioClock(wall: wall, scenario: scenario, speed: speed))
  }

  @Test("what was received before a pause keeps the time it was received at, and time goes on from where it stood")
  func paused() throws {
    let running = try Self.clock()
    let paused = try #require(running.then(from: Self.wall + .seconds(60), speed: 0))
    let goesOn = try #require(paused.then(from: Self.wall + .seconds(3660), speed: 20))
    for second in 0...60 {
      let instant = Self.wall + .seconds(second)
      #expect(goesOn.scenarioTime(at: instant) == running.scenarioTime(at: instant))
    }
    #expect(goesOn.scenarioTime(at: Self.wall + .seconds(2000)) == Self.scenario + .seconds(600))
    #expect(goesOn.scenarioTime(at: Self.wall + .seconds(3661)) == Self.scenario + .seconds(620))
    #expect(goesOn.speed(at: Self.wall + .seconds(100)) == 0)
    #expect(goesOn.speed(whenItIs: Self.scenario + .seconds(599)) == 10)
    #expect(paused.speed(whenItIs: Self.scenario + .seconds(600)) == 0)
    #expect(goesOn.wallTime(of: Self.scenario + .seconds(600)) == Self.wall + .seconds(60))
    #expect(goesOn.wallTime(of: Self.scenario + .seconds(620)) == Self.wall + .seconds(3661))
    #expect(paused.wallTime(of: Self.scenario + .seconds(601)) == .distantFuture)
  }

  @Test("it meets the wall clock there and back over every stretch, never early", arguments: 1...20 as ClosedRange<UInt64>)
  func inverse(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var clock = try Self.clock(speed: Double.random(in: 0.1...100, using: &generator))
    var at = Self.wall
    for _ in 0..<10 {
      at = at + TimeSpan(microseconds: Int64.random(in: 1...5_000_000, using: &generator))
      let speed = Bool.random(using: &generator) ? 0 : Double.random(in: 0.1...100, using: &generator)
      clock = try #require(clock.then(from: at, speed: speed))
    }
    var last = clock.scenarioTime(at: Self.wall - .seconds(10))
    for offset in stride(from: Int64(-9_000_000), to: 60_000_000, by: 77_777) {
      let instant = Self.wall + TimeSpan(microseconds: offset)
      let time = clock.scenarioTime(at: instant)
      #expect(time >= last, "seed \(seed)")
      last = time
      let met = clock.wallTime(of: time)
      #expect(met <= instant, "seed \(seed)")
      #expect(clock.scenarioTime(at: met) >= time, "seed \(seed)")
    }
  }

  @Test("it stands still once its time has come, exactly there")
  func standing() throws {
    let clock = try Self.clock(speed: 333.3).standing(at: Self.scenario + .seconds(7777))
    #expect(clock.scenarioTime(at: Self.wall + .seconds(23)) < Self.scenario + .seconds(7777))
    #expect(clock.scenarioTime(at: Self.wall + .seconds(24)) == Self.scenario + .seconds(7777))
    #expect(clock.scenarioTime(at: Self.wall + .seconds(1_000_000)) == Self.scenario + .seconds(7777))
    let later = clock.shifted(by: .seconds(5))
    #expect(later.scenarioTime(at: Self.wall + .seconds(24)) == Self.scenario + .seconds(7782))
  }

  @Test("a stretch in which time would go back, or that begins before the clock, is refused")
  func refused() throws {
    let clock = try Self.clock()
    let at = Self.wall + .seconds(10)
    #expect(clock.then(ScenarioClock.Stretch(wall: at, scenario: Self.scenario + .seconds(99), speed: 1)) == nil)
    #expect(clock.then(ScenarioClock.Stretch(wall: at, scenario: Self.scenario + .seconds(101), speed: 1)) != nil)
    #expect(clock.then(from: Self.wall, speed: 1) == nil)
    #expect(clock.then(from: at, speed: -1) == nil)
    #expect(clock.then(from: at, speed: .nan) == nil)
    #expect(clock.then(from: at, speed: ScenarioClock.fastest + 1) == nil)
  }

  @Test("a speed so small that its time never comes has an end all the same")
  func tiny() throws {
    let clock = try Self.clock(speed: 1e-300)
    #expect(clock.wallTime(of: Self.scenario + .seconds(1)) == .distantFuture)
  }
}
