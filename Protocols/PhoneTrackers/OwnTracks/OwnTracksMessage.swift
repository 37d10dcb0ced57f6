public import EscortDomain

/// What OwnTracks sends in its HTTP mode: a JSON message whose `_type` says what it is, or a list of them.
///
/// Only `location` reports a position: `tst` is the time of the fix, `vel` is in km/h. Any other type, also one a later app may
/// bring, is taken and gives none, for the app sends nothing more until a message is taken. So is a body of no bytes, which the
/// app sends when a friend is deleted. `encrypted` is refused.
public enum OwnTracksMessage {
  /// Reads the body of one request.
  public static func batch(from body: some Collection<UInt8>) throws(PhoneReportError) -> PhoneReportBatch {
    guard !body.isEmpty else { return PhoneReportBatch() }
    return try batch(from: try PhoneReportBatch.json(body))
  }

  /// Reads a body that is JSON already.
  public static func batch(from value: JSONValue) throws(PhoneReportError) -> PhoneReportBatch {
    try PhoneReportBatch(reading: value) { (message) throws(PhoneReportError) in try report(from: message) }
  }

  private static let typeWords = "the kind of the message, such as location"

  private static func report(from message: JSONValue) throws(PhoneReportError) -> PhoneReport? {
    guard let object = message.object, let type = object["_type"] else { throw .missing(field: "_type", mustBe: typeWords) }
    switch type {
    case "location": return try location(PhoneFields(object: object))
    case "encrypted": throw .encrypted
    case .string: return nil
    default: throw .wrong(field: "_type", mustBe: typeWords)
    }
  }

  private static func location(_ fields: PhoneFields) throws(PhoneReportError) -> PhoneReport {
    let coordinate = try fields.coordinate("lat", "lon")
    return PhoneReport(
      // The topic names user and device and so is unique; the tracker's two letters are not, and stand in for it.
      device: try fields.device(fields.name(among: "topic", "tid")),
      at: try fields.requiredSeconds("tst"),
      coordinate: coordinate,
      speedKilometresPerHour: try fields.number("vel", .speedInKilometresPerHour),
      courseDegrees: try fields.number("cog", .course),
      altitudeMetres: try fields.number("alt", .altitude),
      accuracyMetres: try fields.number("acc", .accuracy),
      batteryPercent: try fields.number("batt", .batteryPercent),
      isCharging: isCharging(fields.value("bs")),
      isValid: coordinate.isPlausible,
      isMock: false,
      isEmergency: false)
  }

  /// The battery's state: 1 unplugged, 2 charging, 3 full and still plugged in; 0 and all others say nothing.
  private static func isCharging(_ state: JSONValue?) -> Bool? {
    switch state?.integer {
    case 1: false
    case 2, 3: true
    default: nil
    }
  }
}
