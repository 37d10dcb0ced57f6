import NIOCore
import Synchronization

/// A terminal's line as other threads hold it.
struct TerminalHandle: Sendable {
  private let eventLoop: any EventLoop
  private let close: @Sendable () -> Void
  private let wake: @Sendable () -> Void
  fileprivate let id: ObjectIdentifier

  /// The handle of a peer; to be made on its loop.
  init(_ peer: TerminalPeer<some Any>, on eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    id = ObjectIdentifier(peer)
    let bound = NIOLoopBound(peer, eventLoop: eventLoop)
    close = { bound.value.close() }
    wake = { bound.value.sendWaitingCommands() }
  }

  /// Ends the line.
  func closeLine() { eventLoop.execute(close) }

  /// Says that commands wait.
  func tellOfCommands() { eventLoop.execute(wake) }
}

/// The line each authenticated terminal has: one, the newest (JT/T 808-2019 §7.2).
final class TerminalConnections: Sendable {
  private let handles = Mutex<[String: TerminalHandle]>([:])

  /// Makes a line the terminal's and returns the one it replaces.
  func claim(_ identity: String, for handle: TerminalHandle) -> TerminalHandle? {
    handles.withLock { handles in
      let former = handles.updateValue(handle, forKey: identity)
      return former.flatMap { $0.id == handle.id ? nil : $0 }
    }
  }

  /// Forgets a line that closed.
  func release(_ identity: String, _ peer: AnyObject) {
    handles.withLock { handles in
      if handles[identity]?.id == ObjectIdentifier(peer) { handles[identity] = nil }
    }
  }

  /// A terminal's line.
  func handle(of identity: String) -> TerminalHandle? { handles.withLock { $0[identity] } }
}
