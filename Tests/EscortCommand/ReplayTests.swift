import ConvoySimulator
import EscortDomain
import Foundation
import Testing

@testable import escort

/// `escort replay` as its users call it: what it judges while it reads must be what a judge of the whole says.
@Suite("Replaying feeds")
struct ReplayTests {
  @Test("events taken in pieces, in any order, give the verdicts of the whole, as of any instant", arguments: [1, 10, 1000])
  func pieces(size: Int) throws {
    let script = ConvoyScript(try ScenarioFile.read(FirstLightTests.path), seed: 1)
    let middle = script.feed[script.feed.count / 2].received
    for asOf in [nil, middle] {
      let end = try #require(asOf ?? script.feed.map(\.received).max())
      let whole = Replay.verdicts(of: script.feed, asOf: end)
      var generator = SeededGenerator(seed: UInt64(size))
      for events in [script.feed, script.feed.shuffled(using: &generator)] {
        var replay = Replay(asOf: asOf)
        for start in stride(from: 0, to: events.count, by: size) { replay.take(events[start..<min(start + size, events.count)]) }
        #expect(replay.verdicts() == whole)
      }
    }
    #expect(!Replay.verdicts(of: script.feed, asOf: middle).isEmpty)
  }

  @Test("a history is told as it is read, and refuses what is out of order")
  func history() throws {
    let script = ConvoyScript(try ScenarioFile.read(FirstLightTests.path), seed: 1)
    let events = script.feed.sorted { $0.received < $1.received }
    let end = try #require(events.last?.received)
    var told = ReplayHistory(until: nil)
    for event in events {
      let isTaken = told.take([event])
      #expect(isTaken)
    }
    let transitions = told.finish(at: end)
    #expect(!transitions.isEmpty)
    #expect(transitions.map(\.json) == Replay.transitions(of: script.feed, until: end).map(\.json))
    var refused = ReplayHistory(until: nil)
    let isTaken = refused.take(events.reversed())
    #expect(!isTaken)
  }
}
