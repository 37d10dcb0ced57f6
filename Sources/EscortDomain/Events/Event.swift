/// Something that happened to a transport, as its source said it: one line of a feed (FEED.md).
public struct Event: Hashable, Sendable {
  /// Device time: when it happened, as its source says.
  public var at: Instant
  /// Receive time: when the service took it in.
  public var received: Instant
  /// What happened.
  public var fact: Fact
  /// The canonical text of fields this version does not know; they are kept, and tell two lines apart.
  public var unknownFields: String?

  /// An event.
  public init(at: Instant, received: Instant, fact: Fact, unknownFields: String? = nil) {
    self.at = at
    self.received = received
    self.fact = fact
    self.unknownFields = unknownFields
  }

  /// Whether two lines are one event: equal in everything but `received` (RULES.md 8.1-3).
  public func isSameOccurrence(as other: Event) -> Bool {
    at == other.at && fact == other.fact && unknownFields == other.unknownFields
  }
}

/// What happened, by the `type` of a feed line.
public enum Fact: Hashable, Sendable {
  /// `policy`: policy values, effective from the event's device time.
  indirect case policy(PolicyChange)
  /// `person`: a person's record.
  indirect case person(Person)
  /// `transport`: a transport's plan.
  indirect case transport(Transport)
  /// `loaded`, `departed`, `arrived`, `handed-over`, `stored`.
  case declaration(Declaration)
  /// `position`.
  case position(PositionReport)
  /// `recording`: a dashcam's heartbeat.
  case recording(CameraHeartbeat)
  /// `segment`: a recorded piece the unit lists.
  case segment(RecordedSegment)
  /// `check-in`, `confirm`, `check-out`.
  case act(CrewAct)
  /// `phone`: where an escort's phone is.
  case phone(PhonePosition)
  /// `door`.
  case door(DoorReport)
  /// `seal`.
  case seal(SealReport)
  /// `alarm`.
  case alarm(AlarmReport)

  /// The vehicle whose evidence this is; `nil` for plans, records, policies and declarations.
  public var vehicle: VehicleID? {
    switch self {
    case .policy, .person, .transport, .declaration: nil
    case .position(let report): report.vehicle
    case .recording(let heartbeat): heartbeat.vehicle
    case .segment(let segment): segment.vehicle
    case .act(let act): act.vehicle
    case .phone(let phone): phone.vehicle
    case .door(let door): door.vehicle
    case .seal(let seal): seal.vehicle
    case .alarm(let alarm): alarm.vehicle
    }
  }
}
