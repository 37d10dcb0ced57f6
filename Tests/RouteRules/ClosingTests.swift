import EscortDomain
import Testing

@testable import RouteRules

@Suite("When a transport is closed")
struct ClosingTests {
  @Test("a day after it is over, and what its vehicle tells later leaves it closed")
  func over() {
    var trip = Trip()
    let isClosed = trip.closes(at: Trip.day)
    #expect(isClosed)
    for second in stride(from: Trip.day + 10, to: Trip.day + 3000, by: 10) { trip.tell(Trip.position(second, east: second), second) }
    trip.tell(.seal(SealReport(vehicle: Trip.vehicle, seal: "S9", state: .applied)), Trip.day + 3000)
    trip.tell(.act(CrewAct(kind: .checkIn, vehicle: Trip.vehicle, person: PersonID("E1"))), Trip.day + 3001)
    #expect(trip.engine.isClosed(Trip.transport))
  }

  @Test("not while later evidence may change it", arguments: Unsettled.allCases)
  func unsettled(what: Unsettled) {
    var trip = Trip(what)
    let isClosed = trip.closes(at: what == .tooEarly ? 30_000 : Trip.day)
    #expect(!isClosed)
  }

  @Test("what reaches back opens it", arguments: Reaching.allCases)
  func reachingBack(what: Reaching) {
    var trip = Trip()
    let isClosed = trip.closes(at: Trip.day)
    #expect(isClosed)
    let later = Trip.day + 100
    switch what {
    case .lateFix: trip.tell(Trip.position(1005, east: 1000), 1005, received: later)
    case .segment:
      let segment = RecordedSegment(vehicle: Trip.vehicle, camera: 1, from: Trip.time(500), to: Trip.time(900))
      trip.tell(.segment(segment), later)
    case .declaration: trip.tell(.declaration(Declaration(kind: .stored, transport: Trip.transport)), later)
    case .person: trip.tell(.person(Person(id: PersonID("E1"), name: "虚构")), later)
    case .plan: trip.tell(.transport(Trip.plan), later)
    }
    #expect(!trip.engine.isClosed(Trip.transport))
  }

  @Test("a declaration that waits for its time keeps it open, and is told at its time")
  func waitingDeclaration() {
    var trip = Trip()
    let isClosed = trip.closes(at: Trip.day)
    #expect(isClosed)
    let at = Trip.day + 110
    trip.tell(.declaration(Declaration(kind: .stored, transport: Trip.transport)), at, received: Trip.day + 100)
    let isClosedAgain = trip.closes(at: Trip.day + 101)
    #expect(!isClosedAgain)
    let told = trip.engine.settle(at: Trip.time(Trip.day + 200))
    #expect(told.contains { $0.received == Trip.time(at) && $0.verdict.subject.rule == .handOverOverdue })
  }

  @Test("what is known, too old to count or says nothing new leaves it closed", arguments: [0, 1, 2, 3])
  func nothingNew(case number: Int) {
    var trip = Trip()
    trip.tell(.person(Person(id: PersonID("E1"), name: "虚构", canonicalText: "{}")), 0)
    let isClosed = trip.closes(at: Trip.day)
    #expect(isClosed)
    let later = Trip.day + 100
    switch number {
    case 0: trip.tell(Trip.position(1000, east: 1000), 1000, received: later)
    case 1: trip.tell(Trip.position(0, east: 0), -86_400 * 365, received: later)
    case 2: trip.tell(.person(Person(id: PersonID("E1"), name: "虚构", canonicalText: "{}")), later)
    default: trip.tell(.person(Person(id: PersonID("E1"), name: "虚构", canonicalText: "{}")), 0, received: later)
    }
    #expect(trip.engine.isClosed(Trip.transport))
  }

  @Test("a policy for transports to come leaves it closed, one it may be judged under opens it", arguments: [true, false])
  func policy(isForLater: Bool) {
    var trip = Trip()
    let isClosed = trip.closes(at: Trip.day)
    #expect(isClosed)
    let change = PolicyChange(values: ["signalLoss": 90], canonicalText: "{\"signalLoss\":90}")
    trip.tell(.policy(change), isForLater ? Trip.day + 100 : -100, received: Trip.day + 100)
    #expect(trip.engine.isClosed(Trip.transport) == isForLater)
  }

