import ConvoySimulator
import DispatchDesk
import EscortDomain
import Foundation
import Logging
import Testing

@testable import escort

@Suite("First light, played over real sockets")
struct LiveFirstLightTests {
  @Test("the service ends with the verdicts the scenario expects, late data drawn as such, and the trail ends where the feed does")
  func live() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let script = ConvoyScript(try ScenarioFile.read(FirstLightTests.path), seed: 7)
    var logger = Logger(label: "test")
    logger.logLevel = .error
    let anywhere = ListenAddress(host: "127.0.0.1", port: 0)
    var settings = ServiceSettings()
    settings.data = folder
    settings.http = anywhere
    settings.jt808 = anywhere
    let host = ServiceHost(settings: settings, logger: logger)
    try await host.run { running in
      let service = ServiceAddress(
        url: running.url, terminals: ServiceAddress.Socket(host: running.terminals.host, port: running.terminals.port),
        dispatcherToken: try #require(running.secrets.token))
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
