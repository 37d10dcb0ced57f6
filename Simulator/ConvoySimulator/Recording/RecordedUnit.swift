import EscortDomain
import JT808

/// How the unit of a recorded vehicle says again what it said: in JT/T 808 what that can carry as it stands, the rest over HTTP.
///
/// A location report names every alarm and the door each time. So a position that names none goes that way only when its vehicle never
/// says anywhere that an alarm is on or a door open; with that, no verdict can tell the two apart.
struct RecordedUnit {
  private let vehicle: Transport.Vehicle
  private let isDoorEverOpen: Bool
  private let isAlarmEverOn: Bool

  /// The unit of a vehicle with a terminal, and what it said.
  init(_ vehicle: Transport.Vehicle, events: [Event]) {
    self.vehicle = vehicle
    isDoorEverOpen = events.contains { event in
      switch event.fact {
      case .position(let report): report.door == .open
      case .door(let door): door.state == .open
      default: false
      }
    }
    isAlarmEverOn = events.contains { event in
      switch event.fact {
      case .position(let report): report.alarms?.isEmpty == false
      case .alarm(let alarm): alarm.isOn
      default: false
      }
    }
  }

  /// What it says at one instant: reports in order, and what they cannot carry.
  func utterances(of events: [Event]) -> (reports: [UnitReport], rest: [Event]) {
    var reports: [UnitReport] = []
    var rest: [Event] = []
    var beats = events.filter { if case .recording = $0.fact { true } else { false } }
    for event in events {
      guard case .position(let position) = event.fact else { continue }
      let own = beats.filter { $0.at == event.at }
      if let cameras = cameras(of: own, with: position), let report = report(event, position, cameras) {
        reports.append(report)
        beats.removeAll { $0.at == event.at }
      } else if let report = report(event, position, []) {
        reports.append(report)
      } else {
        rest.append(event)
      }
    }
    rest += events.filter { event in
      switch event.fact {
      case .position, .recording: false
      default: true
      }
    }
    return (reports.sorted { $0.at < $1.at }, rest + beats)
  }

  private func report(_ event: Event, _ position: PositionReport, _ cameras: [CameraHeartbeat]) -> UnitReport? {
    guard event.unknownFields == nil, event.at.microsecondsSince1970 % 1_000_000 == 0, isTellable(position),
      BCDTime(secondsSince1970: event.at.microsecondsSince1970 / 1_000_000).secondsSince1970.map({ $0 * 1_000_000 })
        == event.at.microsecondsSince1970,
      let latitude = Self.whole(position.coordinate.latitude, times: 1_000_000, in: -90_000_000...90_000_000),
      let longitude = Self.whole(position.coordinate.longitude, times: 1_000_000, in: -180_000_000...180_000_000),
      let speed = position.speedKilometresPerHour, let tenths = Self.whole(speed, times: 10, in: 0...65_535),
      let course = Self.whole(position.courseDegrees ?? 0, times: 1, in: 0...65_535),
      let altitude = Self.whole(position.altitudeMetres ?? 0, times: 1, in: 0...65_535)
    else { return nil }
    return UnitReport(
      vehicle: vehicle.id, at: event.at, latitudeMicrodegrees: latitude, longitudeMicrodegrees: longitude, altitudeMetres: altitude,
      speedTenths: tenths, courseDegrees: course, hasFix: position.valid, isDoorOpen: position.door == .open,
      alarms: position.alarms ?? [], cameras: cameras)
  }

  /// Whether the status and alarm bits can say what the position says of doors and alarms.
  private func isTellable(_ position: PositionReport) -> Bool {
    let doors = vehicle.doorStatusBits
    guard doors.allSatisfy({ $0 > LocationReport.StatusBit.west.rawValue }) else { return false }
    let door =
      switch position.door {
      case nil: !isDoorEverOpen
      case .closed: true
      case .open: doors.contains(UnitReport.doorBit)
      }
    let alarms = position.alarms.map { names in Set(names).count == names.count && names.allSatisfy(AlarmBit.names.contains) }
    return door && alarms ?? !isAlarmEverOn
  }

  /// The heartbeats a report carries; `nil` when JT/T 1078 items 0x15 to 0x17 cannot say exactly these (RULES.md 8.4-25).
  private func cameras(of events: [Event], with position: PositionReport) -> [CameraHeartbeat]? {
    var beats: [CameraHeartbeat] = []
    for event in events {
      guard case .recording(let beat) = event.fact, event.unknownFields == nil, beat.freeBytes == nil else { return nil }
      beats.append(beat)
    }
    guard !beats.isEmpty, beats.map(\.camera).sorted() == vehicle.cameras.sorted(), beats.allSatisfy({ (1...32).contains($0.camera) })
    else { return nil }
    let isFaulty =
      beats.contains { $0.state == .fault } || position.alarms?.contains(AlarmBit.names[AlarmBit.cameraFault]) == true
    let areTellable = beats.allSatisfy { beat in
      switch beat.state {
      case .noSignal, .occluded: true
      case .recording: !isFaulty
      case .fault: isFaulty
      case .stopped: false
      }
    }
    return areTellable ? beats : nil
  }

  /// A number in whole parts, when they say exactly this number.
  private static func whole(_ number: Double, times parts: Double, in range: ClosedRange<Int>) -> Int? {
    let scaled = (number * parts).rounded()
    guard scaled.isFinite, scaled >= Double(range.lowerBound), scaled <= Double(range.upperBound), scaled / parts == number else {
      return nil
    }
    return Int(scaled)
  }
}
