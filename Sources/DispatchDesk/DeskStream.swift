public import EscortDomain
import Synchronization

/// Something the desk tells.
public enum DeskEvent: Sendable {
  /// A transport's figures as they stand.
  case transport(TransportView)
  /// A transport that is new, or planned anew: with everything that a desk opens with.
  case planned(TransportView, trails: [VehicleID: [TrailPoint]])
  /// A position.
  case position(PositionNews)
  /// An alert and what happened to it.
  case alert(Alert, Alert.Step)
  /// What time it is, how far the desk was behind since it last said so, and each transport's own time.
  case time(now: Instant, delay: TimeSpan, transports: [(TransportID, Instant)])
  /// The listener missed something and must fetch the desk again.
  case reset
}

/// The desk's live stream: numbered events, the last few kept so that a listener can resume.
public final class DeskStream: Sendable {
  /// An event with its number; time has none, since nobody needs what time it was.
  public struct Numbered: Sendable {
    /// The number, when it has one.
    public let sequence: Int64?
    /// The event.
    public let event: DeskEvent
  }

  private struct State {
    var next: Int64
    var kept: [Numbered] = []
    var listeners: [Int: AsyncStream<Numbered>.Continuation] = [:]
    var nextListener = 0
  }

  /// How many events are kept for those who resume: some minutes of a busy desk.
  private static let mostKept = 4096
  /// How many events may wait for one slow listener; past it the listener is let go and resumes.
  private static let mostWaiting = 8192
  /// How many may listen at once; more are refused.
  public static let mostListeners = 500

  private let state: Mutex<State>

  init(firstSequence: Int64) {
    state = Mutex(State(next: firstSequence))
  }

  /// The number of the last event told.
  public var sequence: Int64 { state.withLock { $0.next - 1 } }

  /// How many listen.
  public var listeners: Int { state.withLock(\.listeners.count) }

  /// Tells everybody who listens.
  func tell(_ event: DeskEvent) {
    let dropped = state.withLock { state -> [AsyncStream<Numbered>.Continuation] in
      var dropped: [AsyncStream<Numbered>.Continuation] = []
      var sequence: Int64?
      if case .time = event {
      } else {
        sequence = state.next
        state.next += 1
      }
      let numbered = Numbered(sequence: sequence, event: event)
      if sequence != nil {
        state.kept.append(numbered)
        if state.kept.count > 2 * Self.mostKept { state.kept.removeFirst(state.kept.count - Self.mostKept) }
      }
      for (id, listener) in state.listeners {
        if case .dropped = listener.yield(numbered) {
          state.listeners[id] = nil
          dropped.append(listener)
        }
      }
      return dropped
    }
    for listener in dropped { listener.finish() }  // outside the lock, which its end takes again
  }

  /// The events after a number, then every one that is told; `nil` when too many listen. A listener who missed more than is
  /// kept is told to fetch the desk again first.
  public func listen(after sequence: Int64?) -> AsyncStream<Numbered>? {
    state.withLock { state in
      guard state.listeners.count < Self.mostListeners else { return nil }
      let (stream, continuation) = AsyncStream.makeStream(of: Numbered.self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
      let id = state.nextListener
      state.nextListener += 1
      state.listeners[id] = continuation
      continuation.onTermination = { [weak self] _ in _ = self?.state.withLock { $0.listeners.removeValue(forKey: id) } }
      if let sequence, sequence != state.next - 1 {
        let oldest = state.kept.first?.sequence ?? state.next
        if sequence >= oldest - 1, sequence < state.next {
          for event in state.kept where (event.sequence ?? 0) > sequence { continuation.yield(event) }
        } else {
          continuation.yield(Numbered(sequence: state.next - 1, event: .reset))
        }
      }
      return stream
    }
  }
}
