import ConvoySimulator
import EscortDomain
import Foundation

/// Plays scenarios and recordings to a live service, tells how far they are, and compares what came of them.
///
/// At a terminal its keys pause, go on and seek. Going back begins again with a fresh copy of every convoy: what a service has heard it
/// cannot unlearn.
struct LivePlay {
  let service: ServiceAddress
  let speed: Double
  let compares: Bool
  var isInterrupted: @Sendable () -> Bool = { false }

  /// Returns what differs from the expectations; empty when nothing does or nothing was compared.
  ///
  /// - Parameter seed: the scenarios' seed; `nil` for each one's own.
  func play(_ pieces: [Playable], seed: UInt64? = nil) async throws -> [String] {
    let line = ServiceLine(service, requestsAtOnce: 8 * min(pieces.count, 4))
    let keyboard = Keyboard.open()
    defer {
      line.close()
      keyboard?.close()
    }
    var wishes = PlayWishes(isInterrupted: isInterrupted)
    if let keyboard { wishes.keys = { keyboard.keys() } }
    var copies = CopyCount()
    var start = PlayTake.Start(place: .zero, isPaused: false)
    while true {
      var convoys: [PlayedConvoy] = []
      for piece in pieces { convoys.append(try await copies.next(of: piece, seed: seed, on: line)) }
      let take = try PlayTake(convoys, line: line, speed: speed, from: start, wishes: wishes)
      switch try await take.play() {
      case .finished: return try await conclude(take)
      case .beginsAgain(let next): start = next
      case .interrupted: throw ExitStatus.interrupted
      }
    }
  }

  private func conclude(_ take: PlayTake) async throws -> [String] {
    var differences: [String] = []
    for (convoy, player) in zip(take.convoys, take.players) {
      let figures = player.tally.figures
      Terminal.writeLine(
        "\(convoy.name): \(figures.reports) reports and \(figures.posts) posts answered as stored, \(figures.retries) sent again")
      guard compares else { continue }
      let verdicts = try await player.verdicts(transitions: false)
      differences += Self.differences(of: convoy, verdicts).map { "\(convoy.name): \($0)" }
    }
    return differences
  }

  /// A scenario says what must come of it; a recording must come to what it comes to here.
  private static func differences(of convoy: PlayedConvoy, _ verdicts: [JSONObject]) -> [String] {
    if let expected = convoy.expectation {
      return Expectation.differences(expected: expected.verdicts, actual: verdicts, what: "verdict")
    }
    var unclaimed = verdicts.map { JSONValue.object($0).canonicalText }
    let expected = Replay.verdicts(of: convoy.feed, asOf: convoy.ends).map { JSONValue.object($0.json).canonicalText }
    var differences: [String] = []
    for line in expected {
      if let index = unclaimed.firstIndex(of: line) {
        unclaimed.remove(at: index)
      } else {
        differences.append("a verdict of the recording did not come: \(line)")
      }
    }
    return differences + unclaimed.map { "a verdict came that the recording does not give: \($0)" }
  }
}

/// Numbers the copies that are played, so that no two of one run share a name, nor any with what the service knows.
private struct CopyCount {
  private var count = 0
  private var played: Set<TransportID> = []

  /// The next copy of a scenario or recording; the first of a scenario is the scenario itself, of which the service may know nothing.
  mutating func next(of piece: Playable, seed: UInt64?, on line: ServiceLine) async throws -> PlayedConvoy {
    if case .scenario = piece {
      let convoy = piece.convoy(seed: seed, copy: nil)
      if played.isDisjoint(with: convoy.transports) {
        played.formUnion(convoy.transports)
        return convoy
      }
    }
    while count < Self.most {
      count += 1
      let convoy = piece.convoy(seed: seed, copy: count)
      do {
        if try await !line.knows(convoy) { return convoy }
      } catch {
        Terminal.warn("\(convoy.name): \(error)")
        throw ExitStatus.doesNotHold
      }
    }
    Terminal.warn("the service has \(Self.most) copies already; play into a fresh data folder")
    throw ExitStatus.doesNotHold
  }

  /// Asking for one costs a request.
  private static let most = 1000
}
