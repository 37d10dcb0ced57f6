#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The WGS-84 ellipsoid, for mileage that is shown. Verdicts measure on the sphere (RULES.md 8.1-10).
public enum Ellipsoid {
  /// The radius at the equator in metres.
  public static let equatorialRadiusMetres = 6_378_137.0
  /// How much shorter the polar radius is, as a part of it.
  public static let flattening = 1 / 298.257_223_563

  /// The length of the geodesic between two points in metres by Vincenty's inverse formula (Survey Review XXIII, 1975), to half a
  /// millimetre.
  ///
  /// Of points so nearly opposite that the formula does not converge, the distance on the sphere.
  public static func distanceMetres(_ one: Coordinate, _ other: Coordinate) -> Double {
    let polarRadius = equatorialRadiusMetres * (1 - flattening)
    let difference = (other.longitude - one.longitude) * .pi / 180
    let (reduced1, reduced2) = (reducedLatitude(one), reducedLatitude(other))
    var longitude = difference
    for _ in 0..<mostSteps {
      let step = Step(reduced1, reduced2, longitude)
      guard step.sinSigma > 0 else { return 0 }
      let next = difference + step.correction
      guard abs(next - longitude) > 1e-12 else {
        let squared = step.cosSquaredAlpha * (pow(equatorialRadiusMetres, 2) - pow(polarRadius, 2)) / pow(polarRadius, 2)
        let a = 1 + squared / 16384 * (4096 + squared * (-768 + squared * (320 - 175 * squared)))
        let b = squared / 1024 * (256 + squared * (-128 + squared * (74 - 47 * squared)))
        return polarRadius * a * (step.sigma - step.deltaSigma(b))
      }
      longitude = next
    }
    return one.distanceMetres(to: other)
  }

  private static let mostSteps = 100

  private static func reducedLatitude(_ point: Coordinate) -> Double { atan((1 - flattening) * tan(point.latitude * .pi / 180)) }

  /// The quantities of one step of the iteration, named as in the paper.
  private struct Step {
    let sinSigma: Double
    let cosSigma: Double
    let sigma: Double
    let cosSquaredAlpha: Double
    let cosTwoSigmaM: Double
    /// What the longitude on the auxiliary sphere exceeds that on the ellipsoid by.
    let correction: Double

    init(_ u1: Double, _ u2: Double, _ longitude: Double) {
      let east = cos(u2) * sin(longitude)
      let north = cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(longitude)
      sinSigma = (east * east + north * north).squareRoot()
      cosSigma = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(longitude)
      sigma = atan2(sinSigma, cosSigma)
      let sinAlpha = sinSigma > 0 ? cos(u1) * cos(u2) * sin(longitude) / sinSigma : 0
      cosSquaredAlpha = 1 - sinAlpha * sinAlpha
      cosTwoSigmaM = cosSquaredAlpha > 0 ? cosSigma - 2 * sin(u1) * sin(u2) / cosSquaredAlpha : 0
      let f = Ellipsoid.flattening
      let c = f / 16 * cosSquaredAlpha * (4 + f * (4 - 3 * cosSquaredAlpha))
      let inner = cosTwoSigmaM + c * cosSigma * (2 * cosTwoSigmaM * cosTwoSigmaM - 1)
      correction = (1 - c) * f * sinAlpha * (sigma + c * sinSigma * inner)
    }

    func deltaSigma(_ b: Double) -> Double {
      let m = cosTwoSigmaM
      let last = b / 6 * m * (4 * sinSigma * sinSigma - 3) * (4 * m * m - 3)
      return b * sinSigma * (m + b / 4 * (cosSigma * (2 * m * m - 1) - last))
    }
  }
}
