import EscortDomain
import Testing

@Suite("Time")
struct TimeTests {
  @Test(
    "instants are read with their offset and written with as many digits as they need",
    arguments: [
      ("2024-01-11T09:02:03+08:00", "2024-01-11T01:02:03Z"), ("2024-01-11T01:02:03.500000Z", "2024-01-11T01:02:03.5Z"),
      ("2024-02-29T23:59:60Z", "2024-03-01T00:00:00Z"), ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
      ("2024-01-11t01:02:03.0000019z", "2024-01-11T01:02:03.000001Z"), ("2000-02-29T00:00:00-0330", "2000-02-29T03:30:00Z"),
    ])
  func instants(_ text: String, _ written: String) throws {
    #expect(try #require(Instant(rfc3339: text)).rfc3339 == written)
  }

  @Test(
    "what is no instant is refused",
    arguments: [
      "", "2024-01-11", "2024-01-11T01:02:03", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-11T24:00:00Z",
      "2024-01-11T01:02:03.Z", "2024-01-11T01:02:03Zx", "２024-01-11T01:02:03Z",
    ])
  func refused(_ text: String) { #expect(Instant(rfc3339: text) == nil) }

  @Test("days and midnights are Shanghai's, and every day of a century comes back")
  func dates() throws {
    let evening = try #require(Instant(rfc3339: "2024-01-12T16:00:00Z"))
    #expect(CivilDate(shanghai: evening) == CivilDate(year: 2024, month: 1, day: 13))
    #expect(CivilDate(shanghai: evening - .microsecond) == CivilDate(year: 2024, month: 1, day: 12))
    #expect(CivilDate(shanghai: evening).adding(days: -2).shanghaiMidnight.rfc3339Shanghai == "2024-01-11T00:00:00+08:00")
    for days in stride(from: -40_000, to: 40_000, by: 1) {
      let date = CivilDate(daysSince1970: days)
      #expect(CivilDate(year: date.year, month: date.month, day: date.day)?.daysSince1970 == days)
    }
  }

  @Test(
    "months are the calendar's, held at the end of a month too short",
    arguments: [
      ((2024, 1, 13), -1, (2023, 12, 13)), ((2024, 3, 31), -1, (2024, 2, 29)), ((2025, 3, 31), -1, (2025, 2, 28)),
      ((2025, 5, 31), -1, (2025, 4, 30)), ((2024, 8, 31), -1, (2024, 7, 31)), ((2024, 11, 30), 3, (2025, 2, 28)),
      ((2023, 11, 30), 3, (2024, 2, 29)), ((2024, 1, 31), 0, (2024, 1, 31)), ((2024, 12, 15), 1, (2025, 1, 15)),
      ((2024, 2, 29), 12, (2025, 2, 28)), ((1900, 3, 31), -1, (1900, 2, 28)), ((2024, 1, 31), -23, (2022, 2, 28)),
    ])
  func months(_ date: (Int, Int, Int), _ months: Int, _ expected: (Int, Int, Int)) throws {
    let start = try #require(CivilDate(year: date.0, month: date.1, day: date.2))
    #expect(start.adding(months: months) == CivilDate(year: expected.0, month: expected.1, day: expected.2))
  }

  @Test("a scenario's clock meets the wall clock there and back, never early")
  func scenarioClock() throws {
    let wall = Instant(microsecondsSince1970: 1_795_000_000_000_000)
    let scenario = Instant(microsecondsSince1970: 1_704_934_800_000_000)
    for speed in [0.3, 1, 7, 10, 120, 9999] {
      let clock = try #require(ScenarioClock(wall: wall, scenario: scenario, speed: speed))
      for offset in stride(from: Int64(-5_000_001), to: 90_000_000, by: 333_337) {
        let time = scenario + TimeSpan(microseconds: offset)
        let met = clock.wallTime(of: time)
        #expect(clock.scenarioTime(at: met) >= time)
        #expect(clock.scenarioTime(at: met - .microsecond) < time + TimeSpan(microseconds: Int64(speed) + 1))
      }
    }
    #expect(ScenarioClock(wall: wall, scenario: scenario, speed: 0) == nil)
  }

  @Test("sums stay at the ends of time instead of overflowing")
  func clamping() {
    #expect(Instant.distantFuture + .seconds(1) == .distantFuture)
    #expect(Instant.distantPast - .seconds(1) == .distantPast)
    #expect((Instant.distantFuture - Instant.distantPast).microseconds == .max)
  }
}
