public import EscortDomain
import RouteRules

/// When the vehicles of a transport were last heard, where each is now, and which of its evidence came late.
struct VehicleWatch: Sendable {
  /// What is known of one vehicle, all instants on the transport's clock.
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

  /// Somebody checked out.
  fileprivate struct Leaving: Sendable {
    let person: PersonID
    let at: Instant
  }

  private var sights: [VehicleID: Sight] = [:]
  private var leavings: [VehicleID: [Leaving]] = [:]

  /// Evidence counts as late when it comes so long after it happened.
  static let lateAfter = TimeSpan.seconds(60)
  /// How much earlier than the planned departure a vehicle's evidence belongs to a transport (RULES.md 8.1-6).
  private static let evidenceLead = TimeSpan.seconds(43_200)
  /// A fix further ahead of its receive time says nothing about where a vehicle is (RULES.md 8.1-7).
  private static let clockAhead = TimeSpan.seconds(60)
  /// Late reports closer together than this are one stretch.
  private static let stretchGap = TimeSpan.seconds(120)

  /// Has progress along the route measured anew, under another plan or policy.
  mutating func beginProgressAnew() { for vehicle in sights.keys { sights[vehicle]?.progress = RouteProgress() } }

  /// What is known of a vehicle.
  func sight(of vehicle: VehicleID) -> Sight { sights[vehicle] ?? Sight() }

  /// How far each vehicle of a picture has come along its route, in planned order. A look costs what came since the last.
  mutating func progress(on picture: TransportPicture) -> [RouteProgress] {
    picture.vehicles.map { vehicle in
      var progress = sights[vehicle.id]?.progress ?? RouteProgress()
      vehicle.advance(&progress, along: picture.plan.route, policy: picture.policy)
      sights[vehicle.id, default: Sight()].progress = progress
      return progress
    }
  }

  /// Who checked out of a vehicle at an instant.
  func leavers(_ vehicle: VehicleID, near instant: Instant) -> [PersonID] {
    let found = leavings[vehicle]?.filter { $0.at == instant }.map(\.person) ?? []
    return Set(found).sorted()
  }

  /// Takes evidence in that counts; returns what a map shows of it, when it is a position.
  mutating func take(_ event: Event, for plan: Transport, received: Instant) -> PositionNews? {
    guard let vehicle = event.fact.vehicle else { return nil }
    var sight = sights[vehicle] ?? Sight()
    defer { sights[vehicle] = sight }
    if case .act(let act) = event.fact, act.kind == .checkOut {
      leavings[vehicle, default: []].append(Leaving(person: act.person, at: event.at))
    }
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
      transport: plan.id, vehicle: vehicle, at: event.at, report: report, lastHeard: received, isLate: isLate)
  }

  /// Whether an event is late enough to belong to a transport.
  static func counts(_ event: Event, for plan: Transport) -> Bool { event.at >= plan.plannedDeparture - evidenceLead }

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

extension VehicleWatch: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(sights)
    writer.write(leavings)
  }

  init(from reader: inout PackedReader) {
    sights = reader.read()
    leavings = reader.read()
  }
}

/// Without the progress, which is measured anew.
extension VehicleWatch.Sight: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(lastHeard)
    writer.write(latest?.at)
    writer.write(latest?.report)
    writer.write(late)
    writer.write(isBehind)
  }

  init(from reader: inout PackedReader) {
    lastHeard = reader.read()
    let at = reader.read(Instant?.self)
    let report = reader.read(PositionReport?.self)
    if let at, let report { latest = (at, report) }
    late = reader.read()
    isBehind = reader.read()
  }
}

extension VehicleWatch.Leaving: Packable {
  fileprivate func pack(into writer: inout PackedWriter) {
    writer.write(person)
    writer.write(at)
  }

  fileprivate init(from reader: inout PackedReader) { self.init(person: reader.read(), at: reader.read()) }
}
