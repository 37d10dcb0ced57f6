import EscortDomain
import JT808
import Testing
import TrackFiles

@testable import ConvoySimulator

@Suite("What goes wrong with a unit's reports")
struct FaultTests {
  private static func script(_ fault: String, more: String = "", seed: UInt64 = 1) throws -> ConvoyScript {
    ConvoyScript(try ScenarioReader.scenario(from: ScenarioText.cleanRun(fault, more: more)), seed: seed)
  }

  private static func positions(_ script: ConvoyScript) -> [(event: Event, report: PositionReport)] {
    script.feed.compactMap { event in
      if case .position(let report) = event.fact { (event, report) } else { nil }
    }
  }

  @Test("duplicates come a second later and say the same")
  func duplicates() throws {
    let positions = Self.positions(try Self.script("kind: duplicates, vehicle: 湘A10101, from: \"09:05:00\", for: 2m"))
    let byTime = Dictionary(grouping: positions, by: \.event.at)
    #expect(byTime.count == 390)
    let twice = byTime.values.filter { $0.count == 2 }
    #expect(twice.count == 12)
    #expect(twice.allSatisfy { $0[0].report == $0[1].report && $0[1].event.received > $0[0].event.received })
  }

  @Test("reordered reports are all there, overtake one another, and are held up no longer than said and no farther than the interval")
  func reordering() throws {
    let fault = "kind: reordering, vehicle: 湘A10101, by: 40s, from: \"09:05:00\", for: 5m"
    let positions = Self.positions(try Self.script(fault))
    let usual = Self.positions(try Self.script("kind: noise-free"))
    #expect(Set(positions.map(\.event.at)) == Set(usual.map(\.event.at)))
    #expect(positions.map(\.report).count == usual.count)
    let overtaken = zip(positions, positions.dropFirst()).filter { $0.event.at > $1.event.at }
    #expect(overtaken.count > 5)
    let begins = try #require(Instant(rfc3339: "2024-01-11T09:05:00+08:00"))
    for (event, _) in positions {
      let held = event.received - event.at
      let isWithin = begins <= event.at && event.at < begins + .seconds(300)
      #expect(held <= (isWithin ? .seconds(41) : .seconds(1)))
      if isWithin { #expect(event.received <= begins + .seconds(301)) }
    }
  }

  @Test("no report is held up into a lost uplink")
  func reorderingBeforeOutage() throws {
    let outage = "  - {kind: uplink-lost, vehicle: 湘A10101, from: \"09:06:00\", for: 1m}\n"
    let fault = "kind: reordering, vehicle: 湘A10101, by: 50s, from: \"09:05:00\", for: 5m"
    let steps = try Self.script(fault, more: outage).steps
    let lost = try #require(Instant(rfc3339: "2024-01-11T09:06:00+08:00"))
    let within = steps.filter { step in
      if case .report = step.utterance { lost <= step.sent && step.sent < lost + .seconds(60) } else { false }
    }
    #expect(within.isEmpty)
  }

  @Test("a drift is farthest halfway and comes back")
  func drift() throws {
    let script = try Self.script("kind: drift, vehicle: 湘A10101, metres: 400, from: \"09:05:00\", for: 200s")
    let begins = try #require(Instant(rfc3339: "2024-01-11T09:05:00+08:00"))
    let route = script.scenario.transport.route
    for (event, report) in Self.positions(script) {
      let off = try #require(route.projection(of: report.coordinate)).offRouteMetres
      let share = max(0, min(1, (event.at - begins).seconds / 200))
      #expect(abs(off - 1600 * share * (1 - share)) < 10)
    }
  }

  @Test("a clock in another zone is off by whole hours", arguments: [("zone: 0", -8), ("zone: 16", 8), ("zone: 9", 1)])
  func zone(_ zone: String, _ hours: Int) throws {
    let faults = try Self.script("kind: clock, vehicle: 湘A10101, \(zone), from: \"09:05:00\", for: 1m").scenario.faults
    #expect(faults.map(\.kind) == [.clock(VehicleID("湘A10101"), ahead: .seconds(hours * 3600))])
  }

  @Test("lost heartbeats are missing, and nothing else is")
  func heartbeats() throws {
    let feed = try Self.script("kind: heartbeats-lost, vehicle: 湘A10101, from: \"09:05:00\", for: 3m").feed
    let beats = Set(feed.filter { if case .recording = $0.fact { true } else { false } }.map(\.at)).sorted()
    let gaps = zip(beats, beats.dropFirst()).map { $1 - $0 }
    #expect(gaps.filter { $0 != .seconds(30) } == [.seconds(210)])
  }

  @Test("noise scatters fixes and loses reports as said; without it both are as ever")
  func noise() throws {
    let usual = Self.positions(try Self.script("kind: noise-free"))
    #expect(usual.count == 390)
    let text = ScenarioText.cleanRun("kind: noise-free").replacing("expect:", with: "noise: {metres: 60, lost: 0.2}\n\nexpect:")
    let noisy = Self.positions(ConvoyScript(try ScenarioReader.scenario(from: text), seed: 1))
    #expect((280..<345).contains(noisy.count))
    let route = try Self.script("kind: noise-free").scenario.transport.route
    func farthest(_ positions: [(event: Event, report: PositionReport)]) -> Double {
      positions.compactMap { route.projection(of: $0.report.coordinate)?.offRouteMetres }.max() ?? 0
    }
    #expect(farthest(usual) < 7)
    #expect((50..<61).contains(farthest(noisy)))
  }
}

extension ScenarioText {
  /// The clean run with something that goes wrong; nothing does for `kind: noise-free`.
  static func cleanRun(_ fault: String, more: String = "") -> String {
    let faults = fault == "kind: noise-free" ? "" : "faults:\n  - {\(fault)}\n\(more)\n"
    return named("s01-clean-run").replacing("expect:", with: "\(faults)expect:")
  }
}
