#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An area with the box it lies in, so that most points are told to be outside without trigonometry. It says what
/// ``Area/contains(_:defaultRadiusMetres:)`` says.
public struct BoundedArea: Hashable, Sendable {
  private let area: Area
  private let defaultRadiusMetres: Double
  private let latitudes: ClosedRange<Double>
  private let longitudes: ClosedRange<Double>

  /// An area; `defaultRadiusMetres` serves a circle that states none.
  public init(_ area: Area, defaultRadiusMetres: Double) {
    self.area = area
    self.defaultRadiusMetres = defaultRadiusMetres
    switch area.shape {
    case .circle(let centre, let own): (latitudes, longitudes) = Self.box(about: centre, radiusMetres: own ?? defaultRadiusMetres)
    case .polygon(let corners):
      latitudes = Self.range(corners.map(\.latitude))
      longitudes = Self.range(corners.map(\.longitude))
    }
  }

  /// Whether a point lies inside.
  public func contains(_ point: Coordinate) -> Bool {
    latitudes.contains(point.latitude) && longitudes.contains(point.longitude)
      && area.contains(point, defaultRadiusMetres: defaultRadiusMetres)
  }

  /// The box of a circle, a little wider than it; the whole range of longitudes near a pole and across the date line.
  private static func box(about centre: Coordinate, radiusMetres: Double) -> (ClosedRange<Double>, ClosedRange<Double>) {
    let everywhere = -Double.infinity...Double.infinity
    let angle = max(0, radiusMetres) / Coordinate.earthRadiusMetres
    let height = angle * 180 / .pi * margin + slack
    guard height.isFinite, centre.latitude.isFinite, centre.longitude.isFinite else { return (everywhere, everywhere) }
    let latitudes = centre.latitude - height...centre.latitude + height
    guard max(abs(latitudes.lowerBound), abs(latitudes.upperBound)) < 89 else { return (latitudes, everywhere) }
    let width = asin(min(1, sin(min(angle, .pi / 2)) / cos(centre.latitude * .pi / 180))) * 180 / .pi * margin + slack
    let longitudes = centre.longitude - width...centre.longitude + width
    guard longitudes.lowerBound > -180, longitudes.upperBound < 180 else { return (latitudes, everywhere) }
    return (latitudes, longitudes)
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    guard let least = values.min(), let greatest = values.max(), least <= greatest else { return -Double.infinity...Double.infinity }
    return least...greatest
  }

  private static let margin = 1.001
  /// A ten-millionth of a degree: a centimetre.
  private static let slack = 1e-7
}
