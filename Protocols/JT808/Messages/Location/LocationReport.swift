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
  /// The extension items in order; the same id may stand twice.
  public var items: [ExtensionItem]
  /// What could not be read as an item.
  public var trailing: [UInt8] = []

  /// The length of the basic block in bytes.
  public static let basicBytes = 28

  /// A report.
  public init(
    alarmBits: UInt32 = 0, statusBits: UInt32 = 0, latitudeMagnitude: UInt32 = 0, longitudeMagnitude: UInt32 = 0,
    altitudeMetres: UInt16 = 0, speedTenths: UInt16 = 0, courseDegrees: UInt16 = 0, time: BCDTime = .none,
    items: [ExtensionItem] = []
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
  public init(_ body: ArraySlice<UInt8>) throws(DecodingError) {
    var reader = ByteReader(body)
    alarmBits = try reader.doubleWord()
    statusBits = try reader.doubleWord()
    latitudeMagnitude = try reader.doubleWord()
    longitudeMagnitude = try reader.doubleWord()
    altitudeMetres = try reader.word()
    speedTenths = try reader.word()
    courseDegrees = try reader.word()
    time = BCDTime(bytes: try reader.take(6))
    items = []
    while reader.remaining > 0 {
      let rest = reader
      guard let id = try? reader.byte(), let length = try? reader.byte(), let value = try? reader.take(Int(length))
      else {
        var unread = rest
        trailing = Array(unread.rest())
        break
      }
      items.append(ExtensionItem(id: id, value: Array(value)))
    }
  }

  /// The body.
  public var body: [UInt8] {
    var writer = ByteWriter()
    writer.doubleWord(alarmBits)
    writer.doubleWord(statusBits)
    writer.doubleWord(latitudeMagnitude)
    writer.doubleWord(longitudeMagnitude)
    writer.word(altitudeMetres)
    writer.word(speedTenths)
    writer.word(courseDegrees)
    writer.append(time.bytes)
    for item in items {
      writer.byte(item.id)
      writer.byte(UInt8(clamping: item.value.count))
      writer.append(item.value.prefix(255))
    }
    writer.append(trailing)
    return writer.bytes
  }
}
