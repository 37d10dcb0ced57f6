public import EscortDomain

/// Everything a transport knows of one of its vehicles, as timelines.
///
/// It has so many parts that to hand it on by copies cost more than most rules do with it. Whoever is to change it makes sure that nobody
/// else holds it, and changes a copy otherwise: so it may be handed to another thread, and its parts are not guarded one by one.
public final class VehicleTimelines: @unchecked Sendable {
  /// The vehicle as planned.
  let plan: Transport.Vehicle
  @exclusivity(unchecked) private(set) var fixes: FixTimeline
  @exclusivity(unchecked) private(set) var silences: SilenceTimeline
  /// The runs at rest, the runs above the speed limit, the runs off the route.
  @exclusivity(unchecked) private(set) var rests: RunTimeline
  @exclusivity(unchecked) private(set) var speedings: RunTimeline
  @exclusivity(unchecked) private(set) var deviations: RunTimeline
  /// The fixes whose clock ran ahead, by receive time.
  @exclusivity(unchecked) private(set) var clockAhead: ClusterTimeline
  /// The required cameras, by channel.
  @exclusivity(unchecked) public private(set) var cameras: [(channel: Int, timeline: CameraTimeline)]
  @exclusivity(unchecked) private(set) var alarms = AlarmTimeline()
  @exclusivity(unchecked) private(set) var doors = DoorTimeline()
  @exclusivity(unchecked) private(set) var seals = SealTimeline()
  @exclusivity(unchecked) private var originStays = StayTimeline()
  @exclusivity(unchecked) private var destinationStays = StayTimeline()
  /// When fixes lay in the destination: an arrival is the first of them after a departure, which may become known later.
  @exclusivity(unchecked) private var destinationFixes = SortedInstants()
  /// How far the vehicle had come by the fixes that were let go, where its arrival is foretold.
  @exclusivity(unchecked) private(set) var progressLetGo = RouteProgress()
  /// The route it is foretold on; `nil` where it is not.
  private let foretoldOn: RoutePath?
  @exclusivity(unchecked) private var places: PlanPlaces
  private let policy: Policy

  init(plan: Transport.Vehicle, transport: Transport, policy: Policy, foretells: Bool) {
    self.plan = plan
    foretoldOn = foretells ? transport.route : nil
    self.policy = policy
    places = PlanPlaces(of: transport, policy: policy)
    fixes = FixTimeline(policy: policy)
    silences = SilenceTimeline(longerThan: policy.signalLoss)
    rests = .rests(policy)
    speedings = .speedings(policy)
    deviations = .deviations(policy)
    clockAhead = ClusterTimeline(longestStep: policy.signalLoss)
    cameras = Set(plan.cameras).sorted().map { ($0, CameraTimeline(policy: policy)) }
  }

  /// Another one that holds the same.
  init(copying other: VehicleTimelines) {
    plan = other.plan
    fixes = other.fixes
    silences = other.silences
    rests = other.rests
    speedings = other.speedings
    deviations = other.deviations
    clockAhead = other.clockAhead
    cameras = other.cameras
    alarms = other.alarms
    doors = other.doors
    seals = other.seals
    originStays = other.originStays
    destinationStays = other.destinationStays
    destinationFixes = other.destinationFixes
    progressLetGo = other.progressLetGo
    foretoldOn = other.foretoldOn
    places = other.places
    policy = other.policy
  }

  /// The vehicle.
  public var id: VehicleID { plan.id }

  /// The last fix that counts.
  public var lastFix: Fix? { fixes.lastUnmarked }

  /// Takes a position in and says what that did to the fixes.
  func insert(_ report: PositionReport, at instant: Instant, isAhead: Bool) -> FixTimeline.Effect {
    if let names = report.alarms { alarms.insert(names, at: instant) }
    if let door = report.door { doors.insert(door, at: instant) }
    guard report.isFix else { return .none }
    if isAhead {
      clockAhead.insert(instant)
      return .none
    }
    let effect = fixes.insert(places.fix(at: instant, report))
    switch effect {
    case .none, .stillFrozen: break
    case .appended(let fix, let previous): append(fix, after: previous)
    case .replaced(let change): replace(change)
    }
    return effect
  }

  private func append(_ fix: Fix, after previous: Fix?) {
    silences.append(fix, after: previous)
    rests.append(fix, after: previous)
    speedings.append(fix, after: previous)
    deviations.append(fix, after: previous)
    originStays.append(at: fix.at, isInside: fix.isInOrigin)
    destinationStays.append(at: fix.at, isInside: fix.isInDestination)
    if fix.isInDestination { destinationFixes.insert(fix.at) }
  }

  private func replace(_ change: FixTimeline.Change) {
    silences.replace(change)
    rests.replace(change, following: fixes.unmarked(from: change.after))
    speedings.replace(change, following: fixes.unmarked(from: change.after))
    deviations.replace(change, following: fixes.unmarked(from: change.after))
    originStays.replace(change, isInside: \.isInOrigin)
    destinationStays.replace(change, isInside: \.isInDestination)
    destinationFixes.replace(after: change.before?.at, before: change.after?.at, with: change.between.filter(\.isInDestination).map(\.at))
  }

  /// Lets go of what only evidence placed up to an instant could need.
  func trim(upTo instant: Instant) {
    let dropped = fixes.trim(upTo: instant)
    if let foretoldOn { for fix in dropped { progressLetGo.take(fix, on: foretoldOn, policy) } }
    for index in cameras.indices { cameras[index].timeline.trim(upTo: instant) }
    alarms.trim(upTo: instant)
    doors.trim(upTo: instant)
  }

  func insert(_ alarm: AlarmReport, at instant: Instant) { alarms.insert(alarm.name, isOn: alarm.isOn, at: instant) }

  func insert(_ door: DoorReport, at instant: Instant) { doors.insert(door.state, at: instant) }

  func insert(_ seal: SealReport, at instant: Instant) { seals.insert(seal, at: instant) }

  /// Takes a heartbeat in and returns from where on that may have changed anything.
  func insert(_ heartbeat: CameraHeartbeat, at instant: Instant) -> Instant {
    guard let index = cameras.firstIndex(where: { $0.channel == heartbeat.camera }) else { return instant }
    return cameras[index].timeline.insert(heartbeat.state, at: instant)
  }

  /// Takes a segment in and returns from where on that may have changed anything.
  func insert(_ segment: RecordedSegment, at instant: Instant) -> Instant {
    guard let index = cameras.firstIndex(where: { $0.channel == segment.camera }) else { return instant }
    return cameras[index].timeline.insert(segment, reportedAt: instant)
  }

  /// The first fix of the first run outside the origin, after a fix inside, that lasts long enough (RULES.md §2).
  var observedDeparture: Instant? {
    originStays.runs.dropFirst().first { !$0.isInside && $0.last - $0.first >= policy.departureStay }?.first
  }

  /// The first fix after a departure of the first run inside the destination that lasts long enough (RULES.md §2).
  func observedArrival(after departure: Instant) -> Instant? {
    for run in destinationStays.runs where run.isInside && run.last > departure {
      guard let first = run.first > departure ? run.first : destinationFixes.first(after: departure) else { continue }
      if run.last - first >= policy.arrivalStay { return first }
    }
    return nil
  }

  /// The parts of a stretch in which the vehicle was in its origin or destination, by its latest fix of any age.
  func atEitherEnd(within stretch: Interval) -> IntervalSet {
    IntervalSet(originStays.insideByLatestFix(within: stretch) + destinationStays.insideByLatestFix(within: stretch))
  }
}
