import ConvoySimulator
import DispatchDesk
import EscortDomain
import Foundation
import Testing

@testable import escort

@Suite("First light, played over real sockets")
struct LiveFirstLightTests {
  @Test("the service ends with the verdicts the scenario expects, late data drawn as such, and the trail ends where the feed does")
  func live() async throws {
    let script = ConvoyScript(try ScenarioFile.read(FirstLightTests.path), seed: 7)
    try await LiveService.run { running, service in
      // Two and a half hours in 19 seconds: verdicts do not depend on how late an answer comes.
      let differences = try await LivePlay(service: service, speed: 500, compares: true).play([.scenario(script.scenario)], seed: 7)
      #expect(differences == [])
      let lanes = try #require(await running.desk.lanes(of: script.scenario.transport.id, at: WallClock.time))
      #expect(lanes.vehicles.first?.position.contains { $0.state == .backfilled } == true)
      for vehicle in script.scenario.transport.vehicles {
        let expected = script.feed.filter { event in
          if case .position(let report) = event.fact { report.vehicle == vehicle.id } else { false }
        }
        let trail = try #require(await running.desk.overview(at: WallClock.time).transports.first?.trails[vehicle.id])
        #expect(trail.last?.at == expected.map(\.at).max())
      }
    }
  }
}
