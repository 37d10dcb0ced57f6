import EscortDomain
import Foundation
import RouteRules
import Testing

/// The values are worked out by hand: on a meridian a thousandth of a degree is 111.195 m (R = 6,371,008.8 m).
@Suite("Fleet metrics")
struct FleetMetricTests {
  private static let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)  // 2024-01-11T09:00:00+08:00
  private static let vehicle = VehicleID("湘A10001")
  private static let thousandthMetres = 111.195

  /// A point so many seconds after the start, so many thousandths of a degree up the meridian.
  private static func point(_ second: Int, _ thousandths: Double, speed: Double? = 40) -> TrackPoint {
    TrackPoint(
      at: start + .seconds(second), coordinate: Coordinate(latitude: 28 + thousandths / 1000, longitude: 113),
      speedKilometresPerHour: speed)
  }

  private static func event(
    _ second: Int = 0, received: Int? = nil, vehicle: VehicleID = vehicle, _ change: (inout PositionReport) -> Void = { _ in }
  ) -> Event {
    var report = PositionReport(
      vehicle: vehicle, coordinate: Coordinate(latitude: 28, longitude: 113), speedKilometresPerHour: 60, courseDegrees: 90)
    change(&report)
    return Event(at: start + .seconds(second), received: start + .seconds(received ?? second), fact: .position(report))
  }

  // MARK: 轨迹完整率

  @Test("metres over steps of at most three intervals are complete, a longer step's are taken straight and are not")
  func completeness() {
    let track = [Self.point(0, 0), Self.point(10, 1), Self.point(40, 3), Self.point(71, 6), Self.point(81, 10)]
    let share = TrackCompleteness.share(of: track, reportingInterval: .seconds(10))
    #expect(abs(share.part - 7 * Self.thousandthMetres) < 0.01)
    #expect(abs(share.whole - 10 * Self.thousandthMetres) < 0.01)
    #expect(abs((share.ratio ?? 0) - 0.7) < 1e-6)
    #expect(TrackCompleteness.share(of: [Self.point(0, 0)], reportingInterval: .seconds(10)).ratio == nil)
  }

  @Test("a fleet's share weighs its vehicles by their metres")
  func sums() {
    let sum = Share.sum([Share(part: 7, whole: 10), Share(part: 0, whole: 30), Share()])
    #expect(sum == Share(part: 7, whole: 40))
    #expect(sum.ratio == 0.175)
    #expect(Share.sum([Share]()).ratio == nil)
  }

  @Test("a track is in device-time order without what is repeated, invalid, another's or outside the span")
  func track() {
    let events = [
      Self.event(20), Self.event(0), Self.event(0) { $0.coordinate.latitude = 27.9 }, Self.event(10), Self.event(10, received: 90),
      Self.event(15) { $0.valid = false }, Self.event(16) { $0.coordinate = Coordinate(latitude: 0, longitude: 0) },
      Self.event(17, vehicle: VehicleID("湘B1")), Self.event(30), Self.event(-1),
    ]
    let span = Interval(from: Self.start, to: Self.start + .seconds(30))
    let track = TrackPoint.track(of: Self.vehicle, within: span, from: events)
    #expect(track.map { Int(($0.at - Self.start).seconds) } == [0, 10, 20])
    #expect(track.map(\.coordinate.latitude) == [27.9, 28, 28])
    #expect(TrackPoint.track(of: Self.vehicle, within: span, from: events.reversed()) == track)
  }

  // MARK: 数据合格率

  @Test("a record fails by its place, speed or course, past the bound and not on it")
  func records() {
    let changes: [((inout PositionReport) -> Void, Bool)] = [
      ({ $0.coordinate.longitude = 73.33 }, true), ({ $0.coordinate.longitude = 73.329 }, false),
      ({ $0.coordinate.longitude = 135.05 }, true),
      ({ $0.coordinate.longitude = 135.051 }, false), ({ $0.coordinate.latitude = 3.51 }, true),
      ({ $0.coordinate.latitude = 3.509 }, false),
      ({ $0.coordinate.latitude = 53.33 }, true), ({ $0.coordinate.latitude = 53.331 }, false), ({ $0.speedKilometresPerHour = 160 }, true),
      ({ $0.speedKilometresPerHour = 160.1 }, false), ({ $0.speedKilometresPerHour = nil }, true), ({ $0.courseDegrees = 359.9 }, true),
      ({ $0.courseDegrees = 360 }, false), ({ $0.courseDegrees = nil }, true),
    ]
    for (number, (change, isGood)) in changes.enumerated() {
      let share = DataQualification.share(of: [Self.event(0, change)]) { _ in true }
      #expect(share == Share(part: isGood ? 1 : 0, whole: 1), "change \(number)")
    }
  }

  @Test("device times count from a day before to a minute after the receipt")
  func times() {
    for (received, isGood) in [(86_400, true), (86_401, false), (-60, true), (-61, false)] {
      let share = DataQualification.share(of: [Self.event(0, received: received)]) { _ in true }
      #expect(share.part == (isGood ? 1 : 0), "received \(received)")
    }
  }

  @Test("duplicates, strangers and what cannot be read are records that do not qualify, whatever the order")
  func qualification() {
    let stranger = VehicleID("湘X99999")
    // Of the two of second 10 the first received came in time, the other two days later.
    let events = [
      Self.event(0), Self.event(0, received: 5), Self.event(0, received: 9), Self.event(10, received: 172_800), Self.event(10),
      Self.event(20, vehicle: stranger),
      Event(at: Self.start, received: Self.start, fact: .door(DoorReport(vehicle: stranger, state: .open))),
    ]
    for order in [events, events.reversed()] {
      let share = DataQualification.share(of: order, unreadable: 2) { $0 == Self.vehicle }
      #expect(share == Share(part: 2, whole: 8))
      #expect(share.ratio == 0.25)
    }
  }

  // MARK: 漂移率 and 上线率

  @Test("a point out of reach of both neighbours drifts, one out of reach of one does not")
  func driftBySpeed() {
    // 445 m in 10 s are 160.1 km/h, 444 m are 159.8.
    let far = 445 / Self.thousandthMetres
    let near = 444 / Self.thousandthMetres
    func drifting(_ thousandths: [Double]) -> [Int] {
      let track = thousandths.enumerated().map { Self.point($0.offset * 10, $0.element) }
      return Drift.points(of: track).map { Int(($0.at - Self.start).seconds) }
    }
    #expect(drifting([0, far, 0]) == [10])
    #expect(drifting([0, near, 0]) == [])
    #expect(drifting([0, far, far, far]) == [])
    #expect(drifting([far, 0, 0]) == [])
    #expect(drifting([0, 0, far]) == [])
  }

  @Test("so does one more than a kilometre from the point before that says it goes less than 10 km/h")
  func driftByJump() {
    func drifts(_ metres: Double, _ speed: Double?) -> Bool {
      !Drift.points(of: [Self.point(0, 0), Self.point(600, metres / Self.thousandthMetres, speed: speed)]).isEmpty
    }
    #expect(drifts(1001, 9.9))
    #expect(!drifts(999, 9.9))
    #expect(!drifts(1001, 10))
    #expect(!drifts(1001, nil))
  }

  @Test("a vehicle drifts with three such points in one day of Shanghai; only vehicles with a point are online")
  func driftOfVehicle() {
    /// Pairs of points a far jump apart, each pair's second drifting, an hour from one pair to the next.
    func track(_ pairs: Int, from hour: Int) -> [TrackPoint] {
      (0..<pairs).flatMap { pair in
        [Self.point((hour + pair) * 3600, 0), Self.point((hour + pair) * 3600 + 600, 20, speed: 5)]
      }
    }
    #expect(Drift.share(of: track(3, from: 0)) == Share(part: 1, whole: 1))
    #expect(Drift.share(of: track(2, from: 0)) == Share(part: 0, whole: 1))
    // From 22:00 on: two before midnight, two after it.
    #expect(Drift.share(of: track(4, from: 13)) == Share(part: 0, whole: 1))
    #expect(Drift.share(of: track(5, from: 13)) == Share(part: 1, whole: 1))
    #expect(Drift.share(of: []) == Share())
    let fleet = [track(3, from: 0), track(2, from: 0), [], [Self.point(0, 0)]]
    #expect(Share.sum(fleet.map { Drift.share(of: $0) }).ratio.map { abs($0 - 1.0 / 3) < 1e-12 } == true)
    #expect(Share.sum(fleet.map(OnlineRate.share)) == Share(part: 3, whole: 4))
  }
}
