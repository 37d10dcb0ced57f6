public import EscortDomain
public import JT808

/// The events a location report tells of a vehicle (RULES.md 8.4-25, 8.4-28).
public enum LocationEvents {
  /// The position, and where the report carries item 0x15 one heartbeat for each required camera.
  ///
  /// A report without a readable time is placed at its receive time as an invalid position.
  public static func events(of report: LocationReport, vehicle: Transport.Vehicle, received: Instant) -> [Event] {
    let seconds = report.time.secondsSince1970
    let at = seconds.map { Instant(microsecondsSince1970: $0 * 1_000_000) } ?? received
    let isOpen = vehicle.doorStatusBits.contains { report.hasStatus(bit: $0) }
    let position = PositionReport(
      vehicle: vehicle.id,
      coordinate: Coordinate(
        latitude: Double(report.latitudeMicrodegrees) / 1_000_000,
        longitude: Double(report.longitudeMicrodegrees) / 1_000_000),
      valid: report.has(.positioned) && seconds != nil,
      speedKilometresPerHour: Double(report.speedTenths) / 10,
      courseDegrees: Double(report.courseDegrees),
      altitudeMetres: Double(report.altitudeMetres),
      alarms: report.alarmNames,
      door: isOpen ? .open : .closed)
    return [Event(at: at, received: received, fact: .position(position))]
      + heartbeats(of: report, vehicle: vehicle).map { Event(at: at, received: received, fact: .recording($0)) }
  }

  private static func heartbeats(of report: LocationReport, vehicle: Transport.Vehicle) -> [CameraHeartbeat] {
    guard let lost = report.item(ExtensionItem.videoSignalLoss, lengths: 4)?.number else { return [] }
    let occluded = report.item(ExtensionItem.videoOcclusion, lengths: 4)?.number ?? 0
    let storage = report.item(ExtensionItem.storageFault, lengths: 2)?.number ?? 0
    let isFaulty = storage & mainStorageBits != 0 || report.alarmBits >> UInt32(AlarmBit.cameraFault) & 1 == 1
    return vehicle.cameras.map { camera in
      let bit = (1...32).contains(camera) ? UInt32(1) << UInt32(camera - 1) : 0
      let state: CameraHeartbeat.State =
        if lost & bit != 0 { .noSignal } else if occluded & bit != 0 { .occluded } else if isFaulty { .fault } else { .recording }
      return CameraHeartbeat(vehicle: vehicle.id, camera: camera, state: state)
    }
  }

  /// Bits 0–11 of item 0x17: the main storage (JT/T 1078-2016 table 13).
  private static let mainStorageBits: UInt32 = 0x0FFF
}
