import EscortDomain
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a track as GPX 1.0 or 1.1: the points of all its tracks' segments in order, each with a time. Routes and waypoints are passed
/// over.
public enum GPXTrackReader {
  /// Reads a whole file.
  public static func track(from text: String) throws(TrackError) -> Track {
    let parser = XMLParser(data: Data(text.utf8))
    let reader = GPXReader()
    parser.delegate = reader
    let isRead = parser.parse()
    if let error = reader.error { throw error }
    guard isRead, parser.parserError == nil else { throw TrackError(line: max(1, parser.lineNumber), reason: "not well-formed XML") }
    guard reader.isGPX else { throw TrackError(line: 1, reason: "no GPX: it has no element gpx") }
    return try reader.builder.track(lastLine: parser.lineNumber)
  }
}

/// Takes a GPX file's elements as they come.
private final class GPXReader: NSObject, XMLParserDelegate {
  private(set) var builder = TrackBuilder()
  private(set) var error: TrackError?
  private(set) var isGPX = false
  /// The point under way: its attributes, and the texts of the elements in it by their names without prefix.
  private var point: (latitude: String?, longitude: String?, line: Int)?
  private var texts: [String: String] = [:]
  private var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
  ) {
    text = ""
    if name == "gpx" { isGPX = true }
    guard name == "trkpt" else { return }
    point = (attributes["lat"], attributes["lon"], parser.lineNumber)
    texts = [:]
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    if point != nil { text += characters }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    guard let point else { return }
    guard name == "trkpt" else {
      texts[String(name.split(separator: ":").last ?? "")] = String(TrackFile.trimmed(text[...]))
      return
    }
    self.point = nil
    do { try builder.add(try finish(point), line: point.line) } catch {
      self.error = error
      parser.abortParsing()
    }
  }

  private func finish(_ point: (latitude: String?, longitude: String?, line: Int)) throws(TrackError) -> Track.Point {
    guard let latitude = point.latitude.flatMap(Double.init), let longitude = point.longitude.flatMap(Double.init) else {
      throw TrackError(line: point.line, reason: "a track point without lat and lon")
    }
    guard let time = texts["time"] else { throw TrackError(line: point.line, reason: "a track point without a time") }
    guard let at = Instant(rfc3339: time) else {
      throw TrackError(line: point.line, reason: "\"\(time)\" is no RFC 3339 instant with an offset")
    }
    return Track.Point(
      at: at, coordinate: Coordinate(latitude: latitude, longitude: longitude),
      speedKilometresPerHour: texts["speed"].flatMap(Double.init).map { $0 * Self.kilometresPerHourInMetresPerSecond },
      courseDegrees: texts["course"].flatMap(Double.init), altitudeMetres: texts["ele"].flatMap(Double.init))
  }

  private static let kilometresPerHourInMetresPerSecond = 3.6
}
