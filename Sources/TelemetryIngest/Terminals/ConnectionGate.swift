import Synchronization

/// Lets in only as many terminals as the limits allow, in all and from one address, whatever they come over.
final class ConnectionGate: Sendable {
  private struct State {
    var count = 0
    var ofAddress: [String: Int] = [:]
  }

  private let limits: IngestLimits
  private let counters: IngestCounters
  private let state = Mutex(State())

  init(limits: IngestLimits, counters: IngestCounters) {
    self.limits = limits
    self.counters = counters
  }

  /// Lets a terminal in, to be released when it goes; false, and counted, when there are too many already.
  func admit(from address: String) -> Bool {
    let isAdmitted = state.withLock { state in
      guard state.count < limits.mostConnections, state.ofAddress[address, default: 0] < limits.mostConnectionsPerAddress else {
        return false
      }
      state.count += 1
      state.ofAddress[address, default: 0] += 1
      return true
    }
    if !isAdmitted { counters.add(.tooManyConnections) }
    return isAdmitted
  }

  /// Notes that a terminal went.
  func release(from address: String) {
    state.withLock { state in
      state.count -= 1
      let left = state.ofAddress[address, default: 1] - 1
      state.ofAddress[address] = left > 0 ? left : nil
    }
  }
}
