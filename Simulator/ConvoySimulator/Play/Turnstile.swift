import Synchronization

/// Lets only so many in at once; the others wait in the order they came. Who is cancelled waits on and learns of it inside.
final class Turnstile: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
    /// How many of `waiting`, from its beginning, have been let in.
    var letIn = 0
  }

  private let state: Mutex<State>

  /// A turnstile for so many at once.
  init(_ most: Int) { state = Mutex(State(free: max(1, most))) }

  /// Does something when it is its turn.
  func pass<Value: Sendable>(_ work: @Sendable () async throws -> Value) async rethrows -> Value {
    await enter()
    defer { leave() }
    return try await work()
  }

  private func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.letIn < state.waiting.count else {
        state.free += 1
        return nil
      }
      let next = state.waiting[state.letIn]
      state.letIn += 1
      if state.letIn * 2 > state.waiting.count {
        state.waiting.removeFirst(state.letIn)
        state.letIn = 0
      }
      return next
    }
    next?.resume()
  }
}
