import EscortDomain
import JT808

/// One location report of a simulated unit, in whole microdegrees, tenths of km/h and seconds, as the wire can carry it.
struct UnitReport: Hashable, Sendable {
  let vehicle: VehicleID
  /// On the unit's clock.
  var at: Instant
  var latitudeMicrodegrees: Int
  var longitudeMicrodegrees: Int
  let altitudeMetres: Int
  var speedTenths: Int
  let courseDegrees: Int
  var hasFix = true
  var isDoorOpen = false
  /// The alarms that are on, by their names.
  var alarms: [String] = []
  /// The cameras whose heartbeat it carries, with what each says; empty when it carries none.
  let cameras: [CameraHeartbeat]

  /// Where it is, to a microdegree.
  var place: Coordinate {
    get { Coordinate(latitude: Double(latitudeMicrodegrees) / 1_000_000, longitude: Double(longitudeMicrodegrees) / 1_000_000) }
    set {
      latitudeMicrodegrees = Int((newValue.latitude * 1e6).rounded())
      longitudeMicrodegrees = Int((newValue.longitude * 1e6).rounded())
    }
  }

  /// The events it is (RULES.md 8.4-25, 8.4-28).
  func events(received: Instant) -> [Event] {
    let position = PositionReport(
      vehicle: vehicle, coordinate: place,
      valid: hasFix, speedKilometresPerHour: Double(speedTenths) / 10, courseDegrees: Double(courseDegrees),
      altitudeMetres: Double(altitudeMetres), alarms: alarms, door: isDoorOpen ? .open : .closed)
    return [Event(at: at, received: received, fact: .position(position))]
      + cameras.map { Event(at: at, received: received, fact: .recording($0)) }
  }

  /// The report as it goes over the wire (JT/T 808 0x0200, JT/T 1078 items 0x15–0x17).
  var locationReport: LocationReport {
    var status: UInt32 = hasFix ? 0b11 : 0b01  // ignition on; positioned
    if isDoorOpen { status |= 1 << UInt32(Self.doorBit) }
    if latitudeMicrodegrees < 0 { status |= 1 << 2 }
    if longitudeMicrodegrees < 0 { status |= 1 << 3 }
    return LocationReport(
      alarmBits: alarms.reduce(0) { bits, name in AlarmBit.names.firstIndex(of: name).map { bits | 1 << UInt32($0) } ?? bits },
      statusBits: status, latitudeMagnitude: UInt32(latitudeMicrodegrees.magnitude),
      longitudeMagnitude: UInt32(longitudeMicrodegrees.magnitude), altitudeMetres: UInt16(clamping: altitudeMetres),
      speedTenths: UInt16(clamping: speedTenths), courseDegrees: UInt16(clamping: courseDegrees),
      time: BCDTime(secondsSince1970: at.microsecondsSince1970 / 1_000_000), items: ExtensionItems(items))
  }

  /// The status bit of the door it opens, one of the usual cargo doors.
  static let doorBit = 14

  private var items: [ExtensionItem] {
    guard !cameras.isEmpty else { return [] }
    func mask(_ state: CameraHeartbeat.State) -> UInt32 {
      cameras.reduce(0) { $1.state == state ? $0 | 1 << UInt32($1.camera - 1) : $0 }
    }
    let isFaulty = cameras.contains { $0.state == .fault }
    return [
      .doubleWord(ExtensionItem.videoSignalLoss, mask(.noSignal)),
      .doubleWord(ExtensionItem.videoOcclusion, mask(.occluded)),
      .word(ExtensionItem.storageFault, isFaulty ? 1 : 0),
    ]
  }
}
