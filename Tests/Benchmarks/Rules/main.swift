import BackgroundWork
import EscortDomain
import Foundation
import RouteRules
import RulesReference
import Synchronization

/// How fast the rules judge events that are decoded already, on one core, and what a vehicle costs in memory; a JSON line each.
let clock = ContinuousClock()

/// An archive outside this process's heap.
final class Elsewhere: EvidenceArchive {
  private let descriptor = dup(fileno(tmpfile()))
  private let end = Mutex<Int64>(0)

  func store(_ block: [UInt8]) -> ArchivePlace? {
    end.withLock { end in
      guard pwrite(descriptor, block, block.count, off_t(end)) == block.count else { return nil }
      defer { end += Int64(block.count) }
      return ArchivePlace(offset: end, count: block.count)
    }
  }

  func block(at place: ArchivePlace) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: place.count) { buffer, count in
      count = pread(descriptor, buffer.baseAddress, place.count, off_t(place.offset))
    }
  }

  func fail(at place: ArchivePlace) -> Never { fatalError("a block cannot be read back from byte \(place.offset)") }

  deinit { close(descriptor) }
}

/// The service's way: what came in a moment is taken in, then everything is judged at each receive time in it.
struct Live {
  private var engine = RuleEngine(clocking: .recorded, memory: EngineMemory(archive: Elsewhere()))
  private(set) var transitions = 0

  init(_ references: [Event]) {
    for event in references { engine.take(event) }
  }

  mutating func play(_ events: some Collection<Event>) {
    var untilSettled = Self.batch
    for event in events {
      engine.take(event)
      untilSettled -= 1
      if untilSettled == 0 {
        transitions += engine.settle(at: event.received).count
        untilSettled = Self.batch
      }
    }
  }

  private static let batch = 100
}

func tell(_ name: String, _ figures: [(String, Double)]) {
  let figures = figures.map { ",\"\($0.0)\":\($0.1 == $0.1.rounded() ? "\(Int($0.1))" : "\($0.1)")" }.joined()
  print("{\"name\":\"\(name)\"\(figures)}")
}

/// Events a second, the better of two runs.
func rate(_ events: [Event], _ play: ([Event]) -> Void) -> Double {
  let took = (0..<2).map { _ in clock.measure { play(events) } }.min() ?? .zero
  return Double(events.count) / (took / .seconds(1))
}

func playLive(_ convoys: Convoys) -> ([Event]) -> Void {
  { events in
    var live = Live(convoys.references)
    live.play(events)
  }
}

/// A replay that is asked for the verdicts alone.
func verdictsAlone(_ convoys: Convoys) -> ([Event]) -> Void {
  { events in
    let end = events.last?.received ?? .distantPast
    var engine = RuleEngine(clocking: .recorded, startingAt: end, memory: EngineMemory(archive: Elsewhere()))
    for event in convoys.references { engine.take(event) }
    _ = engine.settle(at: end)
    for event in events { engine.take(event) }
    _ = engine.settle(at: end)
  }
}

/// A loop in C over the positions alone that looks for silences and stops and for nothing else.
func inC(_ events: [Event]) -> Double {
  var numbers: [VehicleID: UInt32] = [:]
  let fixes = events.compactMap { event -> reference_fix? in
    guard case .position(let report) = event.fact else { return nil }
    let number = numbers[report.vehicle] ?? UInt32(numbers.count)
    numbers[report.vehicle] = number
    return reference_fix(
      at: event.at.microsecondsSince1970, latitude: report.coordinate.latitude, longitude: report.coordinate.longitude,
      speed: report.speedKilometresPerHour ?? 0, vehicle: number)
  }
  var stops: UInt64 = 0
  let took = clock.measure { stops = rules_reference(fixes, fixes.count, UInt32(numbers.count)).stops }
  return stops > 0 ? Double(fixes.count) / (took / .seconds(1)) : 0
}

