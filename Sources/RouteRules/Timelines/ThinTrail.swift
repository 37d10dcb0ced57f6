public import EscortDomain

/// A point of the way a vehicle went, for people to look at.
public struct TrailFix: Hashable, Sendable {
  /// When.
  public let at: Instant
  /// Where, to about a metre.
  public let coordinate: Coordinate
  /// The reported speed in km/h, when reported.
  public let speedKilometresPerHour: Double?

  /// A point; of a fix all of it.
  init(at: Instant, coordinate: Coordinate, speedKilometresPerHour: Double?) {
    self.at = at
    self.coordinate = coordinate
    self.speedKilometresPerHour = speedKilometresPerHour
  }
}

/// A way thinned so that it takes little room however long it is: points at least a step apart, and the step doubles when they are many.
struct ThinTrail: Sendable {
  private struct Point: Sendable {
    let at: Instant
    let latitude: Float
    let longitude: Float
    /// Below nought where none was reported.
    let speed: Float
  }

  private var points: [Point] = []
  private var step = TimeSpan.seconds(30)

  /// The points in order.
  var fixes: [TrailFix] {
    points.map {
      TrailFix(
        at: $0.at, coordinate: Coordinate(latitude: Double($0.latitude), longitude: Double($0.longitude)),
        speedKilometresPerHour: $0.speed < 0 ? nil : Double($0.speed))
    }
  }

  /// Puts a fix behind all others, unless it is too near the last.
  mutating func append(_ fix: Fix) {
    if let last = points.last, fix.at - last.at < step { return }
    if points.count == Self.most {
      thin()
      if let last = points.last, fix.at - last.at < step { return }
    }
    points.append(
      Point(
        at: fix.at, latitude: Float(fix.coordinate.latitude), longitude: Float(fix.coordinate.longitude),
        speed: Float(fix.speedKilometresPerHour ?? -1)))
  }

  private mutating func thin() {
    step = step + step
    var thinned: [Point] = []
    thinned.reserveCapacity(Self.most)
    for point in points {
      if let last = thinned.last, point.at - last.at < step { continue }
      thinned.append(point)
    }
    // Where fixes came seldom the step parts none of them.
    points = thinned.count < Self.most ? thinned : stride(from: 0, to: thinned.count, by: 2).map { thinned[$0] }
  }

  private static let most = 192
}
