/// A recorded track in one of the forms that are read: GPX, NMEA 0183, CSV, GeoJSON and PLT.
public enum TrackFile {
  /// The forms.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// GPX 1.0 or 1.1.
    case gpx
    /// NMEA 0183 sentences.
    case nmea
    /// Comma-separated values.
    case csv
    /// GeoJSON (RFC 7946) with times.
    case geoJSON = "geojson"
    /// A track of OziExplorer or GeoLife.
    case plt
  }

  /// Reads a whole file, whose form its first characters tell.
  ///
  /// - Throws: ``TrackError`` for the first line that cannot be read.
  public static func track(from text: String) throws(TrackError) -> Track {
    switch form(of: text) {
    case .gpx: try GPXTrackReader.track(from: text)
    case .nmea: try NMEATrackReader.track(from: text)
    case .csv: try CSVTrackReader.track(from: text)
    case .geoJSON: try GeoJSONTrackReader.track(from: text)
    case .plt: try PLTTrackReader.track(from: text)
    }
  }

  /// The form a text is in, by how it begins.
  public static func form(of text: String) -> Form {
    let start = text.drop { $0 == "\u{FEFF}" || $0.isWhitespace }
    switch start.first {
    case "<": return .gpx
    case "$", "!": return .nmea
    case "{": return .geoJSON
    default: return PLTTrackReader.titles.contains { start.hasPrefix($0) } ? .plt : .csv
    }
  }

  /// The lines of a text with their numbers, from 1, without the white space around them; empty ones are left out.
  static func lines(of text: String) -> [(number: Int, text: Substring)] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().map { ($0 + 1, trimmed($1)) }
      .filter { !$0.1.isEmpty }
  }

  static func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }
}
