public import EscortDomain

/// What Traccar Client sends from version 9 on: JSON with the phone's `device_id` and a `location`, or a list of them in a batch.
///
/// Speed is in metres a second and the battery a fraction of 1; -1 stands for unknown.
public enum TraccarClientMessage {
  /// Reads the body of one request.
  public static func batch(from body: some Collection<UInt8>) throws(PhoneReportError) -> PhoneReportBatch {
    try batch(from: try PhoneReportBatch.json(body))
  }

  /// Reads a body that is JSON already.
  public static func batch(from value: JSONValue) throws(PhoneReportError) -> PhoneReportBatch {
    guard let object = value.object else { throw .wrong(field: "location", mustBe: locationWords) }
    let fields = PhoneFields(object: object)
    let device = try fields.device("device_id")
    guard let location = fields.value("location") else { throw fields.missing("location", locationWords) }
    return try PhoneReportBatch(reading: location) { (location) throws(PhoneReportError) in
      guard let object = location.object else { throw fields.wrong("location", locationWords) }
      return try report(from: PhoneFields(object: object, path: "location."), device: device)
    }
  }

  private static let locationWords = "an object with \"timestamp\" and \"coords\", or a list of them"

  private static func report(from location: PhoneFields, device: String?) throws(PhoneReportError) -> PhoneReport {
    var location = location
    location.passesOverWrong = callsForHelp(location)
    let position = try location.nested("coords")
    let battery = try location.nested("battery")
    let coordinate = try position.coordinate("latitude", "longitude")
    return PhoneReport(
      device: device,
      at: try location.time("timestamp"),
      coordinate: coordinate,
      speedKilometresPerHour: try position.number("speed", .speedInMetresPerSecond),
      courseDegrees: try position.number("heading", .course),
      altitudeMetres: try position.number("altitude", .altitude),
      accuracyMetres: try position.number("accuracy", .accuracy),
      // To a tenth of a percent: a fraction such as 0.29 would else come out as 28.999999999999996.
      batteryPercent: try battery.number("level", .batteryFraction).map { ($0 * 10).rounded() / 10 },
      isCharging: try battery.flag("is_charging"),
      isValid: coordinate.isPlausible,
      isMock: try location.flag("mock") == true,
      isEmergency: callsForHelp(location))
  }

  /// A call for help counts whatever else stands in `extras`, which is the user's own.
  private static func callsForHelp(_ location: PhoneFields) -> Bool {
    location.value("extras")?.object.map { PhoneFields(object: $0).callsForHelp("alarm") } ?? false
  }
}
