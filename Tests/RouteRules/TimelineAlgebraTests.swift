import EscortDomain
import Testing

@testable import RouteRules

/// The laws of the timelines, each against a model that is plainly right: a set of whole seconds, or the same things put in in order.
@Suite("The algebra of timelines")
struct TimelineAlgebraTests {
  /// Seconds 0..<60, each in the set or not.
  private typealias Seconds = Set<Int>

  private static func instant(_ second: Int) -> Instant { Instant(microsecondsSince1970: Int64(second) * 1_000_000) }

  private static func seconds(_ set: IntervalSet) -> Seconds { Set((0..<60).filter { set.contains(instant($0)) }) }

  private static func interval(_ generator: inout SeededGenerator) -> Interval {
    let from = Int.random(in: 0..<60, using: &generator)
    return Interval(from: instant(from), to: instant(from + Int.random(in: -2..<20, using: &generator)))
  }

  private static func seconds(_ interval: Interval) -> Seconds { Set((0..<60).filter { interval.contains(instant($0)) }) }

  /// Sorted, disjoint, not touching, none empty.
  private static func isProper(_ set: IntervalSet) -> Bool {
    set.intervals.allSatisfy { !$0.isEmpty } && zip(set.intervals, set.intervals.dropFirst()).allSatisfy { $0.to < $1.from }
  }

  @Test(
    "union and subtraction are those of sets, gaps and parts cut a window in two, whatever was put in in what order",
    arguments: 1...UInt64(300))
  func intervals(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = (0..<Int.random(in: 0..<8, using: &generator)).map { _ in Self.interval(&generator) }
    let others = (0..<Int.random(in: 0..<8, using: &generator)).map { _ in Self.interval(&generator) }
    let (one, other) = (IntervalSet(pieces), IntervalSet(others))
    let (ones, otherOnes) = (Self.seconds(one), Self.seconds(other))
    #expect(ones == pieces.map { Self.seconds($0) }.reduce(Seconds()) { $0.union($1) })
    #expect(IntervalSet(pieces.shuffled(using: &generator) + pieces) == one)
    #expect(Self.seconds(one.union(other)) == ones.union(otherOnes))
    #expect(one.union(other) == other.union(one))
    #expect(one.union(other).union(IntervalSet(pieces.prefix(1))) == one.union(other))
    #expect(Self.seconds(one.subtracting(other)) == ones.subtracting(otherOnes))
    #expect(one.subtracting(other).union(other) == one.union(other))
    #expect([one, other, one.union(other), one.subtracting(other)].allSatisfy(Self.isProper))
    let window = Self.interval(&generator)
    let (gaps, parts) = (IntervalSet(one.gaps(within: window)), IntervalSet(one.parts(within: window)))
    #expect(Self.seconds(parts) == ones.intersection(Self.seconds(window)))
    #expect(Self.seconds(gaps) == Self.seconds(window).subtracting(ones))
    #expect(gaps.union(parts) == (window.isEmpty ? IntervalSet() : IntervalSet([window])))
    let since = Self.instant(Int.random(in: 0..<60, using: &generator))
    #expect(Array(one.reaching(since)) == one.intervals.filter { $0.to >= since })
    let reaching = one.gaps(within: window, reaching: since)
    #expect(reaching.suffix(one.gaps(within: window).count { $0.to >= since }) == one.gaps(within: window).filter { $0.to >= since }[...])
  }

  @Test("the count at each instant is that of the sets that hold it, and its steps are all time", arguments: 1...UInt64(200))
  func counts(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let sets = (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
      IntervalSet((0..<Int.random(in: 0..<4, using: &generator)).map { _ in Self.interval(&generator) })
    }
    let count = CountTimeline(sets)
    for second in 0..<60 {
      let expected = sets.count { $0.contains(Self.instant(second)) }
      #expect(count.count(at: Self.instant(second)) == expected)
      for least in 0...3 { #expect(count.below(least).contains(Self.instant(second)) == (expected < least)) }
    }
    #expect(CountTimeline(sets.shuffled(using: &generator)) == count)
    #expect(count.steps.first?.interval.from == .distantPast && count.steps.last?.interval.to == .distantFuture)
    #expect(zip(count.steps, count.steps.dropFirst()).allSatisfy { $0.interval.to == $1.interval.from && $0.count != $1.count })
  }

  @Test("what is on is on until the next instant it is off, in whatever order that is told", arguments: 1...UInt64(200))
  func switches(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let told = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
      (at: Int.random(in: 0..<60, using: &generator), isOpen: Bool.random(using: &generator))
    }
    var doors = DoorTimeline()
    for state in told { doors.insert(state.isOpen ? .open : .closed, at: Self.instant(state.at)) }
    for second in 0..<60 {
      let latest = told.map(\.at).filter { $0 <= second }.max()
      let expected = latest.map { at in told.contains { $0.at == at && $0.isOpen } } ?? false
      #expect(doors.open.contains(Self.instant(second)) == expected, "\(told) at \(second)")
    }
  }

