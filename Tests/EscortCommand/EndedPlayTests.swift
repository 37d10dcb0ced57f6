import ConvoySimulator
import DispatchDesk
import EscortDomain
import Foundation
import Synchronization
import Testing

@testable import escort

@Suite("Plays that are interrupted, and plays whose service is gone")
struct EndedPlayTests {
  private static func scenario(_ name: String) throws -> Scenario {
    try ScenarioFile.read(try #require(ScenarioTests.files.first { $0.hasSuffix("/\(name).yaml") }))
  }

  @Test("a load that is interrupted leaves every convoy standing where it was, and says so", .timeLimit(.minutes(3)))
  func load() async throws {
    let copies = try ConvoyCopies(of: [try Self.scenario("s10-camera-off")], count: 40, seed: nil)
    try await LiveService.run { running, service in
      let play = LoadPlay(copies.convoys, to: service, speed: 20, compares: true, wallTime: { WallClock.time }, wait: WallClock.wait)
      let isOver = Atomic(false)
      let run = LoadRun(service: service, speed: 20, compares: true, asJSON: false, isInterrupted: { isOver.load(ordering: .relaxed) })
      async let ended = run.run(play)
      try await AssembledService.look {
        let planned = await running.desk.transports.count
        return planned == 40 && play.tally.reports > 200
      }
      isOver.store(true, ordering: .relaxed)
      let (outcome, ending) = await ended
      #expect(outcome.failures.isEmpty && outcome.ended == 40 && outcome.compared == 0)
      #expect(ending?.standing == 40 && ending?.untold == 0)
      try await running.desk.catchUp()
      let now = WallClock.time
      for convoy in copies.convoys {
        let id = try #require(convoy.transports.first)
        // An hour later its time is the same and nothing has come of its silence.
        let view = try #require(await running.desk.view(of: id, at: now + .seconds(3600)))
        #expect(view.asOf > convoy.begins && view.asOf < convoy.ends)
        #expect(await running.desk.view(of: id, at: now + .seconds(7200))?.asOf == view.asOf)
        #expect(await running.desk.verdicts(of: id, at: now + .seconds(7200)) == [])
      }
      let report = LoadReport(
        convoys: 40, terminals: copies.terminalCount, compares: true, figures: play.tally.figures, outcome: outcome, ending: ending)
      #expect(!report.holds && report.json["leftStanding"] == .integer(40))
      #expect(report.lines.contains { $0.contains("40 convoys left standing") })
    }
  }

  @Test("a load that is interrupted when nobody listens any more ends soon, and says what it could not tell", .timeLimit(.minutes(3)))
  func unheard() async throws {
    let copies = try ConvoyCopies(of: [try Self.scenario("s10-camera-off")], count: 150, seed: nil)
    let isGone = Atomic(false)
    let playing = Mutex<Task<(LoadPlay.Outcome, LoadPlay.Ending?), Never>?>(nil)
    try await LiveService.run { running, service in
      let load = LoadPlay(copies.convoys, to: service, speed: 20, compares: true, wallTime: { WallClock.time }, wait: WallClock.wait)
      let run = LoadRun(
        service: service, speed: 20, compares: true, asJSON: false, isInterrupted: { isGone.load(ordering: .relaxed) })
      playing.withLock { $0 = Task { await run.run(load) } }
      try await AssembledService.look {
        let planned = await running.desk.transports.count
        return planned == 150 && load.tally.reports > 150
      }
    }
    isGone.store(true, ordering: .relaxed)
    let begun = playing.withLock { $0 }
    let load = try #require(begun)
    let (outcome, ending) = await load.value
    #expect(outcome.ended == 150)
    #expect(ending?.standing == 0 && ending?.untold == 150 && ending?.reason.hasPrefix("no answer") == true)
  }

  @Test("a load that is interrupted when its service hangs ends soon, whatever is under way", .timeLimit(.minutes(3)))
  func hanging() async throws {
    let copies = try ConvoyCopies(of: [try Self.scenario("s10-camera-off")], count: 100, seed: nil)
    let isSilent = Atomic(false)
    let interrupted = Mutex<Instant?>(nil)
    try await AssembledService.run(by: { WallClock.time }, isSilent: { isSilent.load(ordering: .relaxed) }) { service in
      let play = LoadPlay(
        copies.convoys, to: service.address, speed: 60, compares: true, wallTime: { WallClock.time }, wait: WallClock.wait)
      let run = LoadRun(
        service: service.address, speed: 60, compares: true, asJSON: false,
        isInterrupted: {
          // Requests enough to take up every way to the service several times over.
          if play.tally.reports > 300 { isSilent.store(true, ordering: .relaxed) }
          guard play.tally.figures.postsSent - play.tally.posts > 100 else { return false }
          interrupted.withLock { $0 = WallClock.time }
          return true
        })
      let (outcome, ending) = await run.run(play)
      isSilent.store(false, ordering: .relaxed)
      #expect(outcome.ended == 100 && ending?.standing == 0)
      #expect(ending.map { $0.untold > 64 } == true)
      // Waited for, each request takes fifteen seconds, and there are four times as many as are under way at once.
      let began = try #require(interrupted.withLock { $0 })
      #expect(WallClock.time - began < .seconds(20) && play.tally.retries == 0)
    }
  }

  @Test("a request is not waited for when nobody wants its answer any more", .timeLimit(.minutes(3)))
  func cancelled() async throws {
    let convoy = PlayedConvoy(ConvoyScript(try Self.scenario("s10-camera-off"), seed: 2))
    let isSilent = Atomic(true)
    try await AssembledService.run(by: { WallClock.time }, isSilent: { isSilent.load(ordering: .relaxed) }) { service in
      let line = ServiceLine(service.address)
      defer { line.close() }
      let asking = Task { try await line.knows(convoy) }
      try await WallClock.wait(TimeSpan(microseconds: 300_000))
      let began = WallClock.time
      asking.cancel()
      let answer = await asking.result
      // A request gives up by itself after fifteen seconds.
      #expect(WallClock.time - began < .seconds(10))
      #expect(throws: (any Error).self) { try answer.get() }
      isSilent.store(false, ordering: .relaxed)
    }
  }

  @Test("with the service gone keys are answered all the same, and what it does not know is said once", .timeLimit(.minutes(3)))
  func keys() async throws {
    let convoy = PlayedConvoy(ConvoyScript(try Self.scenario("s10-camera-off"), seed: 2))
    let fingers = Fingers()
    let playing = Mutex<Task<PlayTake.Ending, any Error>?>(nil)
    try await LiveService.run { _, service in
      let line = ServiceLine(service)
      let start = PlayTake.Start(place: .zero, isPaused: false)
      let take = try PlayTake([convoy], line: line, speed: 20, from: start, wishes: fingers.wishes)
      playing.withLock {
        $0 = Task {
          defer { line.close() }
          return try await take.play()
        }
      }
      try await AssembledService.look { take.players[0].tally.reports > 5 }
    }
    for key in [.pause, .pause, .forward] as [PlayControl.Key] {
      fingers.press(key)
      let before = fingers.looks
      try await AssembledService.look { fingers.looks > before + 8 }
    }
    #expect(fingers.said.filter { $0.contains("does not know of the changed clock") }.count == 1)
    fingers.interrupt()
    let begun = playing.withLock { $0 }
    let take = try #require(begun)
    #expect(try await take.value == .interrupted)
    #expect(fingers.said.last?.contains("does not know that the play has ended") == true)
  }
}

/// Somebody at a terminal that is none.
private final class Fingers: Sendable {
  private struct State {
    var pressed: [PlayControl.Key] = []
    var looks = 0
    var isInterrupted = false
    var said: [String] = []
  }

  private let state = Mutex(State())

  var wishes: PlayWishes {
    PlayWishes(
      keys: { self.take() }, isInterrupted: { self.state.withLock(\.isInterrupted) },
      say: { words in self.state.withLock { $0.said.append(words) } })
  }

  /// How often it was looked what was pressed.
  var looks: Int { state.withLock(\.looks) }
  var said: [String] { state.withLock(\.said) }
  func press(_ key: PlayControl.Key) { state.withLock { $0.pressed.append(key) } }
  func interrupt() { state.withLock { $0.isInterrupted = true } }

  private func take() -> [PlayControl.Key] {
    state.withLock { state in
      defer { state.pressed = [] }
      state.looks += 1
      return state.pressed
    }
  }
}
