public import EscortDomain
import RouteRules

/// When vehicles were last heard, where each is now, and which of its evidence came late.
struct VehicleWatch: Sendable {
  /// What is known of one vehicle on one transport, all instants on that transport's clock.
  struct Sight: Sendable {
    /// When anything of the vehicle last came in.
    var lastHeard: Instant?
    /// The latest position by device time; late data never move it back.
    var latest: (at: Instant, report: PositionReport)?
    /// Where evidence came late: device times from the first to the last report of each delivery.
    var late = IntervalSet()
    /// Whether what came last was late: the vehicle is sending what it stored.
    var isBehind = false
    /// How far it has come along its route, as of the last look; begun anew when what is known of the past changes.
    var progress = RouteProgress()
  }

  private struct Key: Hashable, Sendable {
    let transport: TransportID
    let vehicle: VehicleID
  }

  private var sights: [Key: Sight] = [:]
  private var leavings: [Key: [(person: PersonID, at: Instant)]] = [:]
  private var plans: [TransportID: Transport] = [:]
  private var ofVehicle: [VehicleID: Set<TransportID>] = [:]

  /// Evidence counts as late when it comes so long after it happened.
  static let lateAfter = TimeSpan.seconds(60)
  /// How much earlier than the planned departure a vehicle's evidence belongs to a transport (RULES.md 8.1-6).
  private static let evidenceLead = TimeSpan.seconds(43_200)
  /// A fix further ahead of its receive time says nothing about where a vehicle is (RULES.md 8.1-7).
  private static let clockAhead = TimeSpan.seconds(60)
  /// Late reports closer together than this are one stretch.
  private static let stretchGap = TimeSpan.seconds(120)

  /// Notes which vehicles a plan names. Another plan or policy has their progress measured anew.
  mutating func takePlan(_ event: Event) {
    if case .policy = event.fact { for key in sights.keys { sights[key]?.progress = RouteProgress() } }
    guard case .transport(let plan) = event.fact else { return }
    for key in sights.keys where key.transport == plan.id { sights[key]?.progress = RouteProgress() }
    plans[plan.id] = plan
    for vehicle in plan.vehicles { ofVehicle[vehicle.id, default: []].insert(plan.id) }
  }

  /// The plan of a transport as last told.
  func plan(of transport: TransportID) -> Transport? { plans[transport] }

  /// The transports that name a vehicle.
  func transports(of vehicle: VehicleID) -> [TransportID] { ofVehicle[vehicle]?.sorted() ?? [] }

  /// What is known of a vehicle.
  func sight(of vehicle: VehicleID, on transport: TransportID) -> Sight {
    sights[Key(transport: transport, vehicle: vehicle)] ?? Sight()
  }

  /// How far each vehicle of a picture has come along its route, in planned order. A look costs what came since the last.
  mutating func progress(on picture: TransportPicture) -> [RouteProgress] {
    picture.vehicles.map { vehicle in
      let key = Key(transport: picture.plan.id, vehicle: vehicle.id)
      var progress = sights[key]?.progress ?? RouteProgress()
      vehicle.advance(&progress, along: picture.plan.route, policy: picture.policy)
      sights[key, default: Sight()].progress = progress
      return progress
    }
  }

  /// Who checked out of a vehicle at an instant.
  func leavers(_ vehicle: VehicleID, on transport: TransportID, near instant: Instant) -> [PersonID] {
    let found = leavings[Key(transport: transport, vehicle: vehicle)]?.filter { $0.at == instant }.map(\.person) ?? []
    return Set(found).sorted()
  }

  /// Takes a vehicle's evidence in; returns what a map shows of it, when it is a position.
  mutating func take(_ event: Event, for transport: TransportID, received: Instant) -> PositionNews? {
    guard let vehicle = event.fact.vehicle, let plan = plans[transport],
      event.at >= plan.plannedDeparture - Self.evidenceLead
    else { return nil }
    let key = Key(transport: transport, vehicle: vehicle)
    var sight = sights[key] ?? Sight()
    defer { sights[key] = sight }
    if case .act(let act) = event.fact, act.kind == .checkOut { leavings[key, default: []].append((act.person, event.at)) }
    let isFromUnit = if case .act = event.fact { false } else { true }
    let isLate = received - event.at > Self.lateAfter
    if isFromUnit {
      sight.lastHeard = max(sight.lastHeard ?? received, received)
      sight.isBehind = isLate
      if isLate { noteLate(event.at, &sight) }
    }
    guard case .position(let report) = event.fact, report.isFix, event.at - received <= Self.clockAhead else { return nil }
    let isRepeated = sight.latest.map { $0.at == event.at && $0.report == report } ?? false
    if !isRepeated, let seen = sight.progress.lastSeen, event.at <= seen { sight.progress = RouteProgress() }
    if sight.latest.map({ event.at >= $0.at }) ?? true { sight.latest = (event.at, report) }
    return PositionNews(
      transport: transport, vehicle: vehicle, at: event.at, report: report, lastHeard: received, isLate: isLate)
  }

  private func noteLate(_ at: Instant, _ sight: inout Sight) {
    let near = sight.late.intervals.last { $0.from <= at && at - $0.to <= Self.stretchGap }
    sight.late.insert(Interval(from: near?.from ?? at, to: max(near?.to ?? at, at) + .microsecond))
  }
}

/// A position as it came in.
public struct PositionNews: Sendable {
  /// The transport.
  public let transport: TransportID
  /// The vehicle.
  public let vehicle: VehicleID
  /// Device time.
  public let at: Instant
  /// What was reported.
  public let report: PositionReport
  /// When it came in, on the transport's clock.
  public let lastHeard: Instant
  /// Whether it came long after it happened.
  public let isLate: Bool
}
