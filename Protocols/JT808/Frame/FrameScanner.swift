/// Cuts a stream of bytes into frames, in memory bounded by the longest frame (JT/T 808-2019 §4.4.1).
///
/// Bytes before the first delimiter are skipped, doubled delimiters are an end and a beginning, one shared delimiter between
/// two frames is enough, and a bad frame is dropped: in every case the stream goes on.
public struct FrameScanner: Sendable {
  /// What the stream held.
  public enum Element: Hashable, Sendable {
    /// A good frame.
    case frame(Frame)
    /// Something that was dropped, with its length in bytes.
    case dropped(FrameError, bytes: Int)
  }

  private enum State: Hashable, Sendable {
    /// No delimiter seen since the start or since an overlong frame; counts what is skipped.
    case seeking(skipped: Int, because: FrameError)
    /// Between two delimiters.
    case collecting
  }

  private var state = State.seeking(skipped: 0, because: .garbage)
  private var content: [UInt8] = []

  /// A scanner at the start of a stream.
  public init() {}

  /// Bytes kept for a frame that is not complete.
  public var pendingBytes: Int { content.count }

  /// Takes the next bytes and hands on what they complete.
  public mutating func scan(_ bytes: some Sequence<UInt8>, _ handle: (Element) -> Void) {
    for byte in bytes { take(byte, handle) }
  }

  private mutating func take(_ byte: UInt8, _ handle: (Element) -> Void) {
    switch state {
    case .seeking(let skipped, let reason):
      if byte == Frame.delimiter {
        if skipped > 0 { handle(.dropped(reason, bytes: skipped)) }
        state = .collecting
      } else if skipped >= Self.reportedGarbageBytes {
        handle(.dropped(reason, bytes: skipped))
        state = .seeking(skipped: 1, because: reason)
      } else {
        state = .seeking(skipped: skipped + 1, because: reason)
      }
    case .collecting:
      if byte == Frame.delimiter {
        finish(handle)
      } else if content.count >= Frame.longestBytes - 2 {
        state = .seeking(skipped: content.count + 1, because: .overlong)
        content.removeAll(keepingCapacity: true)
      } else {
        content.append(byte)
      }
    }
  }

  private mutating func finish(_ handle: (Element) -> Void) {
    guard !content.isEmpty else { return }
    do {
      handle(.frame(try Frame(escaped: content)))
    } catch {
      handle(.dropped(error, bytes: content.count))
    }
    content.removeAll(keepingCapacity: true)
  }

  /// Skipped bytes are told in pieces of this size, so that a stream of garbage shows while it lasts.
  private static let reportedGarbageBytes = 1 << 20
}
