/// How a terminal's clock stands to the service's, from the reports it sends live. Device time is judged, never changed.
///
/// A report that comes late only looks behind, so what counts is how far ahead a terminal's time is at most; and a clock that is off
/// is off by the same amount again and again, while stored reports that are sent late come closer from one to the next.
public struct DeviceClock: Hashable, Sendable {
  /// What is wrong with a clock.
  public enum Condition: String, Hashable, Sendable, CaseIterable {
    /// Nothing, or too little is known.
    case sound
    /// It is off by about eight hours: UTC is sent for GMT+8, or GMT+8 added twice.
    case wrongZone = "wrong-zone"
    /// It is off.
    case off
    /// Its time stands still.
    case frozen
  }

  /// A jump of the clock.
  public struct Step: Hashable, Sendable {
    /// When it was noticed, on the service's clock.
    public let noticed: Instant
    /// By how much device time jumped; negative back.
    public let amount: TimeSpan
  }

  fileprivate struct Look: Hashable, Sendable {
    let device: Instant
    let received: Instant
    var offset: TimeSpan { device - received }
  }

  private var looks: [Look] = []
  private var standsSince: Look?
  private var speed = 1.0
  /// Device time less receive time, once several reports agree on it; `nil` before.
  public private(set) var offset: TimeSpan?
  /// The last jump.
  public private(set) var lastStep: Step?
  /// How many jumps there were.
  public private(set) var steps = 0
  /// Whether device time stands still.
  public private(set) var isFrozen = false

  /// A clock of which nothing is known.
  public init() {}

  /// What is wrong.
  public var condition: Condition {
    if isFrozen { return .frozen }
    guard let offset, offset.magnitude > tolerated else { return .sound }
    return (offset.magnitude - Self.zone).magnitude <= Self.zoneTolerance ? .wrongZone : .off
  }

  /// The device's time at an instant of the service's clock, when its clock is known to be off; the instant itself otherwise.
  public func time(at received: Instant) -> Instant {
    guard let offset, offset.magnitude > tolerated, !isFrozen else { return received }
    return received + offset
  }

  /// Takes a live report in.
  ///
  /// - Parameters:
  ///   - device: the report's own time.
  ///   - received: when it came in.
  ///   - speed: how fast both run: a played scenario's time passes many times faster, and the way of a report is as many times longer.
  public mutating func take(device: Instant, received: Instant, speed: Double = 1) {
    self.speed = speed
    let look = Look(device: device, received: received)
    if let since = standsSince, since.device == device {
      isFrozen = received - since.received >= Self.frozenAfter
    } else {
      standsSince = look
      isFrozen = false
    }
    looks.append(look)
    if looks.count > Self.agreeing { looks.removeFirst() }
    guard !isFrozen, looks.count == Self.agreeing, let least = looks.map(\.offset).min(), let greatest = looks.map(\.offset).max(),
      greatest - least <= Self.spread.scaled(by: speed)
    else { return }
    if let offset, (greatest - offset).magnitude > Self.stepAfter.scaled(by: speed) {
      lastStep = Step(noticed: received, amount: greatest - offset)
      steps += 1
    }
    offset = greatest
  }

  /// So many reports in a row must agree.
  private static let agreeing = 4
  /// Reports agree when their offsets lie so close together.
  private static let spread = TimeSpan.seconds(5)
  /// A clock may be off so far, the way of its reports included, and is still sound.
  private var tolerated: TimeSpan { TimeSpan.seconds(30).scaled(by: speed) }
  /// A change of the offset beyond this is a jump.
  private static let stepAfter = TimeSpan.seconds(30)
  private static let zone = TimeSpan.seconds(8 * 3600)
  private static let zoneTolerance = TimeSpan.seconds(300)
  /// A time that several reports share for so long stands still.
  private static let frozenAfter = TimeSpan.seconds(60)
}

extension DeviceClock: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(looks)
    writer.write(standsSince)
    writer.write(speed)
    writer.write(offset)
    writer.write(lastStep?.noticed)
    writer.write(lastStep?.amount)
    writer.write(steps)
    writer.write(isFrozen)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    looks = reader.read()
    standsSince = reader.read()
    speed = reader.read()
    offset = reader.read()
    let noticed = reader.read(Instant?.self)
    let amount = reader.read(TimeSpan?.self)
    if let noticed, let amount { lastStep = Step(noticed: noticed, amount: amount) }
    steps = reader.read()
    isFrozen = reader.read()
  }
}

extension DeviceClock.Look: Packable {
  fileprivate func pack(into writer: inout PackedWriter) {
    writer.write(device)
    writer.write(received)
  }

  fileprivate init(from reader: inout PackedReader) { self.init(device: reader.read(), received: reader.read()) }
}