  /// Why a transport cannot be closed.
  enum Unsettled: CaseIterable {
    case tooEarly, notStored, notHandedOver, noDepartureSeen, noArrivalSeen, nothingBehindTheEnd, frozenBehindTheEnd, loneHeartbeat,
      noSealPutOn, earlyArrivalRuns
  }

  /// What reaches back into a transport that is over.
  enum Reaching: CaseIterable {
    case lateFix, segment, declaration, person, plan
  }
}

/// A trip of an hour from the origin to the destination, handed over, stored and parked.
private struct Trip {
  static let day = 90_000
  static let transport = TransportID("T1")
  static let vehicle = VehicleID("湘A00001")
  private static let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)

  var engine = RuleEngine(clocking: .recorded)

  init(_ what: ClosingTests.Unsettled? = nil) {
    var plan = Self.plan
    plan.firstSession = what == .earlyArrivalRuns ? Self.time(10 * 86_400) : Self.time(86_400)
    tell(.transport(plan), -3600)
    for second in stride(from: 0, through: 60, by: 20) { tell(Self.position(second, east: what == .noDepartureSeen ? 300 : 0), second) }
    for second in stride(from: 100, to: 3000, by: 20) { tell(Self.position(second, east: second), second) }
    for second in stride(from: 3000, through: 3400, by: 20) {
      tell(Self.position(second, east: what == .noArrivalSeen ? 2900 : 3000), second)
    }
    for second in stride(from: 0, through: 3600, by: 60) where what != .loneHeartbeat || second == 1800 {
      tell(.recording(CameraHeartbeat(vehicle: Self.vehicle, camera: 1, state: .recording)), second)
    }
    declare(.departed, 90)
    declare(.arrived, 3100)
    if what != .notHandedOver { declare(.handedOver, 3450) }
    if what != .notStored { declare(.stored, 3550) }
    if what == .noSealPutOn { tell(.seal(SealReport(vehicle: Self.vehicle, seal: "S1", state: .intact)), 3000) }
    guard what != .nothingBehindTheEnd else { return }
    for second in stride(from: 3600, through: 3700, by: 20) {
      let isAhead = what == .noArrivalSeen
      tell(Self.position(second, east: isAhead ? 2900 : 3000, speed: what == .frozenBehindTheEnd ? 60 : 0), second)
    }
  }

  /// Moves on to a second and closes it where that can be.
  mutating func closes(at second: Int) -> Bool {
    _ = engine.settle(at: Self.time(second))
    return engine.close(Self.transport, at: Self.time(second))
  }

  mutating func tell(_ fact: Fact, _ second: Int, received: Int? = nil) {
    engine.take(Event(at: Self.time(second), received: Self.time(received ?? second), fact: fact))
    _ = engine.settle(at: Self.time(received ?? second))
  }

  private mutating func declare(_ kind: Declaration.Kind, _ second: Int) {
    tell(.declaration(Declaration(kind: kind, transport: Self.transport)), second)
  }

  static func time(_ second: Int) -> Instant { start + .seconds(second) }

  static func position(_ second: Int, east: Int, speed: Double = 40) -> Fact {
    let place = Coordinate(latitude: 28, longitude: 113 + 0.1 * Double(east) / 3000)
    return .position(PositionReport(vehicle: vehicle, coordinate: place, speedKilometresPerHour: speed))
  }

  static var plan: Transport {
    func place(_ organisation: String, _ longitude: Double) -> Transport.Place {
      let centre = Coordinate(latitude: 28, longitude: longitude)
      return Transport.Place(organisation: OrganisationID(organisation), area: Area(.circle(centre: centre, radiusMetres: 200)))
    }
    let crew = [Transport.Vehicle.CrewMember(person: PersonID("E1"), role: .escort)]
    return Transport(
      id: transport, leg: .provinceBranch, origin: place("a", 113), destination: place("b", 113.1), plannedDeparture: start,
      plannedArrival: start + .seconds(3000),
      route: RoutePath(points: [Coordinate(latitude: 28, longitude: 113), Coordinate(latitude: 28, longitude: 113.1)]),
      vehicles: [Transport.Vehicle(id: vehicle, cameras: [1], crew: crew)])
  }
}
