import EscortDomain

/// Where a position lies on a plan: its ends, its allowed stops, its corridor.
struct PlanPlaces: Sendable {
  private let origin: Area
  private let destination: Area
  private let stops: [(area: Area, limit: TimeSpan)]
  private let route: RoutePath
  private let corridorMetres: Double
  private let areaRadiusMetres: Double

  init(of plan: Transport, policy: Policy) {
    origin = plan.origin.area
    destination = plan.destination.area
    stops = plan.stops.map { ($0.area, $0.limitSeconds.flatMap(TimeSpan.init(seconds:)) ?? policy.stopLimit) }
    route = plan.route
    corridorMetres = plan.corridorMetres ?? policy.corridorMetres
    areaRadiusMetres = policy.areaRadiusMetres
  }

  /// The fix of a position, with where it lies (RULES.md 8.3-17, 8.3-18).
  func fix(at instant: Instant, _ report: PositionReport) -> Fix {
    let point = report.coordinate
    let isInOrigin = contains(origin, point)
    let isInDestination = contains(destination, point)
    let stopLimit = stops.filter { contains($0.area, point) }.map(\.limit).max()
    let isInside = isInOrigin || isInDestination || stopLimit != nil
    return Fix(
      at: instant, coordinate: point, speedKilometresPerHour: report.speedKilometresPerHour, isInOrigin: isInOrigin,
      isInDestination: isInDestination, stopLimit: stopLimit, offRouteMetres: isInside ? nil : metresOutsideCorridor(point))
  }

  private func contains(_ area: Area, _ point: Coordinate) -> Bool { area.contains(point, defaultRadiusMetres: areaRadiusMetres) }

  private func metresOutsideCorridor(_ point: Coordinate) -> Double? {
    guard let metres = route.projection(of: point)?.offRouteMetres, metres > corridorMetres else { return nil }
    return metres
  }
}
