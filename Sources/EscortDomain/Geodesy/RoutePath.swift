#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The line a transport is to follow, as points joined by straight pieces.
public struct RoutePath: Hashable, Sendable {
  /// The points in order of travel.
  public let points: [Coordinate]
  /// Metres along the route up to each point.
  public let metresAlong: [Double]

  /// A route through the points; fewer than two make no line (RULES.md 8.3-17).
  public init(points: [Coordinate]) {
    self.points = points
    var total = 0.0
    metresAlong = points.indices.map { index in
      if index > 0 { total += points[index - 1].distanceMetres(to: points[index]) }
      return total
    }
  }

  /// The length of the whole route in metres.
  public var lengthMetres: Double { metresAlong.last ?? 0 }

  /// A point's place relative to the route: how far off it, and how far along, in metres.
  public struct Projection: Hashable, Sendable {
    /// Metres from the nearest point of the route, planar about the point (RULES.md 8.1-10).
    public let offRouteMetres: Double
    /// Metres from the route's start to that nearest point.
    public let alongMetres: Double
  }

  /// Where a point lies relative to the route, in time proportional to the route's points; `nil` without a line.
  public func projection(of point: Coordinate) -> Projection? {
    guard points.count >= 2 else { return nil }
    let metresPerDegree = Coordinate.earthRadiusMetres * .pi / 180
    let shrink = cos(point.latitude * .pi / 180)
    func planar(_ other: Coordinate) -> (x: Double, y: Double) {
      (
        (other.longitude - point.longitude) * metresPerDegree * shrink,
        (other.latitude - point.latitude) * metresPerDegree
      )
    }
    var best: Projection?
    var start = planar(points[0])
    for index in 1..<points.count {
      let end = planar(points[index])
      let dx = end.x - start.x
      let dy = end.y - start.y
      let squared = dx * dx + dy * dy
      let share = squared > 0 ? min(1, max(0, -(start.x * dx + start.y * dy) / squared)) : 0
      let x = start.x + share * dx
      let y = start.y + share * dy
      let distance = (x * x + y * y).squareRoot()
      if distance < best?.offRouteMetres ?? .infinity {
        let along = metresAlong[index - 1] + share * (metresAlong[index] - metresAlong[index - 1])
        best = Projection(offRouteMetres: distance, alongMetres: along)
      }
      start = end
    }
    return best
  }

  /// The point so many metres along the route, held at its ends; `nil` without any point.
  public func point(alongMetres metres: Double) -> Coordinate? {
    guard let first = points.first, let last = points.last else { return nil }
    guard metres > 0 else { return first }
    guard let next = metresAlong.firstIndex(where: { $0 >= metres }), next > 0 else { return last }
    let piece = metresAlong[next] - metresAlong[next - 1]
    let share = piece > 0 ? (metres - metresAlong[next - 1]) / piece : 0
    let a = points[next - 1]
    let b = points[next]
    return Coordinate(
      latitude: a.latitude + share * (b.latitude - a.latitude),
      longitude: a.longitude + share * (b.longitude - a.longitude))
  }
}
