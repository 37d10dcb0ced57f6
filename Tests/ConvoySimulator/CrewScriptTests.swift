import EscortDomain
import Testing

@testable import ConvoySimulator

@Suite("What a crew says")
struct CrewScriptTests {
  private static func acts(_ script: ConvoyScript, of person: String) -> [(at: Instant, act: CrewAct)] {
    script.feed.compactMap { event in
      if case .act(let act) = event.fact, act.person == PersonID(person) { (event.at, act) } else { nil }
    }
  }

  private static func breakdown(_ fault: String) throws -> ConvoyScript {
    let text = ScenarioText.named("s12-breakdown")
    let line = try #require(text.split(separator: "\n").first { $0.contains("kind: breakdown") })
    return ConvoyScript(try ScenarioReader.scenario(from: text.replacing(line, with: "  - {\(fault)}")), seed: 1)
  }

  @Test("a driver who poses as an escort checks in, confirms and checks out meanwhile, and at no other time")
  func poses() throws {
    let text = ScenarioText.cleanRun("kind: poses-as-escort, person: P013, from: \"09:05:00\", for: 35m")
    let acts = Self.acts(ConvoyScript(try ScenarioReader.scenario(from: text), seed: 1), of: "P013")
    #expect(acts.map(\.act.kind) == [.checkIn, .confirm, .checkOut])
    #expect(acts.map { $0.at.rfc3339Shanghai.dropFirst(11).prefix(8) }.first == "09:05:00")
  }

  @Test("who is planned in two roles is one person with one place, and says everything once")
  func twoRoles() throws {
    let text = ScenarioText.cleanRun("kind: noise-free").replacing("role: driver}", with: "role: driver, also: escort}")
    let scenario = try ScenarioReader.scenario(from: text)
    #expect(scenario.people.count == 3)
    #expect(scenario.transport.vehicles[0].crew.suffix(2).map(\.role) == [.driver, .escort])
    let acts = Self.acts(ConvoyScript(scenario, seed: 1), of: "P013")
    #expect(acts.filter { $0.act.kind == .checkIn }.count == 1)
    #expect(throws: ScenarioError.self) {
      try ScenarioReader.scenario(from: text.replacing("also: escort", with: "also: driver"))
    }
  }

  @Test("after a breakdown the escorts are on the other vehicle to the end; the driver stays")
  func transfer() throws {
    let script = try Self.breakdown("kind: breakdown, vehicle: 湘A10119, to: 湘A10120, from: \"09:10:00\", for: 725s")
    let transferred = try #require(Instant(rfc3339: "2024-01-11T09:22:05+08:00"))
    for person in ["P191", "P192"] {
      let acts = Self.acts(script, of: person)
      #expect(acts.allSatisfy { $0.act.vehicle.text == ($0.at < transferred ? "湘A10119" : "湘A10120") })
      #expect(acts.first { $0.at == transferred }?.act.kind == .checkIn)
      #expect(acts.last?.act.kind == .checkOut)
    }
    #expect(Self.acts(script, of: "P193").allSatisfy { $0.act.vehicle.text == "湘A10119" })
  }

  @Test("the broken vehicle stays where it is; the other stands beside it and drives on")
  func places() throws {
    let script = try Self.breakdown("kind: breakdown, vehicle: 湘A10119, to: 湘A10120, at-kilometre: 10, for: 10m")
    let fault = try #require(script.scenario.faults.first)
    func place(_ vehicle: String, _ instant: Instant) throws -> Coordinate {
      let reports = script.feed.compactMap { event -> PositionReport? in
        if case .position(let report) = event.fact, report.vehicle.text == vehicle, event.at <= instant { report } else { nil }
      }
      return try #require(reports.last).coordinate
    }
    let broken = try place("湘A10119", fault.from + .seconds(60))
    #expect(try place("湘A10119", script.scenario.ends).distanceMetres(to: broken) < 10)
    #expect(try place("湘A10120", fault.to - .seconds(20)).distanceMetres(to: broken) < 10)
    #expect(try place("湘A10120", fault.to + .seconds(60)).distanceMetres(to: broken) > 1000)
  }

  @Test(
    "a breakdown nobody could help with is told",
    arguments: [
      ("kind: breakdown, vehicle: 湘A10120, to: 湘A10119, from: \"09:10:00\", for: 10m", "does not drive behind"),
      ("kind: breakdown, vehicle: 湘A10119, to: 湘A10119, from: \"09:10:00\", for: 10m", "does not drive behind"),
      ("kind: breakdown, vehicle: 湘A10119, to: 湘A1, from: \"09:10:00\", for: 10m", "no vehicle"),
      ("kind: breakdown, vehicle: 湘A10119, to: 湘A10120, from: \"09:10:00\", for: 20s", "must take longer"),
      ("kind: breakdown, vehicle: 湘A10119, to: 湘A10120, from: \"09:10:00\", until-kilometre: 20", "who stands"),
    ])
  func refused(_ fault: String, _ hint: String) {
    let error = #expect(throws: ScenarioError.self) { try Self.breakdown(fault) }
    #expect(error?.line != nil)
    #expect(error?.reason.contains(hint) == true, "\(error?.reason ?? "")")
  }

  @Test("nobody leaves before the papers are handed over")
  func noHandOver() throws {
    let text = ScenarioText.cleanRun("kind: noise-free").replacing("  handed-over: \"09:40:00\"\n  stored: \"09:42:00\"\n", with: "")
    let acts = Self.acts(ConvoyScript(try ScenarioReader.scenario(from: text), seed: 1), of: "P011")
    #expect(acts.last?.act.kind == .confirm)
  }
}
