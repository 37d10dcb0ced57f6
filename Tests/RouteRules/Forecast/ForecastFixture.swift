import EscortDomain
import RouteRules

/// A convoy on a made-up way, driven by hand: fixes go into an engine, and the forecast is asked of what it knows.
struct ForecastFixture {
  static let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)  // 2024-01-11T09:00:00+08:00
  static let one = VehicleID("湘A10001")
  static let two = VehicleID("湘A10002")

  let plan: Transport
  var engine = RuleEngine(clocking: .recorded, memory: EngineMemory(foretells: true))
  private(set) var events: [Event] = []

  /// A way of 72 km to the north in an hour: 20 m a second as planned.
  static let straight = RoutePath(points: (0...20).map { place(Double($0) * 3600) })

  static func place(_ metres: Double, east: Double = 0) -> Coordinate {
    Coordinate(latitude: 27, longitude: 113).moved(metres: metres, bearingDegrees: 0).moved(metres: east, bearingDegrees: 90)
  }

  static func time(_ seconds: Int) -> Instant { start + .seconds(seconds) }

  init(
    route: RoutePath = straight, leg: Transport.Leg = .provinceBranch, session: Instant? = nil, stops: [Transport.AllowedStop] = [],
    exception: Bool = false, vehicles: [VehicleID] = [one]
  ) {
    func end(_ organisation: String, _ point: Coordinate?) -> Transport.Place {
      let centre = point ?? Self.place(0)
      return Transport.Place(organisation: OrganisationID(organisation), area: Area(.circle(centre: centre, radiusMetres: 200)))
    }
    plan = Transport(
      id: TransportID("T1"), leg: leg, origin: end("湖南省校", route.points.first), destination: end("岳阳分校", route.points.last),
      plannedDeparture: Self.start, plannedArrival: Self.time(3600), firstSession: session, route: route, stops: stops,
      vehicles: vehicles.map { Transport.Vehicle(id: $0) }, earlyArrivalException: exception)
    take(.transport(plan), at: -3600)
  }

  mutating func take(_ fact: Fact, at second: Int) {
    let event = Event(at: Self.time(second), received: Self.time(second), fact: fact)
    events.append(event)
    engine.take(event)
  }

  mutating func depart(at second: Int) { take(.declaration(Declaration(kind: .departed, transport: plan.id)), at: second) }

  /// A fix so many metres up the straight way.
  mutating func fix(_ metres: Double, of vehicle: VehicleID = one, speed: Double? = 72, at second: Int) {
    fix(Self.place(metres), of: vehicle, speed: speed, at: second)
  }

  mutating func fix(_ point: Coordinate, of vehicle: VehicleID = one, speed: Double? = 72, at second: Int) {
    take(.position(PositionReport(vehicle: vehicle, coordinate: point, speedKilometresPerHour: speed)), at: second)
  }

  /// Drives a vehicle on from a place, a fix every ten seconds.
  mutating func drive(_ vehicle: VehicleID = one, from metres: Double = 0, at seconds: ClosedRange<Int>, speed: Double = 20) {
    for second in stride(from: seconds.lowerBound, through: seconds.upperBound, by: 10) {
      fix(metres + Double(second - seconds.lowerBound) * speed, of: vehicle, speed: speed * 3.6, at: second)
    }
  }

  /// The engine with everything taken in again in another order, or with another memory.
  func retold(_ events: [Event], memory: EngineMemory = EngineMemory(foretells: true)) -> ForecastFixture {
    var other = self
    other.engine = RuleEngine(clocking: .recorded, memory: memory)
    for event in events { other.engine.take(event) }
    return other
  }

  /// What is known at a second; the engine itself stays where it is.
  func picture(at second: Int) -> TransportPicture? {
    var engine = engine
    _ = engine.settle(at: Self.time(second))
    return engine.picture(of: plan.id, at: Self.time(second))
  }

  func advance(_ progress: inout [RouteProgress], at second: Int) {
    guard let picture = picture(at: second) else { return }
    for index in progress.indices { picture.vehicles[index].advance(&progress[index], along: plan.route, policy: picture.policy) }
  }

  /// What the engine's fixes come to, taken at once.
  func progress(at second: Int) -> [RouteProgress] {
    var progress = plan.vehicles.map { _ in RouteProgress() }
    advance(&progress, at: second)
    return progress
  }

  func forecast(at second: Int) -> ArrivalForecast? {
    ArrivalForecast(
      plan: plan, policy: Policy(), asOf: Self.time(second), departure: picture(at: second)?.custody.departure,
      vehicles: progress(at: second))
  }
}

extension ArrivalForecast.Estimate {
  /// How wide it is, in seconds.
  var width: Double { (latest - earliest).seconds }
}
