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
  /// What came of a frame that is not complete. Given back when it is: a connection mostly waits, and there may be many.
  private var pending: [UInt8] = []

  /// A scanner at the start of a stream.
  public init() {}

  /// Bytes kept for a frame that is not complete.
  public var pendingBytes: Int { pending.count }

  /// Takes the next bytes and hands on what they complete.
  public mutating func scan(_ bytes: some Sequence<UInt8>, _ handle: (Element) -> Void) {
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { scan($0.span, handle) }
    if isContiguous == nil { scan(Array(bytes).span, handle) }
  }

  /// Takes the next bytes, which are only read during the call, and hands on what they complete.
  public mutating func scan(_ bytes: Span<UInt8>, _ handle: (Element) -> Void) {
    scan(bytes, frame: { handle(.frame(Frame($0))) }, dropped: { handle(.dropped($0, bytes: $1)) })
  }

  /// Takes the next bytes, which are only read during the call, and hands on what they complete, without copying it.
  ///
  /// - Parameters:
  ///   - frame: takes each good frame.
  ///   - dropped: takes the reason and the length of what is dropped.
  public mutating func scan(
    _ bytes: Span<UInt8>, frame: (borrowing FrameView) -> Void, dropped: (FrameError, Int) -> Void
  ) {
    var scratch: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == Frame.delimiter, state == .collecting, pending.isEmpty {
        index += 1
        continue
      }
      let rest = bytes.extracting(droppingFirst: index)
      let length = rest.first(of: Frame.delimiter)
      let run = rest.extracting(first: length ?? rest.count)
      if length != nil, state == .collecting, pending.isEmpty, run.count <= Self.longestContentBytes {
        Self.finish(run, &scratch, frame, dropped)
      } else {
        take(run, dropped)
        if length != nil { takeDelimiter(&scratch, frame, dropped) }
      }
      index += run.count + (length == nil ? 0 : 1)
    }
  }

  /// Bytes between delimiters.
  private mutating func take(_ run: Span<UInt8>, _ dropped: (FrameError, Int) -> Void) {
    switch state {
    case .seeking(let skipped, let reason):
      var skipped = skipped + run.count
      while skipped > Self.reportedGarbageBytes {
        dropped(reason, Self.reportedGarbageBytes)
        skipped -= Self.reportedGarbageBytes
      }
      state = .seeking(skipped: skipped, because: reason)
    case .collecting:
      guard pending.count + run.count > Self.longestContentBytes else {
        return run.withUnsafeBufferPointer { pending.append(contentsOf: $0) }
      }
      state = .seeking(skipped: pending.count, because: .overlong)
      pending = []
      take(run, dropped)
    }
  }

  private mutating func takeDelimiter(
    _ scratch: inout [UInt8], _ frame: (borrowing FrameView) -> Void, _ dropped: (FrameError, Int) -> Void
  ) {
    switch state {
    case .seeking(let skipped, let reason):
      if skipped > 0 { dropped(reason, skipped) }
      state = .collecting
    case .collecting:
      let content = pending
      pending = []
      Self.finish(content.span, &scratch, frame, dropped)
    }
  }

  /// Reads what stands between two delimiters; nothing does between doubled ones.
  private static func finish(
    _ content: Span<UInt8>, _ scratch: inout [UInt8], _ frame: (borrowing FrameView) -> Void, _ dropped: (FrameError, Int) -> Void
  ) {
    guard !content.isEmpty else { return }
    do { try FrameView.read(content, scratch: &scratch, frame) } catch { dropped(error, content.count) }
  }

  private static let longestContentBytes = Frame.longestBytes - 2

  /// Skipped bytes are told in pieces of this size, so that a stream of garbage shows while it lasts.
  private static let reportedGarbageBytes = 1 << 20
}
