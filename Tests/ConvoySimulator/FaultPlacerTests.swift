import ConvoySimulator
import EscortDomain
import Testing

@Suite("What goes wrong at a place")
struct FaultPlacerTests {
  private static func faults(_ faults: String...) throws(ScenarioError) -> [Scenario.Fault] {
    let lines = faults.dropFirst().map { "  - {\($0)}\n" }.joined()
    return try ScenarioReader.scenario(from: ScenarioText.cleanRun(faults[0], more: lines)).faults
  }

  private static func clock(_ instant: Instant) -> String { String(instant.rfc3339Shanghai.dropFirst(11).prefix(8)) }

  // At 80 km/h the convoy is after 44.4 s at 493.8 m; from there each kilometre takes 45 s.
  @Test("kilometres are passed when the drive says, the end as well as the beginning")
  func kilometres() throws {
    let fault = try #require(
      try Self.faults("kind: detour, vehicle: 湘A10101, metres: 400, at-kilometre: 10, until-kilometre: 12.5").first)
    #expect(Self.clock(fault.from) == "09:07:53")
    #expect(Self.clock(fault.to) == "09:09:45")
  }

  @Test("who stands on the way comes later to all that lies behind, whatever the order of the file")
  func standing() throws {
    let faults = try Self.faults(
      "kind: no-fix, vehicle: 湘A10101, at-kilometre: 20, for: 1m", "kind: stop, at-kilometre: 15, for: 2m",
      "kind: stop, at-kilometre: 10, for: 1m", "kind: jump, vehicle: 湘A10101, metres: 900, at-kilometre: 5")
    #expect(faults.map { Self.clock($0.from) } == ["09:18:23", "09:12:38", "09:07:53", "09:04:08"])
    #expect(faults.map { Int(($0.to - $0.from).seconds) } == [60, 120, 60, 0])
  }

  @Test("a time and a place go together")
  func mixed() throws {
    let fault = try #require(try Self.faults("kind: no-fix, vehicle: 湘A10101, from: \"09:05:00\", until-kilometre: 10").first)
    #expect(Self.clock(fault.from) == "09:05:00" && Self.clock(fault.to) == "09:07:53")
  }

  @Test("the vehicle named passes a headway later, and so does the one a person is on board of")
  func behind() throws {
    let text = ScenarioText.firstLight
    func from(_ fault: String) throws -> Instant? {
      try ScenarioReader.scenario(from: text.replacing("faults:\n", with: "faults:\n  - {\(fault), for: 1m}\n")).faults.first?.from
    }
    let first = try #require(try from("kind: no-fix, vehicle: 湘A12345, at-kilometre: 5"))
    #expect(try from("kind: no-fix, vehicle: 湘A67890, at-kilometre: 5") == first + .seconds(20))
    #expect(try from("kind: escort-leaves, person: P05, at-kilometre: 5") == first + .seconds(20))
    #expect(try from("kind: escort-leaves, person: P01, at-kilometre: 5") == first)
  }

  @Test(
    "a place that makes no sense is told with its line",
    arguments: [
      ("kind: no-fix, vehicle: 湘A10101, at-kilometre: 30, for: 1m", "the route has 29.4"),
      ("kind: no-fix, vehicle: 湘A10101, at-kilometre: 9, until-kilometre: 8", "ends before it begins"),
      ("kind: no-fix, vehicle: 湘A10101, from: \"19:10:00\", for: 60s", "outside the time from begins to ends"),
      ("kind: stop, at-kilometre: 9, until-kilometre: 12", "who stands"),
      ("kind: no-fix, vehicle: 湘A10101, at-kilometre: far, for: 1m", "number"),
      ("kind: no-fix, vehicle: 湘A10101, at-kilometre: 9, from: \"09:05:00\", for: 1m", "no \"from\""),
      ("kind: no-fix, vehicle: 湘A10101, at-kilometre: 9, for: 1m, until-kilometre: 10", "no \"for\""),
    ])
  func refused(_ fault: String, _ hint: String) throws {
    let text = ScenarioText.cleanRun(fault)
    let line = try #require(text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(fault) }) + 1
    let error = #expect(throws: ScenarioError.self) { try ScenarioReader.scenario(from: text) }
    #expect(error?.line == line)
    #expect(error?.reason.contains(hint) == true, "\(error?.reason ?? "")")
  }
}
