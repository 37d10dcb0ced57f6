import EscortDomain
import Synchronization

/// A clock that goes as it was set until it is stopped.
final class StoppableClock: Sendable {
  private let clock: Mutex<ScenarioClock>

  init(_ clock: ScenarioClock) { self.clock = Mutex(clock) }

  var current: ScenarioClock { clock.withLock(\.self) }

  /// Stands still from an instant of the wall clock on, or from its beginning where that is later.
  func stop(at wall: Instant) {
    clock.withLock { clock in clock = clock.then(from: max(wall, clock.first.wall + .microsecond), speed: 0) ?? clock }
  }
}

/// The convoys of a load that the service may know of and that are not at their ends.
final class UnderwayConvoys: Sendable {
  private struct State {
    var convoys: [Int: (player: ConvoyPlayer, clock: StoppableClock)] = [:]
    var areEnded = false
  }

  private let state = Mutex(State())

  /// Whether they were ended before their ends.
  var areEnded: Bool { state.withLock(\.areEnded) }

  /// Takes one in, before the service is told of it.
  ///
  /// - Throws: when they were ended.
  func begin(_ number: Int, _ player: ConvoyPlayer, _ clock: StoppableClock) throws {
    let isEnded = state.withLock { state in
      if !state.areEnded { state.convoys[number] = (player, clock) }
      return state.areEnded
    }
    if isEnded { throw CancellationError() }
  }

  /// One is at its end, or the service never knew of it.
  func finish(_ number: Int) { state.withLock { _ = $0.convoys.removeValue(forKey: number) } }

  /// Stops the clocks of all there are, lets no more begin, and tells the service over a line; at most so many at once.
  func end(at wall: Instant, over line: ServiceLine, most: Int) async -> LoadPlay.Ending {
    let convoys = state.withLock { state in
      state.areEnded = true
      return Array(state.convoys.values)
    }
    for (_, clock) in convoys { clock.stop(at: wall) }
    return await withTaskGroup(of: String?.self) { group in
      var told = LoadPlay.Ending()
      var unansweredInTurn = 0
      func note(_ reason: String?) {
        guard let reason else {
          told.standing += 1
          unansweredInTurn = 0
          return
        }
        told.untold += 1
        told.reason = reason
        unansweredInTurn += 1
      }
      for (index, convoy) in convoys.enumerated() {
        if index >= most, let reason = await group.next() { note(reason) }
        // Where twice as many as are told at once got no answer, nobody listens.
        guard unansweredInTurn < 2 * most else {
          told.untold += convoys.count - index
          break
        }
        group.addTask {
          do { try await convoy.player.tellClock(over: line) } catch { return "\(error)" }
          return nil
        }
      }
      for await reason in group { note(reason) }
      return told
    }
  }
}
