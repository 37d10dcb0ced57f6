/// Every number the rules decide by, with the defaults of RULES.md §8.1-2.
///
/// One document per organisation, effective-dated: see ``PolicyChange``. Field names are the policy names of RULES.md with
/// their unit behind.
public struct Policy: Hashable, Sendable {
  /// How many eligible escorts each vehicle needs.
  public var escortMinimum = 2
  /// Replaces `escortMinimum` for a transport of one vehicle where set.
  public var escortMinimumLone: Int?
  /// How long too few must last.
  public var escortMinimumFor: TimeSpan = .seconds(60)
  /// How long a check-in or confirmation proves presence.
  public var checkInInterval: TimeSpan = .seconds(1800)
  /// The grace added to that.
  public var checkInGrace: TimeSpan = .seconds(300)
  /// The longest step between two heartbeats that still proves recording.
  public var heartbeatGap: TimeSpan = .seconds(90)
  /// The longest step between two recorded segments that still counts as joined.
  public var segmentJoin: TimeSpan = .seconds(2)
  /// The longest gap in the recording that is ignored.
  public var recordingGapIgnored: TimeSpan = .seconds(5)
  /// The longest step between two fixes that is no loss.
  public var signalLoss: TimeSpan = .seconds(120)
  /// How long a loss must last to be an offline displacement.
  public var offlineFor: TimeSpan = .seconds(300)
  /// How far apart its end fixes must be, in metres.
  public var offlineDistanceMetres = 1000.0
  /// The implied speed above which it is one inside the corridor too, in km/h.
  public var offlineSpeedKilometresPerHour = 160.0
  /// Half the corridor's width where the plan states none, in metres.
  public var corridorMetres = 200.0
  /// How long a deviation must last.
  public var deviationFor: TimeSpan = .seconds(60)
  /// How many fixes it must have.
  public var deviationFixes = 3
  /// The distance beyond which it is critical, in metres.
  public var deviationCriticalMetres = 2000.0
  /// The greatest speed at rest, in km/h.
  public var restSpeedKilometresPerHour = 3.0
  /// How far a vehicle at rest may wander, in metres.
  public var restRadiusMetres = 50.0
  /// How long an unscheduled stop must last.
  public var stopFor: TimeSpan = .seconds(300)
  /// When it becomes critical.
  public var stopCritical: TimeSpan = .seconds(900)
  /// How long an allowed stop may last where the plan states nothing.
  public var stopLimit: TimeSpan = .seconds(1200)
  /// The speed limit, in km/h.
  public var speedLimitKilometresPerHour = 100.0
  /// How long speeding must last.
  public var speedingFor: TimeSpan = .seconds(10)
  /// How far apart a convoy may be, in metres.
  public var separationDistanceMetres = 2000.0
  /// For how long.
  public var separationFor: TimeSpan = .seconds(180)
  /// How long a fix is usable for the two separation rules.
  public var fixMaxAge: TimeSpan = .seconds(120)
  /// How far an escort's phone may be from the vehicle, in metres.
  public var crewDistanceMetres = 300.0
  /// For how long.
  public var crewApartFor: TimeSpan = .seconds(120)
  /// The speed above which a step is implausible, in km/h.
  public var implausibleSpeedKilometresPerHour = 200.0
  /// The distance above which it is, in metres.
  public var implausibleDistanceMetres = 500.0
  /// How many equal fixes make a frozen run.
  public var frozenFixes = 5
  /// How long it must last.
  public var frozenFor: TimeSpan = .seconds(60)
  /// The reported speed above which equal fixes are implausible, in km/h.
  public var frozenSpeedKilometresPerHour = 20.0
  /// How far a device time may lie ahead of the receive time.
  public var clockAhead: TimeSpan = .seconds(60)
  /// The radius of an area that states none, in metres.
  public var areaRadiusMetres = 200.0
  /// How long a run outside the origin must last to be a departure.
  public var departureStay: TimeSpan = .seconds(60)
  /// How long a run inside the destination must last to be an arrival.
  public var arrivalStay: TimeSpan = .seconds(60)
  /// How far declared and observed may differ.
  public var declaredObservedMax: TimeSpan = .seconds(300)
  /// The tolerance on the planned arrival.
  public var lateArrivalBy: TimeSpan = .seconds(900)
  /// The tolerance on the planned departure.
  public var lateDepartureBy: TimeSpan = .seconds(900)
  /// How long before the first session a late arrival becomes critical.
  public var lateCriticalBeforeSession: TimeSpan = .seconds(7200)
  /// How many planned durations a transit may take.
  public var transitFactor = 1.5
  /// The rest after which a confirmation is due.
  public var confirmStop: TimeSpan = .seconds(300)
  /// When a missed confirmation is found.
  public var confirmGrace: TimeSpan = .seconds(300)
  /// When it becomes high.
  public var confirmHigh: TimeSpan = .seconds(600)
  /// When it becomes critical.
  public var confirmCritical: TimeSpan = .seconds(900)
  /// How many days before the exam papers may arrive.
  public var earlyDays = 2
  /// How long before the planned departure a vehicle's evidence begins.
  public var evidenceLead: TimeSpan = .seconds(43200)
  /// How long a hand-over may take.
  public var handOverWithin: TimeSpan = .seconds(3600)
  /// When an overdue hand-over becomes high.
  public var handOverHigh: TimeSpan = .seconds(3600)
  /// How many calendar months recordings are kept.
  public var retentionMonths = 3
  /// How many calendar months before the exam a branch files an exception.
  public var exceptionMonths = 1
  /// How many days before the exam the province files it.
  public var exceptionDays = 21
  /// How old a camera's heartbeat may be at departure.
  public var departureHeartbeat: TimeSpan = .seconds(90)
  /// How old a fix may be at departure.
  public var departureFix: TimeSpan = .seconds(120)
  /// How many times longer escalation takes for a high alert.
  public var escalateHighFactor = 3.0
  /// When an alert nobody acknowledged goes to the second dispatcher, the branch lead and the province.
  public var escalateAfter: [TimeSpan] = [.seconds(60), .seconds(180), .seconds(300)]
  /// The severity of each alarm a terminal raises itself; an alarm without one is not judged.
  public var terminalAlarms: [String: Severity] = [
    "emergency": .critical, "gnss-antenna-open": .high, "gnss-antenna-short": .high, "main-power-lost": .high,
  ]

  /// The defaults.
  public init() {}

  /// The escorts each vehicle of a transport of so many vehicles needs.
  public func escortMinimum(vehicles: Int) -> Int {
    vehicles == 1 ? escortMinimumLone ?? escortMinimum : escortMinimum
  }
}
