import EscortDomain

/// What OsmAnd and Traccar Client up to version 8 send: parameters in the query of a GET or POST, or as its form body.
///
/// Names and units are those of Traccar's OsmAnd protocol: speed in knots, time in UTC. Parameters not named there, and
/// `hdop` and `driverUniqueId`, which have no place in a report, are passed over.
public enum OsmAndRequest {
  /// Reads the report of one request.
  public static func report(from parameters: QueryParameters) throws(PhoneReportError) -> PhoneReport {
    var fields = PhoneFields(object: JSONObject(parameters.parameters.map { ($0.name, .string($0.value)) }))
    fields.passesOverWrong = fields.callsForHelp("alarm")
    let coordinate = try coordinate(fields)
    return PhoneReport(
      device: try fields.device(fields.name(among: "id", "deviceid")),
      at: try fields.time("timestamp"),
      coordinate: coordinate,
      speedKilometresPerHour: try fields.number("speed", .speedInKnots),
      courseDegrees: try fields.number(fields.name(among: "bearing", "heading", "course"), .course),
      altitudeMetres: try fields.number("altitude", .altitude),
      accuracyMetres: try fields.number("accuracy", .accuracy),
      batteryPercent: try fields.number("batt", .batteryPercent),
      isCharging: try fields.flag("charge"),
      isValid: try fields.flag("valid") != false && coordinate.isPlausible,
      isMock: try fields.flag("mock") == true,
      isEmergency: fields.callsForHelp("alarm"))
  }

  private static let locationWords = "a latitude and a longitude in degrees, with a comma between them"

  private static func coordinate(_ fields: PhoneFields) throws(PhoneReportError) -> Coordinate {
    guard let pair = fields.value("location")?.string else { return try fields.coordinate("lat", "lon") }
    let numbers = pair.filter { $0 != " " }.split(separator: ",", omittingEmptySubsequences: false).map { Double(decimal: $0) }
    guard numbers.count == 2, let latitude = numbers[0].flatMap(Quantity.latitude.converted),
      let longitude = numbers[1].flatMap(Quantity.longitude.converted)
    else { throw fields.wrong("location", locationWords) }
    return Coordinate(latitude: latitude, longitude: longitude)
  }
}
