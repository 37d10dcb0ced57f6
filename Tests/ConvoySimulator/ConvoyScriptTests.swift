import EscortDomain
import JT808
import Testing
import TrackFiles

@testable import ConvoySimulator

@Suite("What a scenario says")
struct ConvoyScriptTests {
  private static func script(seed: UInt64) throws -> ConvoyScript {
    ConvoyScript(try ScenarioReader.scenario(from: ScenarioText.firstLight), seed: seed)
  }

  @Test("one seed says the same twice, another says it a little differently")
  func seeded() throws {
    let first = try Self.script(seed: 1).feed.map(EventWriter.line)
    #expect(try Self.script(seed: 1).feed.map(EventWriter.line) == first)
    #expect(try Self.script(seed: 2).feed.map(EventWriter.line) != first)
  }

  @Test("the feed is in receive order, and nothing is received before it happened")
  func ordered() throws {
    let feed = try Self.script(seed: 3).feed
    #expect(zip(feed, feed.dropFirst()).allSatisfy { $0.received <= $1.received })
    #expect(feed.allSatisfy { $0.at <= $0.received })
  }

  @Test("what the wire carries is what the feed says, report by report")
  func wire() throws {
    var reports = 0
    for step in try Self.script(seed: 4).steps {
      guard case .report(let report) = step.utterance else { continue }
      reports += 1
      let wire = report.locationReport
      guard case .position(let position)? = report.events(received: report.at).first?.fact else { continue }
      #expect(wire.time.secondsSince1970.map { $0 * 1_000_000 } == report.at.microsecondsSince1970)
      #expect(Double(wire.latitudeMicrodegrees) / 1_000_000 == position.coordinate.latitude)
      #expect(Double(wire.longitudeMicrodegrees) / 1_000_000 == position.coordinate.longitude)
      #expect(Double(wire.speedTenths) / 10 == position.speedKilometresPerHour)
      #expect(wire.alarmNames == position.alarms)
    }
    #expect(reports > 1800)
  }

  @Test("vehicles keep inside the corridor, under 100 km/h, and arrive")
  func drive() throws {
    let script = try Self.script(seed: 5)
    let route = script.scenario.transport.route
    var last: Coordinate?
    for event in script.feed {
      guard case .position(let position) = event.fact, position.vehicle == VehicleID("湘A67890") else { continue }
      #expect(try #require(route.projection(of: position.coordinate)).offRouteMetres < 30)
      #expect((position.speedKilometresPerHour ?? 0) < 100)
      last = position.coordinate
    }
    let end = try #require(route.points.last)
    #expect(try #require(last).distanceMetres(to: end) < 20)
  }

  @Test("what is lost with the uplink is stored and comes in one piece afterwards, nothing twice")
  func backfill() throws {
    let steps = try Self.script(seed: 6).steps
    let backfilled = steps.compactMap { step -> [UnitReport]? in
      if case .backfill(let reports) = step.utterance { reports } else { nil }
    }
    #expect(backfilled.map(\.count) == [36])
    let live = steps.compactMap { step -> UnitReport? in if case .report(let report) = step.utterance { report } else { nil } }
    let all = (live + backfilled.joined()).filter { $0.vehicle == VehicleID("湘A12345") }.map(\.at).sorted()
    #expect(zip(all, all.dropFirst()).allSatisfy { $1 - $0 == .seconds(10) })
  }
}