let convoys = Convoys(transports: 20, hours: 8, step: 10)
let inOrder = convoys.evidence
tell("a loop in C for silences and stops", [("per_second", inC(inOrder))])
let lateEvents = convoys.late(inOrder)
for (name, play) in [("every transition", playLive(convoys)), ("verdicts alone", verdictsAlone(convoys))] {
  let ordered = rate(inOrder, play)
  let late = rate(lateEvents, play)
  tell("in order, \(name)", [("events", Double(inOrder.count)), ("per_second", ordered)])
  tell("one in ten late by up to two hours, \(name)", [("per_second", late), ("times_slower", ordered / late)])
}

/// A desk that is behind: every report is a step of its own, and a thousand of them are read before they are judged.
func playSharded(_ convoys: Convoys, shards: Int) -> ([Event]) -> Void {
  { events in
    let team = BackgroundTeam(name: "judge", threads: shards - 1, share: .quarter)
    var engine = ShardedRuleEngine(shards: shards, clocking: .recorded, memory: EngineMemory(archive: Elsewhere()))
    for event in convoys.references { engine.take(event) }
    for start in stride(from: 0, to: events.count, by: 1024) {
      let steps = events[start..<min(start + 1024, events.count)].map { ShardedRuleEngine.Step(events: [$0], instant: $0.received) }
      _ = engine.play(steps, atOnce: team.run)
    }
  }
}

let oneShard = rate(lateEvents, playSharded(convoys, shards: 1))
let twoShards = rate(lateEvents, playSharded(convoys, shards: 2))
let figures = [("one_shard_per_second", oneShard), ("two_shards_per_second", twoShards), ("ratio", twoShards / oneShard)]
tell("shared out over two processors, one in ten late", figures)

/// Nanoseconds to find a point's distance from a route: travelling on, and anywhere.
func projection(points: Int) -> (along: Double, anywhere: Double) {
  var generator = SeededGenerator(seed: 1)
  let turns = (0..<points).map { index -> Coordinate in
    let bend: Double = index / 100 % 2 == 0 ? 0 : 0.01
    return Coordinate(latitude: 28 + bend + Double(index) * 1e-5, longitude: 113 + Double(index) * 1e-4)
  }
  let route = RoutePath(points: turns)
  let along = turns.map { Coordinate(latitude: $0.latitude + 1e-4, longitude: $0.longitude) }
  let anywhere = along.shuffled(using: &generator)
  func cost(_ places: [Coordinate]) -> Double {
    var piece = 0
    let rounds = max(1, 200_000 / points)
    let took = clock.measure {
      for _ in 0..<rounds { for place in places { piece = route.projection(of: place, near: piece)?.piece ?? 0 } }
    }
    return (took / .nanoseconds(1)) / Double(rounds * places.count)
  }
  return (cost(along), cost(anywhere))
}

for points in [100, 10_000] {
  let cost = projection(points: points)
  tell("a route of \(points) points", [("nanoseconds_travelling_on", cost.along), ("nanoseconds_anywhere", cost.anywhere)])
}

let day = Convoys(transports: 4, hours: 24, step: 10)
let hours = day.byHour(day.evidence)
var live = Live(day.references)
let costs = hours.map { hour in (clock.measure { live.play(hour) } / .nanoseconds(1)) / Double(max(hour.count, 1)) }
let early = costs[1..<4].min() ?? 0
let last = costs[20..<24].min() ?? 0
tell("as a trip grows", [("second_to_fourth_hour_nanoseconds", early), ("last_hours_nanoseconds", last), ("ratio", last / early)])

let fleet = Convoys(transports: 50, hours: 8, step: 10)
let fleetEvents = fleet.evidence
let before = heap_in_use()
var kept = Live(fleet.references)
kept.play(fleetEvents)
let grown = Int(heap_in_use()) - Int(before)
tell("memory", [("bytes_per_vehicle", Double(grown / fleet.vehicles))])
withExtendedLifetime(kept) {}
