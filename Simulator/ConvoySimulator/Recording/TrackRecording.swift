public import EscortDomain
public import TrackFiles

/// A recorded track as the feed of a simulated transport: a plan along it, and what a terminal would have said.
public enum TrackRecording {
  /// The events, as a location report can carry them: whole seconds, microdegrees, tenths of km/h. A speed that was not recorded is
  /// reckoned from the way since the point before; a track of before 2000, which JT/T 808 cannot date, is moved there by whole days.
  public static func events(of track: Track, vehicle: VehicleID, terminal: String) throws(FeedError) -> [Event] {
    var points = track.points
    let days = max(0, ((earliest - (points.first?.at ?? earliest)).seconds / 86_400).rounded(.up))
    for index in points.indices {
      let reckoned = reckonedSpeed(at: index, of: track.points)
      let second = (Double(points[index].at.microsecondsSince1970) / 1e6).rounded(.down)
      points[index].at = Instant(microsecondsSince1970: Int64(second + days * 86_400) * 1_000_000)
      points[index].coordinate = Coordinate(
        latitude: (points[index].coordinate.latitude * 1e6).rounded() / 1e6,
        longitude: (points[index].coordinate.longitude * 1e6).rounded() / 1e6)
      points[index].speedKilometresPerHour = ((points[index].speedKilometresPerHour ?? reckoned) * 10).rounded() / 10
      points[index].courseDegrees = Double(Int((points[index].courseDegrees ?? 0).rounded()) % 360)
      points[index].altitudeMetres = max(0, (points[index].altitudeMetres ?? 0).rounded())
    }
    let told = Track(points: points)
    return [try TrackFeed.plan(of: told, vehicle: vehicle, terminal: terminal)] + TrackFeed.positions(of: told, vehicle: vehicle)
  }

  /// The speed between a point and the one before it, as RULES.md 8.2-13 reckons it; of the first, to the one after it; else none.
  private static func reckonedSpeed(at index: Int, of points: [Track.Point]) -> Double {
    let from = max(0, index - 1)
    let to = index == 0 ? min(1, points.count - 1) : index
    let span = points[to].at - points[from].at
    guard span > .zero, span <= .seconds(120) else { return 0 }
    let metres = points[from].coordinate.distanceMetres(to: points[to].coordinate)
    return min(Self.fastest, metres / span.seconds * 3.6)
  }

  /// What a report can say.
  private static let fastest = 6553.5
  /// 2000-01-01 in GMT+8.
  private static let earliest = Instant(microsecondsSince1970: 946_656_000_000_000)
}
