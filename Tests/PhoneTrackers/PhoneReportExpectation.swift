import EscortDomain
import PhoneTrackers
import Testing

/// What a report should say; what is not given should be unknown, not mocked, no emergency, and valid.
struct PhoneReportExpectation {
  var device: String?
  var at: String?
  var latitude: Double
  var longitude: Double
  var speed: Double?
  var course: Double?
  var altitude: Double?
  var accuracy: Double?
  var battery: Double?
  var isCharging: Bool?
  var isValid = true
  var isMock = false
  var isEmergency = false

  func check(_ report: PhoneReport, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(report.device == device, sourceLocation: sourceLocation)
    #expect(report.at?.rfc3339 == at, sourceLocation: sourceLocation)
    #expect(report.coordinate == Coordinate(latitude: latitude, longitude: longitude), sourceLocation: sourceLocation)
    #expect(near(report.speedKilometresPerHour, speed), "\(report)", sourceLocation: sourceLocation)
    #expect(report.courseDegrees == course, sourceLocation: sourceLocation)
    #expect(report.altitudeMetres == altitude, sourceLocation: sourceLocation)
    #expect(report.accuracyMetres == accuracy, sourceLocation: sourceLocation)
    #expect(report.batteryPercent == battery, sourceLocation: sourceLocation)
    #expect(report.isCharging == isCharging, sourceLocation: sourceLocation)
    #expect(report.isValid == isValid, sourceLocation: sourceLocation)
    #expect(report.isMock == isMock, sourceLocation: sourceLocation)
    #expect(report.isEmergency == isEmergency, sourceLocation: sourceLocation)
  }

  /// Whether two speeds are the same but for the last digits of a conversion.
  private func near(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) < 1e-9
  }
}
