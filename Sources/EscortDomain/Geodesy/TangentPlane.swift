#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The plane about a point on which distances to a route are measured: x = R·cos(lat)·Δlon, y = R·Δlat (RULES.md 8.1-10).
struct TangentPlane {
  /// The nearest point of a straight piece.
  struct Nearest {
    /// The square of its distance in metres.
    let squaredMetres: Double
    /// How far along the piece it is, from 0 to 1.
    let share: Double
  }

  private let origin: Coordinate
  let metresPerDegreeNorth = Coordinate.earthRadiusMetres * .pi / 180
  let metresPerDegreeEast: Double

  init(about point: Coordinate) {
    origin = point
    metresPerDegreeEast = metresPerDegreeNorth * cos(point.latitude * .pi / 180)
  }

  /// Where a straight piece is nearest to the point.
  func nearest(on start: Coordinate, _ end: Coordinate) -> Nearest {
    let from = place(of: start)
    let to = place(of: end)
    let dx = to.x - from.x
    let dy = to.y - from.y
    let squared = dx * dx + dy * dy
    let share = squared > 0 ? min(1, max(0, -(from.x * dx + from.y * dy) / squared)) : 0
    let x = from.x + share * dx
    let y = from.y + share * dy
    return Nearest(squaredMetres: x * x + y * y, share: share)
  }

  private func place(of point: Coordinate) -> (x: Double, y: Double) {
    ((point.longitude - origin.longitude) * metresPerDegreeEast, (point.latitude - origin.latitude) * metresPerDegreeNorth)
  }
}
