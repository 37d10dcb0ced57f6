import EscortDomain

/// Where a position lies on a plan: its ends, its allowed stops, its corridor.
struct PlanPlaces: Sendable {
  private let origin: BoundedArea
  private let destination: BoundedArea
  private let stops: [(area: BoundedArea, limit: TimeSpan)]
  private let route: RoutePath
  private let corridorMetres: Double
  /// The piece of the route the last position was nearest to, where the next is looked for first.
  private var piece = 0

  init(of plan: Transport, policy: Policy) {
    let radius = policy.areaRadiusMetres
    origin = BoundedArea(plan.origin.area, defaultRadiusMetres: radius)
    destination = BoundedArea(plan.destination.area, defaultRadiusMetres: radius)
    stops = plan.stops.map { stop in
      (BoundedArea(stop.area, defaultRadiusMetres: radius), stop.limitSeconds.flatMap(TimeSpan.init(seconds:)) ?? policy.stopLimit)
    }
    route = plan.route
    corridorMetres = plan.corridorMetres ?? policy.corridorMetres
  }

  /// The fix of a position, with where it lies (RULES.md 8.3-17, 8.3-18).
  mutating func fix(at instant: Instant, _ report: PositionReport) -> Fix {
    let point = report.coordinate
    let isInOrigin = origin.contains(point)
    let isInDestination = destination.contains(point)
    var stopLimit: TimeSpan?
    for stop in stops where stop.area.contains(point) { stopLimit = max(stopLimit ?? stop.limit, stop.limit) }
    let isInside = isInOrigin || isInDestination || stopLimit != nil
    return Fix(
      at: instant, coordinate: point, speedKilometresPerHour: report.speedKilometresPerHour, isInOrigin: isInOrigin,
      isInDestination: isInDestination, stopLimit: stopLimit, offRouteMetres: isInside ? nil : metresOutsideCorridor(point))
  }

  private mutating func metresOutsideCorridor(_ point: Coordinate) -> Double? {
    guard let projection = route.projection(of: point, near: piece) else { return nil }
    piece = projection.piece
    return projection.offRouteMetres > corridorMetres ? projection.offRouteMetres : nil
  }
}
