public import EscortDomain

/// Everything a transport knows of one of its vehicles, as timelines.
public struct VehicleTimelines: Sendable {
  /// The vehicle as planned.
  let plan: Transport.Vehicle
  private(set) var fixes: FixTimeline
  private(set) var silences: SilenceTimeline
  /// The runs at rest, the runs above the speed limit, the runs off the route.
  private(set) var rests: RunTimeline
  private(set) var speedings: RunTimeline
  private(set) var deviations: RunTimeline
  /// The fixes whose clock ran ahead, by receive time.
  private(set) var clockAhead: ClusterTimeline
  /// The required cameras, by channel.
  public private(set) var cameras: [(channel: Int, timeline: CameraTimeline)]
  private(set) var alarms = AlarmTimeline()
  private(set) var doors = DoorTimeline()
  private(set) var seals = SealTimeline()
  private var originStays = StayTimeline()
  private var destinationStays = StayTimeline()
  /// When fixes lay in the destination: an arrival is the first of them after a departure, which may become known later.
  private var destinationFixes = SortedInstants()
  /// How far the vehicle had come by the fixes that were let go, where its arrival is foretold.
  private(set) var progressLetGo = RouteProgress()
  /// The route it is foretold on; `nil` where it is not.
  private let foretoldOn: RoutePath?
  private var places: PlanPlaces
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

  /// The vehicle.
  public var id: VehicleID { plan.id }

  /// The last fix that counts.
  public var lastFix: Fix? { fixes.lastUnmarked }

  /// Takes a position in and says what that did to the fixes.
  mutating func insert(_ report: PositionReport, at instant: Instant, isAhead: Bool) -> FixTimeline.Effect {
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

  private mutating func append(_ fix: Fix, after previous: Fix?) {
    silences.append(fix, after: previous)
    rests.append(fix, after: previous)
    speedings.append(fix, after: previous)
    deviations.append(fix, after: previous)
    originStays.append(at: fix.at, isInside: fix.isInOrigin)
    destinationStays.append(at: fix.at, isInside: fix.isInDestination)
    if fix.isInDestination { destinationFixes.insert(fix.at) }
  }

  private mutating func replace(_ change: FixTimeline.Change) {
    silences.replace(change)
    rests.replace(change, following: fixes.unmarked(from: change.after))
    speedings.replace(change, following: fixes.unmarked(from: change.after))
    deviations.replace(change, following: fixes.unmarked(from: change.after))
    originStays.replace(change, isInside: \.isInOrigin)
    destinationStays.replace(change, isInside: \.isInDestination)
    destinationFixes.replace(after: change.before?.at, before: change.after?.at, with: change.between.filter(\.isInDestination).map(\.at))
  }

  /// Lets go of what only evidence placed up to an instant could need.
  mutating func trim(upTo instant: Instant) {
    let dropped = fixes.trim(upTo: instant)
    if let foretoldOn { for fix in dropped { progressLetGo.take(fix, on: foretoldOn, policy) } }
    for index in cameras.indices { cameras[index].timeline.trim(upTo: instant) }
    alarms.trim(upTo: instant)
    doors.trim(upTo: instant)
  }

  mutating func insert(_ alarm: AlarmReport, at instant: Instant) { alarms.insert(alarm.name, isOn: alarm.isOn, at: instant) }

  mutating func insert(_ door: DoorReport, at instant: Instant) { doors.insert(door.state, at: instant) }

  mutating func insert(_ seal: SealReport, at instant: Instant) { seals.insert(seal, at: instant) }

  /// Takes a heartbeat in and returns from where on that may have changed anything.
  mutating func insert(_ heartbeat: CameraHeartbeat, at instant: Instant) -> Instant {
    guard let index = cameras.firstIndex(where: { $0.channel == heartbeat.camera }) else { return instant }
    return cameras[index].timeline.insert(heartbeat.state, at: instant)
  }

  /// Takes a segment in and returns from where on that may have changed anything.
  mutating func insert(_ segment: RecordedSegment, at instant: Instant) -> Instant {
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
