public import EscortDomain
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads the line of a way from a GPX file or from GeoJSON (RFC 7946), with or without times: from GPX the points of its tracks, or of
/// its routes where it has no track; from GeoJSON those of its line strings.
///
/// Points within a metre of the one before are left out.
public enum RouteFile {
  /// The most points of a way: one every fifty metres over five hundred kilometres, and a plan that still fits into one line of a feed.
  public static let mostPoints = 10_000

  /// Reads a whole file.
  ///
  /// - Throws: ``TrackError`` for what cannot be read, and where fewer than two points or more than ``mostPoints`` are left.
  public static func points(from text: String) throws(TrackError) -> [Coordinate] {
    let places = TrackFile.form(of: text) == .gpx ? try GPXLineReader.places(from: text) : try geoJSONPlaces(from: text)
    var points: [Coordinate] = []
    for (place, line) in places {
      guard (-90...90).contains(place.latitude), (-180...180).contains(place.longitude) else {
        throw TrackError(line: line, reason: "\(place.latitude), \(place.longitude) is no latitude and longitude")
      }
      if let last = points.last, last.distanceMetres(to: place) < leastMetres { continue }
      points.append(place)
      guard points.count <= mostPoints else { throw TrackError(line: line, reason: "more than \(mostPoints) points; thin the way out") }
    }
    guard points.count >= 2 else { throw TrackError(line: places.last?.line ?? 1, reason: "a way needs at least two points") }
    return points
  }

  private static func geoJSONPlaces(from text: String) throws(TrackError) -> [(Coordinate, line: Int)] {
    let object = try GeoJSONTrackReader.object(from: text)
    var places: [(Coordinate, line: Int)] = []
    for feature in GeoJSONTrackReader.features(of: object) {
      let geometry = feature["geometry"]?.object ?? feature
      let coordinates = geometry["coordinates"]?.array ?? []
      let lines: [[JSONValue]]
      switch geometry["type"]?.string {
      case "LineString": lines = [coordinates]
      case "MultiLineString": lines = coordinates.map { $0.array ?? [] }
      default: continue
      }
      for place in lines.joined() {
        guard let pair = place.array, pair.count >= 2, let longitude = pair[0].double, let latitude = pair[1].double else {
          throw TrackError(line: 1, reason: "a coordinate is no [longitude, latitude]")
        }
        places.append((Coordinate(latitude: latitude, longitude: longitude), 1))
      }
    }
    return places
  }

  private static let leastMetres = 1.0
}

/// Takes the places of a GPX file's points as they come.
private final class GPXLineReader: NSObject, XMLParserDelegate {
  private var tracks: [(Coordinate, line: Int)] = []
  private var routes: [(Coordinate, line: Int)] = []
  private var error: TrackError?

  static func places(from text: String) throws(TrackError) -> [(Coordinate, line: Int)] {
    let parser = XMLParser(data: Data(text.utf8))
    let reader = GPXLineReader()
    parser.delegate = reader
    let isRead = parser.parse()
    if let error = reader.error { throw error }
    guard isRead, parser.parserError == nil else { throw TrackError(line: max(1, parser.lineNumber), reason: "not well-formed XML") }
    return reader.tracks.isEmpty ? reader.routes : reader.tracks
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
  ) {
    guard name == "trkpt" || name == "rtept" else { return }
    guard let latitude = attributes["lat"].flatMap(Double.init), let longitude = attributes["lon"].flatMap(Double.init) else {
      error = TrackError(line: parser.lineNumber, reason: "a point without lat and lon")
      return parser.abortParsing()
    }
    let place = Coordinate(latitude: latitude, longitude: longitude)
    if name == "trkpt" { tracks.append((place, parser.lineNumber)) } else { routes.append((place, parser.lineNumber)) }
  }
}
