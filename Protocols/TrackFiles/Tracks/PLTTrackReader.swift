import EscortDomain

/// Reads a track as PLT, which OziExplorer writes and the GeoLife collection keeps: six lines of header, then
/// `lat,lon,break,altitude in feet,days since 1899-12-30,date,time`, in GMT and WGS-84.
public enum PLTTrackReader {
  /// How the two kinds begin.
  static let titles = ["Geolife trajectory", "OziExplorer Track Point File"]

  /// Reads a whole file.
  public static func track(from text: String) throws(TrackError) -> Track {
    var builder = TrackBuilder()
    var lastLine = 0
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = TrackFile.trimmed(line)
      if index == 1, content.filter({ !$0.isWhitespace }).uppercased() != "WGS84" {
        throw TrackError(line: 2, reason: "the datum is \(content); WGS 84 alone is read")
      }
      guard index >= headerLines, !content.isEmpty else { continue }
      lastLine = index + 1
      try builder.add(try point(content, lastLine), line: lastLine)
    }
    return try builder.track(lastLine: lastLine)
  }

  private static func point(_ line: Substring, _ number: Int) throws(TrackError) -> Track.Point {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { TrackFile.trimmed($0) }
    guard fields.count >= 5 else { throw TrackError(line: number, reason: "\(fields.count) fields where at least 5 stand") }
    guard let latitude = Double(fields[0]), let longitude = Double(fields[1]) else {
      throw TrackError(line: number, reason: "\(fields[0]),\(fields[1]) is no latitude and longitude")
    }
    guard let at = instant(fields) else { throw TrackError(line: number, reason: "\(fields[4]) is no day and part of a day") }
    let feet = Double(fields[3]).flatMap { $0 == unknownAltitude ? nil : $0 }
    return Track.Point(
      at: at, coordinate: Coordinate(latitude: latitude, longitude: longitude), altitudeMetres: feet.map { $0 * metresInFoot })
  }

  /// The date and time where they are written out, else the days, which are exact to a hundredth of a second.
  private static func instant(_ fields: [Substring]) -> Instant? {
    if fields.count >= 7, let instant = Instant(rfc3339: "\(fields[5])T\(fields[6])Z") { return instant }
    guard let days = Double(fields[4]), (daysTo1970...daysTo1970 + 100_000).contains(days) else { return nil }
    let hundredths = ((days - daysTo1970) * 8_640_000).rounded()
    return Instant(microsecondsSince1970: Int64(hundredths) * 10_000)
  }

  private static let headerLines = 6
  private static let unknownAltitude = -777.0
  private static let metresInFoot = 0.3048
  private static let daysTo1970 = 25_569.0
}
