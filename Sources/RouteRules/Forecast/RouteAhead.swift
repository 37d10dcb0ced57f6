import EscortDomain

/// What a plan says of the way: how long to where the destination begins, how fast, and with which stops.
struct RouteAhead: Sendable {
  /// An allowed stop on the way.
  struct Stop: Sendable {
    let area: BoundedArea
    /// Metres along the route to its middle.
    let alongMetres: Double
    /// The longest the convoy may stand there, in seconds.
    let limitSeconds: Double

    /// How long it will stand there: anything up to the limit.
    var meanSeconds: Double { limitSeconds / 2 }
    var deviation: Double { RouteAhead.deviation(ofAnythingUpTo: limitSeconds) }
  }

  let stops: [Stop]
  /// Metres along the route to where it enters the destination for good; its length when it ends outside.
  let entryMetres: Double
  /// Seconds a metre of driving takes as planned, stops apart.
  let plannedPace: Double

  /// The way of a plan; `nil` without a route.
  init?(of plan: Transport, policy: Policy) {
    let route = plan.route
    guard route.points.count >= 2, route.lengthMetres > 0 else { return nil }
    stops = plan.stops.compactMap { stop in
      guard let middle = stop.area.middle, let projection = route.projection(of: middle) else { return nil }
      return Stop(
        area: BoundedArea(stop.area, defaultRadiusMetres: policy.areaRadiusMetres), alongMetres: projection.alongMetres,
        limitSeconds: stop.limitSeconds ?? policy.stopLimit.seconds)
    }
    entryMetres = Self.entry(of: route, into: BoundedArea(plan.destination.area, defaultRadiusMetres: policy.areaRadiusMetres))
    let planned = max(1, (plan.plannedArrival - plan.plannedDeparture).seconds)
    let driving = max(planned * Self.leastDriving, stops.reduce(planned) { $0 - $1.meanSeconds })
    // Who plans an hour has thought of lights and tolls.
    plannedPace = driving / (1 + HaltRecord.priorShare) / route.lengthMetres
  }

  /// The deviation of a length of time that may be anything up to a bound.
  static func deviation(ofAnythingUpTo seconds: Double) -> Double { seconds / 12.0.squareRoot() }

  /// Goes back from the route's end for as long as that is inside.
  private static func entry(of route: RoutePath, into destination: BoundedArea) -> Double {
    var metres = route.lengthMetres
    for _ in 0..<mostSteps {
      let before = metres - stepMetres
      guard before >= 0, let point = route.point(alongMetres: before), destination.contains(point) else { break }
      metres = before
    }
    return metres
  }

  private static let stepMetres = 25.0
  /// Ten kilometres back: no destination is larger.
  private static let mostSteps = 400
  /// Stops that take more than half of the planned time are not all meant to be used up.
  private static let leastDriving = 0.5
}

extension Area {
  /// The centre of a circle, the mean of a polygon's corners; `nil` of a polygon without any.
  fileprivate var middle: Coordinate? {
    switch shape {
    case .circle(let centre, _): return centre
    case .polygon(let corners):
      guard !corners.isEmpty else { return nil }
      let count = Double(corners.count)
      return Coordinate(
        latitude: corners.reduce(0) { $0 + $1.latitude } / count, longitude: corners.reduce(0) { $0 + $1.longitude } / count)
    }
  }
}
