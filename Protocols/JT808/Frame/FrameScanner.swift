#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
    if bytes.withContiguousStorageIfAvailable({ scan(UnsafeRawBufferPointer($0), handle) }) == nil {
      Array(bytes).withUnsafeBytes { scan($0, handle) }
    }
  }

  /// Takes the next bytes, which are only read during the call, and hands on what they complete.
  public mutating func scan(_ bytes: UnsafeRawBufferPointer, _ handle: (Element) -> Void) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = Self.delimiter(in: rest)
      let run = rest[..<(end ?? rest.endIndex)]
      take(run, handle)
      if end != nil { takeDelimiter(handle) }
      rest = rest[(run.endIndex + (end == nil ? 0 : 1))...]
    }
  }

  /// Bytes between delimiters.
  private mutating func take(_ run: Slice<UnsafeRawBufferPointer>, _ handle: (Element) -> Void) {
    switch state {
    case .seeking(let skipped, let reason):
      var skipped = skipped + run.count
      while skipped > Self.reportedGarbageBytes {
        handle(.dropped(reason, bytes: Self.reportedGarbageBytes))
        skipped -= Self.reportedGarbageBytes
      }
      state = .seeking(skipped: skipped, because: reason)
    case .collecting:
      let room = Frame.longestBytes - 2 - content.count
      guard run.count > room else { return content.append(contentsOf: run) }
      state = .seeking(skipped: content.count, because: .overlong)
      content.removeAll(keepingCapacity: true)
      take(run, handle)
    }
  }

  private mutating func takeDelimiter(_ handle: (Element) -> Void) {
    switch state {
    case .seeking(let skipped, let reason):
      if skipped > 0 { handle(.dropped(reason, bytes: skipped)) }
      state = .collecting
    case .collecting:
      finish(handle)
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

  /// Where the next delimiter is.
  private static func delimiter(in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    let here = UnsafeRawBufferPointer(rebasing: bytes)
    guard let start = here.baseAddress, let found = memchr(start, Int32(Frame.delimiter), here.count) else { return nil }
    return bytes.startIndex + (UnsafeRawPointer(found) - start)
  }

  /// Skipped bytes are told in pieces of this size, so that a stream of garbage shows while it lasts.
  private static let reportedGarbageBytes = 1 << 20
}
