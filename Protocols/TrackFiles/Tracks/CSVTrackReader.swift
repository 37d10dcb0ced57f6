import EscortDomain

/// Reads a track as CSV: a header naming `time,lat,lon` and, in any order, `speed`, `course` and `altitude`; then a point a line.
///
/// Times are RFC 3339 with an offset and never go back. The first line that breaks this ends the reading with its number.
public enum CSVTrackReader {
  /// What is wrong with a file, and on which line.
  public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What was wrong there.
    public let reason: String

    /// The reason with its line.
    public var description: String { "line \(line): \(reason)" }
  }

  /// The most points of one track: a week at one a second.
  public static let mostPoints = 604_800

  /// Reads a whole file.
  public static func track(from text: String) throws(FileError) -> Track {
    var columns: [String]?
    var points: [Track.Point] = []
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let content = number == 1 && line.hasPrefix("\u{FEFF}") ? line.dropFirst() : line
      guard !content.allSatisfy(\.isWhitespace) else { continue }
      let fields = content.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
      guard let names = columns else {
        columns = try header(fields, number)
        continue
      }
      guard points.count < mostPoints else { throw FileError(line: number, reason: "more than \(mostPoints) points") }
      let point = try point(fields, names, number)
      if let last = points.last, point.at < last.at {
        throw FileError(line: number, reason: "its time is before that of the point before it")
      }
      points.append(point)
    }
    guard columns != nil else { throw FileError(line: 1, reason: "the file is empty; a header time,lat,lon is needed") }
    guard !points.isEmpty else { throw FileError(line: number, reason: "there is a header and no point") }
    return Track(points: points)
  }

  private static func trimmed(_ field: Substring) -> String {
    var rest = field
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  private static func header(_ fields: [String], _ line: Int) throws(FileError) -> [String] {
    for name in ["time", "lat", "lon"] where !fields.contains(name) {
      throw FileError(line: line, reason: "the header names no column \"\(name)\"")
    }
    for name in fields where fields.count(where: { $0 == name }) > 1 {
      throw FileError(line: line, reason: "the header names \"\(name)\" twice")
    }
    return fields
  }

  private static func point(_ fields: [String], _ names: [String], _ line: Int) throws(FileError) -> Track.Point {
    guard fields.count == names.count else {
      throw FileError(line: line, reason: "\(fields.count) fields where the header names \(names.count)")
    }
    let values = Dictionary(zip(names, fields)) { first, _ in first }
    guard let at = values["time"].flatMap({ Instant(rfc3339: $0) }) else {
      throw FileError(line: line, reason: "\"\(values["time"] ?? "")\" is no RFC 3339 instant with an offset")
    }
    let latitude = try required("lat", values, -90...90, line)
    let longitude = try required("lon", values, -180...180, line)
    return Track.Point(
      at: at, coordinate: Coordinate(latitude: latitude, longitude: longitude),
      speedKilometresPerHour: try optional("speed", values, 0...6553.5, line),
      courseDegrees: try optional("course", values, 0...360, line),
      altitudeMetres: try optional("altitude", values, -500...65_535, line))
  }

  private static func required(
    _ name: String, _ values: [String: String], _ range: ClosedRange<Double>, _ line: Int
  ) throws(FileError) -> Double {
    guard let number = try optional(name, values, range, line) else {
      throw FileError(line: line, reason: "\"\(name)\" is empty")
    }
    return number
  }

  private static func optional(
    _ name: String, _ values: [String: String], _ range: ClosedRange<Double>, _ line: Int
  ) throws(FileError) -> Double? {
    guard let text = values[name], !text.isEmpty else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw FileError(
        line: line, reason: "\"\(name)\" is \"\(text)\", not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
