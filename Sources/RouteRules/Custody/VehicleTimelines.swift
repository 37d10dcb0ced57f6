public import EscortDomain

/// Everything a transport knows of one of its vehicles, as timelines.
public struct VehicleTimelines: Sendable {
  /// The vehicle as planned.
  let plan: Transport.Vehicle
  private(set) var fixes: FixTimeline
  private(set) var silences: SilenceTimeline
  private(set) var rests: RestTimeline
  /// The required cameras by channel.
  public private(set) var cameras: [Int: CameraTimeline]
  private(set) var alarms = AlarmTimeline()
  private var originStays = StayTimeline()
  private var destinationStays = StayTimeline()
  private let policy: Policy
  private let origin: Area
  private let destination: Area

  init(plan: Transport.Vehicle, transport: Transport, policy: Policy) {
    self.plan = plan
    self.policy = policy
    origin = transport.origin.area
    destination = transport.destination.area
    fixes = FixTimeline(policy: policy)
    silences = SilenceTimeline(longerThan: policy.signalLoss)
    rests = RestTimeline(policy: policy)
    cameras = Dictionary(
      plan.cameras.map { ($0, CameraTimeline(policy: policy)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The vehicle.
  public var id: VehicleID { plan.id }

  /// The last fix that counts.
  public var lastFix: Fix? { fixes.lastUnmarked }

  mutating func insert(_ report: PositionReport, at instant: Instant) {
    if let names = report.alarms { alarms.insert(names, at: instant) }
    guard report.isFix else { return }
    let radius = policy.areaRadiusMetres
    let fix = Fix(
      at: instant, coordinate: report.coordinate, speedKilometresPerHour: report.speedKilometresPerHour,
      isInOrigin: origin.contains(report.coordinate, defaultRadiusMetres: radius),
      isInDestination: destination.contains(report.coordinate, defaultRadiusMetres: radius))
    guard let change = fixes.insert(fix) else { return }
    silences.replace(change)
    rests.replace(change, following: fixes.unmarked(from: change.after))
    originStays.replace(change, isInside: \.isInOrigin)
    destinationStays.replace(change, isInside: \.isInDestination)
  }

  mutating func insert(_ alarm: AlarmReport, at instant: Instant) { alarms.insert(alarm.name, isOn: alarm.isOn, at: instant) }

  mutating func insert(_ heartbeat: CameraHeartbeat, at instant: Instant) {
    cameras[heartbeat.camera]?.insert(heartbeat.state, at: instant)
  }

  mutating func insert(_ segment: RecordedSegment, at instant: Instant) {
    cameras[segment.camera]?.insert(segment, reportedAt: instant)
  }

  /// The first fix of the first run outside the origin, after a fix inside, that lasts long enough (RULES.md §2).
  var observedDeparture: Instant? {
    originStays.runs.dropFirst().first { !$0.isInside && $0.last - $0.first >= policy.departureStay }?.first
  }

  /// The first fix after a departure of the first run inside the destination that lasts long enough (RULES.md §2).
  func observedArrival(after departure: Instant) -> Instant? {
    for run in destinationStays.runs where run.isInside && run.last > departure {
      guard let first = run.first > departure ? run.first : fixes.firstUnmarked(after: departure)?.at else { continue }
      if run.last - first >= policy.arrivalStay { return first }
    }
    return nil
  }
}
