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
  private let speed: Figure
  private let offRoute: Figure
  private let limit: Figure
  /// Whether it lies in the origin.
  public let isInOrigin: Bool
  /// Whether it lies in the destination.
  public let isInDestination: Bool
  /// Why it is passed over; `nil` when it counts.
  public var mark: Mark?

  init(
    at: Instant, coordinate: Coordinate, speedKilometresPerHour: Double?, isInOrigin: Bool, isInDestination: Bool, stopLimit: TimeSpan?,
    offRouteMetres: Double?
  ) {
    self.at = at
    self.coordinate = coordinate
    self.isInOrigin = isInOrigin
    self.isInDestination = isInDestination
    speed = Figure(speedKilometresPerHour)
    offRoute = Figure(offRouteMetres)
    limit = Figure(stopLimit.map { Double($0.microseconds) })
  }

  /// The reported speed in km/h, when reported.
  public var speedKilometresPerHour: Double? { speed.value }
  /// Metres from the route when that is outside the corridor; `nil` inside it, or without a route (RULES.md 8.3-17).
  public var offRouteMetres: Double? { offRoute.value }
  /// How long the vehicle may stand there, the largest limit of the allowed stops it lies in; `nil` outside them all.
  var stopLimit: TimeSpan? { limit.value.map { TimeSpan(microseconds: Int64($0)) } }

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

/// A figure that may be absent, in the space of one that may not: of every vehicle hundreds of fixes are held.
private struct Figure: Hashable, Sendable {
  private let bits: UInt64

  init(_ value: Double?) { bits = (value ?? .nan).bitPattern }

  var value: Double? {
    let value = Double(bitPattern: bits)
    return value.isNaN ? nil : value
  }
}
