/// The line a transport is to follow, as points joined by straight pieces.
public struct RoutePath: Hashable, Sendable {
  /// The points in order of travel.
  public let points: [Coordinate]
  /// Metres along the route up to each point.
  public let metresAlong: [Double]
  private let index: RouteIndex

  /// A route through the points; fewer than two make no line (RULES.md 8.3-17).
  public init(points: [Coordinate]) {
    self.points = points
    var total = 0.0
    metresAlong = points.indices.map { index in
      if index > 0 { total += points[index - 1].distanceMetres(to: points[index]) }
      return total
    }
    index = RouteIndex(points)
  }

  /// The length of the whole route in metres.
  public var lengthMetres: Double { metresAlong.last ?? 0 }

  /// A point's place relative to the route: how far off it, and how far along, in metres.
  public struct Projection: Hashable, Sendable {
    /// Metres from the nearest point of the route, planar about the point (RULES.md 8.1-10).
    public let offRouteMetres: Double
    /// Metres from the route's start to that nearest point.
    public let alongMetres: Double
    /// Which piece it is on, from 0: where to look first for whoever travels on.
    public let piece: Int
  }

  /// Where a point lies relative to the route, by looking at few pieces however many there are; `nil` without a line.
  ///
  /// - Parameter hint: the piece travelled on before. Where the route crosses or retraces itself, a piece a little farther on is taken for
  ///   the one travelled on now when it is as near as a receiver can tell.
  public func projection(of point: Coordinate, near hint: Int? = nil) -> Projection? {
    guard points.count >= 2 else { return nil }
    let plane = TangentPlane(about: point)
    func place(_ piece: Int) -> TangentPlane.Nearest { plane.nearest(on: points[piece], points[piece + 1]) }
    var (piece, nearest) = index.nearest(to: point, plane, on: points, from: hint ?? 0)
    let offRoute = nearest.squaredMetres.squareRoot()
    if let hint {
      let ahead = (max(0, hint - Self.piecesBehind)...max(0, hint + Self.piecesAhead)).clamped(to: 0...points.count - 2)
      let places = ahead.contains(piece) ? [] : ahead.map { ($0, place($0)) }
      if let local = places.min(by: { $0.1.squaredMetres < $1.1.squaredMetres }),
        local.1.squaredMetres.squareRoot() - offRoute <= Self.indistinctMetres
      {
        (piece, nearest) = local
      }
    }
    return Projection(
      offRouteMetres: offRoute, alongMetres: metresAlong[piece] + nearest.share * (metresAlong[piece + 1] - metresAlong[piece]),
      piece: piece)
  }

  private static let piecesBehind = 2
  private static let piecesAhead = 8
  private static let indistinctMetres = 30.0

  /// The point so many metres along the route, held at its ends; `nil` without any point.
  public func point(alongMetres metres: Double) -> Coordinate? {
    guard let first = points.first, let last = points.last else { return nil }
    guard metres > 0 else { return first }
    guard metres <= lengthMetres else { return last }
    var (before, next) = (0, points.count - 1)
    while before + 1 < next {
      let middle = (before + next) / 2
      if metresAlong[middle] >= metres { next = middle } else { before = middle }
    }
    guard next > 0 else { return last }
    let piece = metresAlong[next] - metresAlong[next - 1]
    let share = piece > 0 ? (metres - metresAlong[next - 1]) / piece : 0
    let a = points[next - 1]
    let b = points[next]
    return Coordinate(
      latitude: a.latitude + share * (b.latitude - a.latitude),
      longitude: a.longitude + share * (b.longitude - a.longitude))
  }
}
