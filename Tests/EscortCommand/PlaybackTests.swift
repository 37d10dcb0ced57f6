import ConvoySimulator
import DispatchDesk
import EscortDomain
import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import escort

@Suite("Playing back what was recorded, and many convoys at once, over real sockets")
struct PlaybackTests {
  private static func scenario(_ name: String) throws -> Scenario {
    try ScenarioFile.read(try #require(ScenarioTests.files.first { $0.hasSuffix("/\(name).yaml") }))
  }

  @Test("a feed played back is judged as the original was, to the last figure, beside the original and beside itself")
  func playback() async throws {
    let script = ConvoyScript(try Self.scenario("first-light"), seed: 4)
    // A policy of everybody's, by which the halt is too long: it goes with the recording and bears on nothing else.
    let policy = try #require(
      try FeedText.events(#"{"type":"policy","at":"2024-01-01T00:00:00Z","stopLimit":60,"heartbeatGap":20}"#).first)
    let recording = try Recording(name: "recorded", events: [policy] + script.feed)
    let original = Replay.verdicts(of: [policy] + script.feed, asOf: try #require(script.feed.map(\.received).max()))
    #expect(original.count > script.scenario.expectation.verdicts.count)
    try await LiveService.run { running, service in
      let play = LivePlay(service: service, speed: 500, compares: true)
      let differences = try await play.play([.recording(recording), .recording(recording), .scenario(script.scenario)], seed: 4)
      #expect(differences == [])
      for number in 1...2 {
        let mark = ConvoyMark(suffix: "-R\(number)", terminals: [], block: 0, first: 0)
        let id = TransportID(script.scenario.transport.id.text + mark.suffix)
        let verdicts = try #require(await running.desk.verdicts(of: id, at: WallClock.time)).map(\.json)
        #expect(verdicts.map { JSONValue.object($0).text } == original.map { JSONValue.object(mark.marked($0.json)).text })
        let view = try #require(await running.desk.view(of: id, at: WallClock.time))
        #expect(view.plan.isSimulated)
        // Its clock stands where the recording ends, so that nothing more comes of its silence.
        #expect(view.asOf == script.feed.map(\.received).max())
      }
    }
  }

  @Test("while a play is paused its service's time stands, and what is skipped is said quickly: it is judged as if nothing had happened")
  func paused() async throws {
    let convoy = PlayedConvoy(ConvoyScript(try Self.scenario("s10-camera-off"), seed: 2))
    let expected = try #require(convoy.expectation)
    try await LiveService.run { running, service in
      let line = ServiceLine(service)
      defer { line.close() }
      let start = WallClock.time + .seconds(1)
      let control = Mutex(try #require(PlayControl(length: convoy.length, speed: 150, startingAt: start)))
      let clock = PlayClock(
        scenario: { control.withLock { $0.clock(from: convoy.begins, to: convoy.ends) } }, longestWait: TimeSpan(microseconds: 50_000),
        wallTime: { WallClock.time }, wait: WallClock.wait)
      let player = ConvoyPlayer(convoy, to: line, clock: clock)
      let playing = Task { try await player.play() }
      func press(_ key: PlayControl.Key, after seconds: Int) async throws {
        try await WallClock.wait(.seconds(seconds))
        #expect(control.withLock { $0.press(key, at: WallClock.time) } == .tellClock)
        try await player.tellClock()
      }
      try await press(.pause, after: 3)
      // Two seconds are five minutes of silence where time goes on.
      try await press(.pause, after: 2)
      let told = try await player.verdicts(transitions: true)
      #expect(!told.contains { $0["rule"] == "signal-loss" })
      try await press(.forward, after: 1)
      try await playing.value
      let verdicts = try await player.verdicts(transitions: false)
      #expect(Expectation.differences(expected: expected.verdicts, actual: verdicts, what: "verdict") == [])
    }
  }

  @Test("copies played at once are each judged as expected, and what was sent is answered")
  func load() async throws {
    let copies = try ConvoyCopies(of: [try Self.scenario("s09-uplink-lost"), try Self.scenario("s10-camera-off")], count: 6, seed: nil)
    try await LiveService.run { running, service in
      let play = LoadPlay(copies.convoys, to: service, speed: 300, compares: true, wallTime: { WallClock.time }, wait: WallClock.wait)
      let outcome = await play.run()
      #expect(outcome.failures.isEmpty && outcome.differences == [])
      #expect(outcome.compared == 6 && outcome.asExpected == 6)
      let figures = play.tally.figures
      #expect(figures.reports > 1000 && figures.refusals == 0)
      #expect(figures.messagesAnswered == figures.messageTimes.count && figures.posts == figures.postTimes.count)
      // What three lost uplinks held back comes in batches.
      #expect(figures.batchesAnswered >= 3 && figures.batchesAnswered == figures.batchTimes.count)
      #expect(figures.reports > figures.messagesAnswered)
      #expect(await running.desk.transports.count == 6)
      let report = LoadReport(convoys: 6, terminals: copies.terminalCount, compares: true, figures: figures, outcome: outcome)
      #expect(report.holds)
      #expect(report.json["asExpected"] == .integer(6))
      #expect(figures.lateness.count >= figures.messagesAnswered + figures.posts)
    }
  }

  @Test("a service that is busy is told the plan again, a bounded number of times, and every convoy begins when it is taken")
  func busy() async throws {
    let copies = try ConvoyCopies(of: [try Self.scenario("s16-load")], count: 2, seed: nil)
    // Waits are cut short: whoever waits for a time looks again whether it has come.
    @Sendable func play(to service: ServiceAddress) async -> (LoadPlay.Outcome, PlayTally.Figures) {
      let play = LoadPlay(
        copies.convoys, to: service, speed: 2000, compares: true, wallTime: { WallClock.time },
        wait: { try await WallClock.wait(min($0, TimeSpan(microseconds: 20_000))) })
      return (await play.run(), play.tally.figures)
    }
    try await AssembledService.run(
      by: { WallClock.time }, refusals: [.serviceUnavailable, .tooManyRequests, .internalServerError, .serviceUnavailable]
    ) { service in
      let (outcome, figures) = await play(to: service.address)
      #expect(outcome.failures.isEmpty && outcome.asExpected == 2)
      #expect(figures.refusals == 4 && figures.retries == 4)
    }
    try await AssembledService.run(by: { WallClock.time }, refusals: Array(repeating: .serviceUnavailable, count: 100)) { service in
      let (outcome, figures) = await play(to: service.address)
      #expect(outcome.failures.count == 2 && outcome.failures.allSatisfy { $0.reason.contains("503") })
      #expect(figures.refusals == 16 && figures.retries == 14)
    }
  }

  @Test("a plan that is wrong is not told again")
  func refused() async throws {
    let copies = try ConvoyCopies(of: [try Self.scenario("s16-load")], count: 1, seed: nil)
    try await AssembledService.run(by: { WallClock.time }, refusals: [.badRequest]) { service in
      let play = LoadPlay(
        copies.convoys, to: service.address, speed: 2000, compares: true, wallTime: { WallClock.time }, wait: WallClock.wait)
      let outcome = await play.run()
      #expect(outcome.failures.count == 1 && play.tally.figures.retries == 0 && play.tally.figures.refusals == 1)
    }
  }

  @Test("a service that is not there breaks each convoy off, and the report says so")
  func nobody() async throws {
    let copies = try ConvoyCopies(of: [try Self.scenario("s02-escort-leaves")], count: 2, seed: nil)
    let service = ServiceAddress(
      url: "http://127.0.0.1:1", terminals: ServiceAddress.Socket(host: "127.0.0.1", port: 1), dispatcherToken: "none")
    let play = LoadPlay(copies.convoys, to: service, speed: 300, compares: true, wallTime: { WallClock.time }, wait: WallClock.wait)
    let outcome = await play.run()
    #expect(outcome.failures.count == 2)
    let report = LoadReport(convoys: 2, terminals: copies.terminalCount, compares: true, figures: play.tally.figures, outcome: outcome)
    #expect(!report.holds)
  }
}
