/// A place with an inside: a circle or a polygon (RULES.md §2).
public struct Area: Hashable, Sendable {
  /// The two shapes of a place.
  public enum Shape: Hashable, Sendable {
    /// All points at most the radius (metres) from the centre; a missing radius is the policy's `areaRadius`.
    case circle(centre: Coordinate, radiusMetres: Double?)
    /// Even-odd in degrees over the corners in order; the last is joined to the first.
    case polygon([Coordinate])
  }

  /// The shape.
  public var shape: Shape

  /// A place of the given shape.
  public init(_ shape: Shape) {
    self.shape = shape
  }

  /// Whether a point lies inside; `defaultRadiusMetres` serves a circle that states none.
  public func contains(_ point: Coordinate, defaultRadiusMetres: Double) -> Bool {
    switch shape {
    case .circle(let centre, let radiusMetres):
      return centre.distanceMetres(to: point) <= radiusMetres ?? defaultRadiusMetres
    case .polygon(let corners):
      return Self.evenOdd(corners, contains: point)
    }
  }

  private static func evenOdd(_ corners: [Coordinate], contains point: Coordinate) -> Bool {
    guard var previous = corners.last else { return false }
    var inside = false
    for corner in corners {
      if (corner.latitude > point.latitude) != (previous.latitude > point.latitude) {
        let crossing =
          (previous.longitude - corner.longitude) * (point.latitude - corner.latitude)
          / (previous.latitude - corner.latitude) + corner.longitude
        if point.longitude < crossing { inside.toggle() }
      }
      previous = corner
    }
    return inside
  }
}
