import ConvoySimulator
import DispatchDesk
import EscortDomain
import Foundation
import Synchronization

/// Plays a convoy to the demo's service, tells what happens, and says at the end whether all of it was seen.
struct DemoPlay: Sendable {
  let script: ConvoyScript
  let speed: Double
  let seconds: Int?

  /// Returns what was not as it should be; empty when everything was, or when nobody asked for an end.
  func run(_ running: ServiceHost.Running) async throws -> [String] {
    let begins = WallClock.time
    guard let clock = ScenarioClock.beginning(wall: begins + .seconds(1), scenario: script.scenario.begins, speed: speed),
      let token = running.secrets.token
    else { return ["the demo's data folder was used before"] }
    let service = ServiceAddress(
      url: running.url, terminals: ServiceAddress.Socket(host: running.terminals.host, port: running.terminals.port),
      dispatcherToken: token)
    let line = ServiceLine(service)
    defer { line.close() }
    let standing = clock.standing(at: script.scenario.ends)
    let player = ConvoyPlayer(
      PlayedConvoy(script), to: line, clock: PlayClock(scenario: standing, wallTime: { WallClock.time }, wait: WallClock.wait))
    Terminal.writeLine("  convoy     \(script.scenario.title), \(speed.formatted(.number.precision(.fractionLength(0))))× as fast as real")
    return try await withThrowingTaskGroup(of: [String]?.self) { group in
      group.addTask {
        await tell(running.desk)
        return nil
      }
      group.addTask {
        do { try await player.play() } catch is CancellationError { return nil } catch { return ["the convoy broke off: \(error)"] }
        guard seconds == nil else { return nil }
        Terminal.writeLine("The convoy has arrived. The console stays open; Ctrl-C ends the demo.")
        return nil
      }
      group.addTask {
        try await WallClock.wait(.seconds(seconds ?? Self.forEver))
        return try await failures(player, running.desk)
      }
      for try await found in group {
        guard let found else { continue }
        group.cancelAll()
        return found
      }
      return []
    }
  }

  /// Says what happens to alerts, a line each.
  private func tell(_ desk: ServiceHost.LiveDesk) async {
    guard let events = desk.stream.listen(after: nil) else { return }
    for await numbered in events {
      guard case .alert(let alert, let step) = numbered.event else { continue }
      let subject = alert.verdict.subject
      let place = [subject.vehicle?.text, subject.camera.map { "camera \($0)" }].compactMap(\.self).joined(separator: " ")
      Terminal.writeLine("  \(alert.updated.rfc3339Shanghai.dropFirst(11).prefix(8))  \(step.rawValue) \(subject.rule.rawValue) \(place)")
    }
  }

  /// What was not seen: a vehicle that did not move, a planted fault without its alert.
  private func failures(_ player: ConvoyPlayer, _ desk: ServiceHost.LiveDesk) async throws -> [String] {
    var failures: [String] = []
    let overview = await desk.overview(at: WallClock.time)
    let trails = overview.transports.first { $0.view.plan.id == script.scenario.transport.id }?.trails ?? [:]
    for vehicle in script.scenario.transport.vehicles {
      let trail = trails[vehicle.id] ?? []
      let metres = zip(trail, trail.dropFirst()).reduce(0) { $0 + $1.0.coordinate.distanceMetres(to: $1.1.coordinate) }
      Terminal.writeLine("  \(vehicle.id): \(Int(metres / 1000)) km")
      if metres < Self.leastMetres { failures.append("\(vehicle.id) did not move") }
    }
    let transitions = try await player.verdicts(transitions: true)
    let expected = script.scenario.expectation.transitions ?? []
    let missing = expected.filter { line in !transitions.contains { line.isOfSameKind(as: $0) } }
    failures += missing.map { "a planted fault was not seen: \($0)" }
    let stored = "\(player.tally.reports) reports and \(player.tally.posts) posts answered as stored"
    Terminal.writeLine("  \(stored); \(expected.count - missing.count) of \(expected.count) expected transitions seen")
    return failures
  }

  private static let leastMetres = 1000.0
  private static let forEver = 10 * 365 * 86_400
}

/// What was found wrong, handed from the service's task to the command.
final class FoundFailures: Sendable {
  private let failures = Mutex<[String]>([])

  func add(_ found: [String]) { failures.withLock { $0 += found } }
  var all: [String] { failures.withLock(\.self) }
}
