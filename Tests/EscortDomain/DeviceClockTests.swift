import EscortDomain
import Testing

@Suite("A terminal's clock")
struct DeviceClockTests {
  private let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)

  /// A clock after reports ten seconds apart, each with its offset and how late it came.
  private func clock(_ reports: [(offset: Int, delay: Int)]) -> DeviceClock {
    var clock = DeviceClock()
    for (index, report) in reports.enumerated() {
      let happened = start + .seconds(index * 10)
      clock.take(device: happened + .seconds(report.offset), received: happened + .seconds(report.delay))
    }
    return clock
  }

  @Test("a sound clock stays sound though its reports come late, one by one or all")
  func sound() {
    #expect(clock((0..<20).map { (0, $0 % 3) }).condition == .sound)
    // Ten minutes of stored reports, sent one a second: each is less late than the one before.
    let backfill = clock((0..<60).map { (0, 600 - 9 * $0) })
    #expect(backfill.condition == .sound)
    #expect(backfill.time(at: start) == start)
  }

  @Test("UTC sent for GMT+8 is a wrong zone, seven minutes are off, and device time is told from receive time")
  func wrong() {
    let utc = clock(Array(repeating: (-8 * 3600, 1), count: 6))
    #expect(utc.condition == .wrongZone)
    #expect(utc.time(at: start) == start + .seconds(-8 * 3600 - 1))
    #expect(clock(Array(repeating: (8 * 3600 + 40, 0), count: 6)).condition == .wrongZone)
    let off = clock(Array(repeating: (420, 1), count: 6))
    #expect(off.condition == .off)
    #expect(off.offset == .seconds(419))
    #expect(clock(Array(repeating: (420, 1), count: 3)).condition == .sound, "three reports are too few")
  }

  @Test("a step is noticed once, with its amount, and the clock is judged by what it shows since")
  func step() {
    let stepped = clock(Array(repeating: (0, 0), count: 6) + Array(repeating: (3600, 0), count: 6))
    #expect(stepped.steps == 1)
    #expect(stepped.lastStep?.amount == .seconds(3600))
    #expect(stepped.condition == .off)
    #expect(clock(Array(repeating: (3600, 0), count: 6) + Array(repeating: (0, 0), count: 6)).condition == .sound)
  }

  @Test("a clock that stands still for a minute is frozen, and is not when it goes on")
  func frozen() {
    var clock = DeviceClock()
    for second in stride(from: 0, through: 50, by: 10) { clock.take(device: start, received: start + .seconds(second)) }
    #expect(clock.condition == .sound)
    clock.take(device: start, received: start + .seconds(60))
    #expect(clock.condition == .frozen)
    #expect(clock.time(at: start + .seconds(60)) == start + .seconds(60))
    clock.take(device: start + .seconds(70), received: start + .seconds(70))
    #expect(!clock.isFrozen)
  }
}
