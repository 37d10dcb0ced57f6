import EscortDomain

/// Puts a track together point by point, and refuses what cannot stand in one.
struct TrackBuilder {
  /// The most points of one track: a week at one a second.
  static let mostPoints = 604_800

  private var points: [Track.Point] = []

  /// Takes the next point, from a line.
  mutating func add(_ point: Track.Point, line: Int) throws(TrackError) {
    guard points.count < Self.mostPoints else { throw TrackError(line: line, reason: "more than \(Self.mostPoints) points") }
    let place = point.coordinate
    guard (-90...90).contains(place.latitude), (-180...180).contains(place.longitude) else {
      throw TrackError(line: line, reason: "\(place.latitude), \(place.longitude) is no latitude and longitude")
    }
    for (name, value, range) in [
      ("speed", point.speedKilometresPerHour, Self.speeds), ("course", point.courseDegrees, Self.courses),
      ("altitude", point.altitudeMetres, Self.altitudes),
    ] {
      guard let value, !range.contains(value) else { continue }
      throw TrackError(line: line, reason: "the \(name) is \(value), not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    if let last = points.last, point.at < last.at {
      throw TrackError(line: line, reason: "its time is before that of the point before it")
    }
    points.append(point)
  }

  /// What a terminal can say: tenths of km/h in 16 bits.
  static let speeds = 0...6553.5
  static let courses = 0...360.0
  static let altitudes = -500...65_535.0

  /// The track.
  func track(lastLine: Int) throws(TrackError) -> Track {
    guard !points.isEmpty else { throw TrackError(line: max(1, lastLine), reason: "there is no point with a time in it") }
    return Track(points: points)
  }
}
