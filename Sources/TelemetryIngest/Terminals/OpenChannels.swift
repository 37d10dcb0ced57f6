import NIOCore
import Synchronization

/// The connections a server has open.
final class OpenChannels: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// Keeps a connection until it closes.
  func insert(_ channel: any Channel) {
    channels.withLock { $0[ObjectIdentifier(channel)] = channel }
    channel.closeFuture.whenComplete { [self] _ in channels.withLock { $0[ObjectIdentifier(channel)] = nil } }
  }

  /// The connections there are.
  var all: [any Channel] { channels.withLock { Array($0.values) } }

  /// How many there are.
  var count: Int { channels.withLock(\.count) }
}
