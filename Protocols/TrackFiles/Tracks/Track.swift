public import EscortDomain

/// A recorded track: points in the order they were recorded.
public struct Track: Hashable, Sendable {
  /// A point of a track.
  public struct Point: Hashable, Sendable {
    /// When.
    public var at: Instant
    /// Where, WGS-84.
    public var coordinate: Coordinate
    /// Speed in km/h, when recorded.
    public var speedKilometresPerHour: Double?
    /// Course in degrees, when recorded.
    public var courseDegrees: Double?
    /// Altitude in metres, when recorded.
    public var altitudeMetres: Double?
  }

  /// The points.
  public var points: [Point]

  /// A track.
  public init(points: [Point]) {
    self.points = points
  }

  /// A stretch of a track between two of its instants.
  public struct Stretch: Hashable, Sendable {
    /// Its first instant.
    public var from: Instant
    /// Its last instant.
    public var to: Instant
  }

  /// The length in metres, point to point, on the ellipsoid: a mileage to be shown (RULES.md 8.1-10).
  public var lengthMetres: Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + Ellipsoid.distanceMetres($1.0.coordinate, $1.1.coordinate) }
  }

  /// The stretches between consecutive points that lie more than a span apart.
  public func gaps(longerThan span: TimeSpan) -> [Stretch] {
    zip(points, points.dropFirst()).filter { $1.at - $0.at > span }.map { Stretch(from: $0.at, to: $1.at) }
  }

  /// The maximal stretches, of at least a span, in which every point stays within a radius of the stretch's first.
  public func stops(within radiusMetres: Double, for span: TimeSpan) -> [Stretch] {
    var stops: [Stretch] = []
    var anchor = 0
    for index in points.indices {
      guard points[anchor].coordinate.distanceMetres(to: points[index].coordinate) > radiusMetres else { continue }
      add(anchor, index - 1, span, &stops)
      anchor = index
    }
    add(anchor, points.count - 1, span, &stops)
    return stops
  }

  private func add(_ first: Int, _ last: Int, _ span: TimeSpan, _ stops: inout [Stretch]) {
    guard first < last, points[last].at - points[first].at >= span else { return }
    stops.append(Stretch(from: points[first].at, to: points[last].at))
  }
}
