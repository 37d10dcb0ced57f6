import EscortDomain

/// Reads a track as CSV: a header naming `time,lat,lon` and, in any order, `speed`, `course` and `altitude`; then a point a line.
///
/// Times are RFC 3339 with an offset and never go back. The first line that breaks this ends the reading with its number.
public enum CSVTrackReader {
  /// Reads a whole file.
  public static func track(from text: String) throws(TrackError) -> Track {
    var columns: [String]?
    var builder = TrackBuilder()
    var lastLine = 0
    for (number, line) in TrackFile.lines(of: text) {
      lastLine = number
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { String(TrackFile.trimmed($0)) }
      if let names = columns {
        try builder.add(try point(fields, names, number), line: number)
      } else {
        columns = try header(fields, number)
      }
    }
    guard columns != nil else { throw TrackError(line: 1, reason: "the file is empty; a header time,lat,lon is needed") }
    return try builder.track(lastLine: lastLine)
  }

  private static func header(_ fields: [String], _ line: Int) throws(TrackError) -> [String] {
    for name in ["time", "lat", "lon"] where !fields.contains(name) {
      throw TrackError(line: line, reason: "the header names no column \"\(name)\"")
    }
    for name in fields where fields.count(where: { $0 == name }) > 1 {
      throw TrackError(line: line, reason: "the header names \"\(name)\" twice")
    }
    return fields
  }

  private static func point(_ fields: [String], _ names: [String], _ line: Int) throws(TrackError) -> Track.Point {
    guard fields.count == names.count else {
      throw TrackError(line: line, reason: "\(fields.count) fields where the header names \(names.count)")
    }
    let values = Dictionary(zip(names, fields)) { first, _ in first }
    guard let at = values["time"].flatMap({ Instant(rfc3339: $0) }) else {
      throw TrackError(line: line, reason: "\"\(values["time"] ?? "")\" is no RFC 3339 instant with an offset")
    }
    let latitude = try required("lat", values, -90...90, line)
    let longitude = try required("lon", values, -180...180, line)
    return Track.Point(
      at: at, coordinate: Coordinate(latitude: latitude, longitude: longitude),
      speedKilometresPerHour: try optional("speed", values, TrackBuilder.speeds, line),
      courseDegrees: try optional("course", values, TrackBuilder.courses, line),
      altitudeMetres: try optional("altitude", values, TrackBuilder.altitudes, line))
  }

  private static func required(
    _ name: String, _ values: [String: String], _ range: ClosedRange<Double>, _ line: Int
  ) throws(TrackError) -> Double {
    guard let number = try optional(name, values, range, line) else {
      throw TrackError(line: line, reason: "\"\(name)\" is empty")
    }
    return number
  }

  private static func optional(
    _ name: String, _ values: [String: String], _ range: ClosedRange<Double>, _ line: Int
  ) throws(TrackError) -> Double? {
    guard let text = values[name], !text.isEmpty else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw TrackError(
        line: line, reason: "\"\(name)\" is \"\(text)\", not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
