#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A point on the earth in WGS-84 decimal degrees, negative south and west.
public struct Coordinate: Hashable, Sendable {
  /// Degrees north.
  public var latitude: Double
  /// Degrees east.
  public var longitude: Double

  /// A point; nothing is checked, see ``isPlausible``.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Whether this can be where a vehicle is: in range and not 0,0 (RULES.md 8.2-11).
  public var isPlausible: Bool {
    (-90...90).contains(latitude) && (-180...180).contains(longitude) && !(latitude == 0 && longitude == 0)
  }

  /// The radius of the sphere every verdict measures on, in metres (RULES.md 8.1-10).
  public static let earthRadiusMetres = 6_371_008.8

  /// The great-circle distance in metres by the haversine formula (RULES.md 8.1-10).
  public func distanceMetres(to other: Coordinate) -> Double {
    let phi1 = latitude * .pi / 180
    let phi2 = other.latitude * .pi / 180
    let sinLatitude = sin((other.latitude - latitude) * .pi / 180 / 2)
    let sinLongitude = sin((other.longitude - longitude) * .pi / 180 / 2)
    let h = sinLatitude * sinLatitude + cos(phi1) * cos(phi2) * sinLongitude * sinLongitude
    return 2 * Self.earthRadiusMetres * asin(min(1, h.squareRoot()))
  }

  /// Whether a point is farther than so many metres: what ``distanceMetres(to:)`` says, without its trigonometry where the sum of the ways
  /// along the meridian and the equator, which is never shorter, decides it.
  public func isBeyond(_ metres: Double, from other: Coordinate) -> Bool {
    let around = abs(longitude - other.longitude)
    let most = (abs(latitude - other.latitude) + min(around, 360 - around)) * (.pi / 180) * Self.earthRadiusMetres
    // The margin is a million times what either formula can be wrong by.
    if most < metres * (1 - 1e-9) - 1e-6 { return false }
    return distanceMetres(to: other) > metres
  }

  /// The point so many metres away in a direction, in degrees from north, clockwise: on the plane, so for short ways off the poles.
  public func moved(metres: Double, bearingDegrees: Double) -> Coordinate {
    let angle = bearingDegrees * .pi / 180
    let degrees = metres / Self.earthRadiusMetres * 180 / .pi
    let shrink = max(0.01, cos(latitude * .pi / 180))
    return Coordinate(latitude: latitude + degrees * cos(angle), longitude: longitude + degrees * sin(angle) / shrink)
  }

  /// The initial bearing towards another point in degrees from north, clockwise, 0 to below 360.
  public func bearingDegrees(to other: Coordinate) -> Double {
    let phi1 = latitude * .pi / 180
    let phi2 = other.latitude * .pi / 180
    let lambda = (other.longitude - longitude) * .pi / 180
    let angle = atan2(sin(lambda) * cos(phi2), cos(phi1) * sin(phi2) - sin(phi1) * cos(phi2) * cos(lambda))
    let degrees = angle * 180 / .pi
    return degrees < 0 ? degrees + 360 : degrees
  }
}
