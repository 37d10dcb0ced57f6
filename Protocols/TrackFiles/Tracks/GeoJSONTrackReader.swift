import EscortDomain

/// Reads a track as GeoJSON (RFC 7946): line strings whose `coordTimes` or `times` hold an RFC 3339 instant for each coordinate, as
/// converters write them, or points with a `time`, in features or collections of features, in order.
public enum GeoJSONTrackReader {
  /// Reads a whole file. What is wrong inside a feature is told with the feature's number, on the first line.
  public static func track(from text: String) throws(TrackError) -> Track {
    var builder = TrackBuilder()
    for (index, feature) in features(of: try object(from: text)).enumerated() {
      do { try read(feature, &builder) } catch {
        throw TrackError(line: error.line, reason: "feature \(index + 1): \(error.reason)")
      }
    }
    return try builder.track(lastLine: 1)
  }

  static func object(from text: String) throws(TrackError) -> JSONObject {
    let value: JSONValue
    do { value = try JSONValue(parsing: text) } catch {
      let before = text.utf8.prefix(error.offset)
      throw TrackError(line: 1 + before.count { $0 == 0x0A }, reason: "not JSON: \(error.reason)")
    }
    guard let object = value.object else { throw TrackError(line: 1, reason: "no GeoJSON object") }
    return object
  }

  static func features(of object: JSONObject) -> [JSONObject] {
    object["type"]?.string == "FeatureCollection" ? (object["features"]?.array ?? []).compactMap(\.object) : [object]
  }

  private static func read(_ feature: JSONObject, _ builder: inout TrackBuilder) throws(TrackError) {
    let properties = feature["properties"]?.object ?? JSONObject()
    guard let geometry = feature["geometry"]?.object, let coordinates = geometry["coordinates"]?.array else { return }
    switch geometry["type"]?.string {
    case "Point":
      guard let time = properties["time"] ?? properties["timestamp"] else { return }
      try add(coordinates, at: time, properties, &builder)
    case "LineString":
      try read(line: coordinates, times: properties["coordTimes"] ?? properties["times"], &builder)
    case "MultiLineString":
      let times = (properties["coordTimes"] ?? properties["times"])?.array ?? []
      for (line, times) in zip(coordinates, times) { try read(line: line.array ?? [], times: times, &builder) }
      if coordinates.count != times.count { throw wrong("\(coordinates.count) lines and \(times.count) lists of times") }
    default: return
    }
  }

  private static func read(line: [JSONValue], times: JSONValue?, _ builder: inout TrackBuilder) throws(TrackError) {
    guard let times = times?.array else { throw wrong("a line without coordTimes cannot be placed in time") }
    guard times.count == line.count else { throw wrong("\(line.count) coordinates and \(times.count) times") }
    for (place, time) in zip(line, times) { try add(place.array ?? [], at: time, JSONObject(), &builder) }
  }

  private static func add(
    _ place: [JSONValue], at time: JSONValue, _ properties: JSONObject, _ builder: inout TrackBuilder
  ) throws(TrackError) {
    guard place.count >= 2, let longitude = place[0].double, let latitude = place[1].double else {
      throw wrong("a coordinate is no [longitude, latitude]")
    }
    guard let at = time.string.flatMap({ Instant(rfc3339: $0) }) else { throw wrong("\(time.text) is no RFC 3339 instant with an offset") }
    let point = Track.Point(
      at: at, coordinate: Coordinate(latitude: latitude, longitude: longitude), speedKilometresPerHour: properties["speed"]?.double,
      courseDegrees: properties["course"]?.double, altitudeMetres: place.count > 2 ? place[2].double : nil)
    try builder.add(point, line: 1)
  }

  private static func wrong(_ reason: String) -> TrackError { TrackError(line: 1, reason: reason) }
}
