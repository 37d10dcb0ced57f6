import EscortDomain
import JT808

/// One location report of a simulated unit, in whole microdegrees, tenths of km/h and seconds, as the wire can carry it.
struct UnitReport: Hashable, Sendable {
  let vehicle: VehicleID
  let at: Instant
  let latitudeMicrodegrees: Int
  let longitudeMicrodegrees: Int
  let altitudeMetres: Int
  let speedTenths: Int
  let courseDegrees: Int
  /// The cameras whose heartbeat it carries, with what each says; empty when it carries none.
  let cameras: [CameraHeartbeat]

  /// The events it is (RULES.md 8.4-25, 8.4-28).
  func events(received: Instant) -> [Event] {
    let position = PositionReport(
      vehicle: vehicle,
      coordinate: Coordinate(
        latitude: Double(latitudeMicrodegrees) / 1_000_000, longitude: Double(longitudeMicrodegrees) / 1_000_000),
      speedKilometresPerHour: Double(speedTenths) / 10, courseDegrees: Double(courseDegrees),
      altitudeMetres: Double(altitudeMetres), alarms: [], door: .closed)
    return [Event(at: at, received: received, fact: .position(position))]
      + cameras.map { Event(at: at, received: received, fact: .recording($0)) }
  }

  /// The report as it goes over the wire (JT/T 808 0x0200, JT/T 1078 items 0x15–0x17).
  var locationReport: LocationReport {
    var status: UInt32 = 0b11  // ignition on, positioned
    if latitudeMicrodegrees < 0 { status |= 1 << 2 }
    if longitudeMicrodegrees < 0 { status |= 1 << 3 }
    return LocationReport(
      statusBits: status, latitudeMagnitude: UInt32(latitudeMicrodegrees.magnitude),
      longitudeMagnitude: UInt32(longitudeMicrodegrees.magnitude), altitudeMetres: UInt16(clamping: altitudeMetres),
      speedTenths: UInt16(clamping: speedTenths), courseDegrees: UInt16(clamping: courseDegrees),
      time: BCDTime(secondsSince1970: at.microsecondsSince1970 / 1_000_000), items: ExtensionItems(items))
  }

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
