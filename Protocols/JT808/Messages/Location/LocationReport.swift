/// 0x0200: where a terminal is and how it does (JT/T 808-2019 §8.12).
public struct LocationReport: Hashable, Sendable {
  /// Alarm bits.
  public var alarmBits: UInt32
  /// Status bits.
  public var statusBits: UInt32
  /// Degrees × 1e6 without sign.
  public var latitudeMagnitude: UInt32
  /// Degrees × 1e6 without sign.
  public var longitudeMagnitude: UInt32
  /// Metres.
  public var altitudeMetres: UInt16
  /// Tenths of km/h.
  public var speedTenths: UInt16
  /// Degrees from north, clockwise.
  public var courseDegrees: UInt16
  /// Device time.
  public var time: BCDTime
  /// The extension items in order, with whatever stands behind them.
  public var items: ExtensionItems

  /// The length of the basic block in bytes.
  public static let basicBytes = 28

  /// A report.
  public init(
    alarmBits: UInt32 = 0, statusBits: UInt32 = 0, latitudeMagnitude: UInt32 = 0, longitudeMagnitude: UInt32 = 0,
    altitudeMetres: UInt16 = 0, speedTenths: UInt16 = 0, courseDegrees: UInt16 = 0, time: BCDTime = .none,
    items: ExtensionItems = []
  ) {
    self.alarmBits = alarmBits
    self.statusBits = statusBits
    self.latitudeMagnitude = latitudeMagnitude
    self.longitudeMagnitude = longitudeMagnitude
    self.altitudeMetres = altitudeMetres
    self.speedTenths = speedTenths
    self.courseDegrees = courseDegrees
    self.time = time
    self.items = items
  }

  /// Reads a report: the basic block must be there, whatever follows cannot spoil it.
  public init(_ body: ArraySlice<UInt8>) throws(DecodingError) { try self.init(body.span) }

  /// Reads a report: the basic block must be there, whatever follows cannot spoil it.
  @inline(__always)
  public init(_ body: Span<UInt8>) throws(DecodingError) {
    guard body.count >= Self.basicBytes else {
      throw DecodingError(offset: 0, reason: "a location report needs \(Self.basicBytes) bytes, and there are \(body.count)")
    }
    alarmBits = body.doubleWord(at: 0)
    statusBits = body.doubleWord(at: 4)
    latitudeMagnitude = body.doubleWord(at: 8)
    longitudeMagnitude = body.doubleWord(at: 12)
    altitudeMetres = body.word(at: 16)
    speedTenths = body.word(at: 18)
    courseDegrees = body.word(at: 20)
    time = BCDTime(packed: UInt64(body.doubleWord(at: 22)) << 16 | UInt64(body.word(at: 26)))
    items = ExtensionItems(bytes: body.extracting(droppingFirst: Self.basicBytes).array)
  }

  /// The body.
  public var body: [UInt8] {
    var writer = ByteWriter(capacity: Self.basicBytes + items.bytes.count)
    writer.doubleWord(alarmBits)
    writer.doubleWord(statusBits)
    writer.doubleWord(latitudeMagnitude)
    writer.doubleWord(longitudeMagnitude)
    writer.word(altitudeMetres)
    writer.word(speedTenths)
    writer.word(courseDegrees)
    writer.append(time.bytes)
    writer.append(items.bytes)
    return writer.bytes
  }
}
