import EscortDomain
import Journal
import PhoneTrackers
import Registers

/// A phone's report as it is journaled: JSON without what the app sent along to be let in.
struct PhoneEntry: Hashable, Sendable {
  let at: Instant?
  let coordinate: Coordinate
  let speedKilometresPerHour: Double?
  let courseDegrees: Double?
  let altitudeMetres: Double?
  /// Whether the position counts: the app vouches for it, and no other app made it up.
  let isTrustworthy: Bool
  let isEmergency: Bool

  /// The draft of a report.
  static func draft(_ report: PhoneReport, from holder: TokenRegister.Holder, received: Instant) -> EntryDraft {
    let numbers: [(String, Double?)] = [
      ("lat", report.coordinate.latitude), ("lon", report.coordinate.longitude), ("speed", report.speedKilometresPerHour),
      ("course", report.courseDegrees), ("altitude", report.altitudeMetres), ("accuracy", report.accuracyMetres),
      ("battery", report.batteryPercent),
    ]
    var object = JSONObject(numbers.compactMap { name, number in number.map { (name, .number($0)) } })
    if let at = report.at { object["at"] = .string(at.rfc3339) }
    if let charging = report.isCharging { object["charging"] = .bool(charging) }
    object["valid"] = .bool(report.isValid)
    if report.isMock { object["mock"] = true }
    if report.isEmergency { object["emergency"] = true }
    var keys: [EntryKey] = []
    if case .unit(let vehicle) = holder { keys = [EntryKey(subject: vehicle.text, at: report.at ?? received)] }
    return EntryDraft(kind: .phoneReport, origin: holder.text, bytes: Array(JSONValue.object(object).text.utf8), keys: keys)
  }

  /// A report as it was journaled; `nil` when it is none.
  init?(_ draft: EntryDraft) {
    guard let object = (try? JSONValue(parsing: draft.bytes))?.object, let latitude = object["lat"]?.double,
      let longitude = object["lon"]?.double
    else { return nil }
    at = object["at"]?.string.flatMap { Instant(rfc3339: $0) }
    coordinate = Coordinate(latitude: latitude, longitude: longitude)
    speedKilometresPerHour = object["speed"]?.double
    courseDegrees = object["course"]?.double
    altitudeMetres = object["altitude"]?.double
    isTrustworthy = object["valid"]?.bool ?? true && !(object["mock"]?.bool ?? false)
    isEmergency = object["emergency"]?.bool ?? false
  }

  /// What it tells when the phone serves as a vehicle's unit: a position, which names the alarm that is on.
  func events(of vehicle: VehicleID, received: Instant) -> [Event] {
    let position = PositionReport(
      vehicle: vehicle, coordinate: coordinate, valid: isTrustworthy, speedKilometresPerHour: speedKilometresPerHour,
      courseDegrees: courseDegrees, altitudeMetres: altitudeMetres, alarms: isEmergency ? [Self.emergency] : [])
    return [Event(at: at ?? received, received: received, fact: .position(position))]
  }

  /// What it tells of a person on a vehicle: where their phone is, and whether they call for help.
  func events(of person: PersonID, on vehicle: VehicleID, received: Instant) -> [Event] {
    var facts: [Fact] = []
    if isTrustworthy { facts.append(.phone(PhonePosition(vehicle: vehicle, person: person, coordinate: coordinate))) }
    if isEmergency { facts.append(.alarm(AlarmReport(vehicle: vehicle, name: Self.emergency, isOn: true))) }
    return facts.map { Event(at: at ?? received, received: received, fact: $0) }
  }

  private static let emergency = "emergency"
}