  @Test("instants near each other are one cluster, in whatever order they come", arguments: 1...UInt64(100))
  func clusters(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let instants = (0..<Int.random(in: 1..<15, using: &generator)).map { _ in Int.random(in: 0..<60, using: &generator) }
    var timeline = ClusterTimeline(longestStep: .seconds(4))
    for second in instants { timeline.insert(Self.instant(second)) }
    var expected: [ClusterTimeline.Run] = []
    for second in instants.sorted() {
      if let last = expected.last, Self.instant(second) - last.last <= .seconds(4) {
        expected[expected.count - 1].last = Self.instant(second)
      } else {
        expected.append(ClusterTimeline.Run(first: Self.instant(second), last: Self.instant(second)))
      }
    }
    #expect(timeline.runs == expected)
  }

  @Test("fixes put in in any order, some again, leave the marks and runs of those put in in order", arguments: 1...UInt64(300))
  func runs(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let reports = Self.drive(&generator)
    var shuffled = reports.shuffled(using: &generator)
    shuffled += shuffled.prefix(5)
    let (expected, actual) = (Self.timelines(reports), Self.timelines(shuffled))
    #expect(actual.fixes.fixes == expected.fixes.fixes)
    #expect(Self.differences(actual, expected).isEmpty, "\(Self.differences(actual, expected))")
  }

  @Test("what was let go of is not missed by what comes later", arguments: 1...UInt64(1000))
  func letGo(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let reports = Self.drive(&generator)
    let latest = Int.random(in: 0...12, using: &generator)
    let order = reports.indices.sorted { left, right in
      let (one, other) = (left * 7 % (latest + 1) + left, right * 7 % (latest + 1) + right)
      return one != other ? one < other : left < right
    }
    let whole = Self.timelines([])
    let trimmed = Self.timelines([])
    for (index, place) in order.enumerated() {
      let at = Self.instant(reports[place].second)
      _ = whole.insert(reports[place].report, at: at, isAhead: false)
      _ = trimmed.insert(reports[place].report, at: at, isAhead: false)
      let next = order[(index + 1)...].map { reports[$0].second }.min() ?? Int.max / 2_000_000
      trimmed.trim(upTo: min(at, Self.instant(next) - .microsecond))
    }
    #expect(trimmed.fixes.fixes.count < whole.fixes.fixes.count)
    #expect(Self.differences(trimmed, whole).isEmpty, "\(Self.differences(trimmed, whole))")
  }

  /// What of all that follows from fixes differs.
  private static func differences(_ one: VehicleTimelines, _ other: VehicleTimelines) -> [String] {
    let start = Self.instant(-1)
    let parts: [(String, Bool)] = [
      ("jumps", one.fixes.marks.jumps == other.fixes.marks.jumps),
      ("frozen", one.fixes.marks.frozenRuns == other.fixes.marks.frozenRuns),
      ("first", one.fixes.firstUnmarked == other.fixes.firstUnmarked), ("last", one.lastFix == other.lastFix),
      ("rests", one.rests.runs == other.rests.runs), ("speedings", one.speedings.runs == other.speedings.runs),
      ("deviations", one.deviations.runs == other.deviations.runs), ("silences", one.silences.silences == other.silences.silences),
      ("departure", one.observedDeparture == other.observedDeparture),
      ("arrival", one.observedArrival(after: start) == other.observedArrival(after: start)),
    ]
    return parts.filter { !$0.1 }.map(\.0)
  }

  private static func timelines(_ reports: [(second: Int, report: PositionReport)]) -> VehicleTimelines {
    let plan = Transport(
      id: TransportID("T1"), leg: .provinceBranch, origin: end("a", 0), destination: end("b", 3000), plannedDeparture: instant(0),
      plannedArrival: instant(3600), route: RoutePath(points: [place(0), place(3000)]),
      vehicles: [Transport.Vehicle(id: VehicleID("湘A00001"))])
    let timelines = VehicleTimelines(plan: plan.vehicles[0], transport: plan, policy: Policy(), foretells: false)
    for report in reports { _ = timelines.insert(report.report, at: instant(report.second), isAhead: false) }
    return timelines
  }

  /// A drive of an hour with stops, jumps, a stuck receiver, ways off the route and silences; positions at instants of their own.
  private static func drive(_ generator: inout SeededGenerator) -> [(second: Int, report: PositionReport)] {
    var second = 0
    var metres = 0.0
    var side = 0.0
    var isStuck = false
    var isAtRest = false
    return (0..<60).map { _ in
      second += [5, 10, 10, 20, 130].randomElement(using: &generator) ?? 10
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: isAtRest.toggle()
      case 1: isStuck.toggle()
      case 2: side = side == 0 ? 400 : 0
      default: break
      }
      if !isAtRest, !isStuck { metres += 250 }
      let jump: Double = Int.random(in: 0..<15, using: &generator) == 0 ? 50_000 : 0
      let speed = isAtRest ? 0 : Double([60, 60, 120].randomElement(using: &generator) ?? 60)
      return (
        second,
        PositionReport(
          vehicle: VehicleID("湘A00001"), coordinate: place(metres + jump).moved(metres: side, bearingDegrees: 0),
          speedKilometresPerHour: Int.random(in: 0..<8, using: &generator) == 0 ? nil : speed)
      )
    }
  }

  private static func place(_ metres: Double) -> Coordinate {
    Coordinate(latitude: 28, longitude: 113).moved(metres: metres, bearingDegrees: 90)
  }

  private static func end(_ organisation: String, _ metres: Double) -> Transport.Place {
    Transport.Place(organisation: OrganisationID(organisation), area: Area(.circle(centre: place(metres), radiusMetres: 300)))
  }
}
