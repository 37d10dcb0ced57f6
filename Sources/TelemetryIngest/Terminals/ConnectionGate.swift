import NIOCore
import Synchronization

/// Counts terminal connections and lets in only as many as the limits allow, in all and from one address.
final class ConnectionGate: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var ofAddress: [String: Int] = [:]
  }

  private let limits: IngestLimits
  private let state = Mutex(State())

  init(limits: IngestLimits) {
    self.limits = limits
  }

  /// Lets a connection in; false when there are too many already.
  func admit(_ channel: any Channel) -> Bool {
    let address = channel.remoteAddress?.ipAddress ?? ""
    let isAdmitted = state.withLock { state in
      guard state.channels.count < limits.mostConnections,
        state.ofAddress[address, default: 0] < limits.mostConnectionsPerAddress
      else { return false }
      state.channels[ObjectIdentifier(channel)] = channel
      state.ofAddress[address, default: 0] += 1
      return true
    }
    if isAdmitted { channel.closeFuture.whenComplete { [weak self] _ in self?.release(channel, address) } }
    return isAdmitted
  }

  /// The connections there are.
  var channels: [any Channel] { state.withLock { Array($0.channels.values) } }

  /// How many there are.
  var count: Int { state.withLock(\.channels.count) }

  private func release(_ channel: any Channel, _ address: String) {
    state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = nil
      let left = state.ofAddress[address, default: 1] - 1
      state.ofAddress[address] = left > 0 ? left : nil
    }
  }
}
