import NIOCore
import Synchronization

/// The connection each authenticated terminal has: one, the newest (JT/T 808-2019 §7.2).
final class TerminalConnections: Sendable {
  private let channels = Mutex<[String: any Channel]>([:])

  /// Makes a channel the terminal's and returns the one it replaces.
  func claim(_ identity: String, for channel: any Channel) -> (any Channel)? {
    channels.withLock { channels in
      let former = channels.updateValue(channel, forKey: identity)
      return former.flatMap { ObjectIdentifier($0) == ObjectIdentifier(channel) ? nil : $0 }
    }
  }

  /// Forgets a channel that closed.
  func release(_ identity: String, _ channel: any Channel) {
    channels.withLock { channels in
      if let held = channels[identity], ObjectIdentifier(held) == ObjectIdentifier(channel) { channels[identity] = nil }
    }
  }

  /// A terminal's connection.
  func channel(of identity: String) -> (any Channel)? { channels.withLock { $0[identity] } }

  /// The identities of the terminals that are connected.
  var identities: [String] { channels.withLock { Array($0.keys) } }

  /// How many terminals are connected.
  var count: Int { channels.withLock(\.count) }
}
