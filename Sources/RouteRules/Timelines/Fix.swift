public import EscortDomain

/// A usable position of a vehicle on its time line (RULES.md 8.2-11).
public struct Fix: Hashable, Sendable {
  /// Why a fix is passed over by the other rules (RULES.md `implausible-position`).
  public enum Mark: Hashable, Sendable {
    /// Out of reach of both its neighbours.
    case jump
    /// Part of a run that claims to move and does not.
    case frozen
  }

  /// Device time.
  public let at: Instant
  /// Where.
  public let coordinate: Coordinate
  /// The reported speed in km/h, when reported.
  public let speedKilometresPerHour: Double?
  /// Whether it lies in the origin.
  public let isInOrigin: Bool
  /// Whether it lies in the destination.
  public let isInDestination: Bool
  /// How long the vehicle may stand there, the largest limit of the allowed stops it lies in; `nil` outside them all.
  let stopLimit: TimeSpan?
  /// Metres from the route when that is outside the corridor; `nil` inside it, or without a route (RULES.md 8.3-17).
  public let offRouteMetres: Double?
  /// Why it is passed over; `nil` when it counts.
  public var mark: Mark?

  /// Whether it lies in the origin or the destination.
  var isAtEitherEnd: Bool { isInOrigin || isInDestination }

  /// Whether the fix counts for every rule.
  public var isUnmarked: Bool { mark == nil }

  /// Of several fixes at one instant the smallest latitude, longitude, speed stands; an absent speed is last
  /// (RULES.md 8.2-12).
  func stands(before other: Fix) -> Bool {
    if coordinate.latitude != other.coordinate.latitude { return coordinate.latitude < other.coordinate.latitude }
    if coordinate.longitude != other.coordinate.longitude { return coordinate.longitude < other.coordinate.longitude }
    return (speedKilometresPerHour ?? .infinity) < (other.speedKilometresPerHour ?? .infinity)
  }
}
