public import EscortDomain

/// Splits a feed's bytes into lines and reads each as an event, in bounded memory.
///
/// Bytes may be given in pieces of any size. A line that cannot be read is reported with its number; the rest is read.
public struct FeedReader: Sendable {
  /// The longest line that is read; a plan with a route of 10,000 points takes under a tenth of it.
  public static let longestLineBytes = 4 << 20

  /// What a line gave.
  public enum Line: Sendable {
    /// An event, and the number of its line, from 1.
    case event(Event, line: Int)
    /// A line that could not be read, with its number and what was wrong.
    case unreadable(line: Int, reason: String)
  }

  private var pending: [UInt8] = []
  private var lineNumber: Int
  private var isOverlong = false

  /// A reader at the start of a feed, or at one of its lines.
  public init(firstLine: Int = 1) { lineNumber = firstLine - 1 }

  /// Takes the next bytes and returns the lines they complete.
  public mutating func read(_ bytes: some Collection<UInt8>) -> [Line] {
    var lines: [Line] = []
    let isRead: Void? = bytes.withContiguousStorageIfAvailable { read($0, &lines) }
    if isRead == nil { Array(bytes).withUnsafeBufferPointer { read($0, &lines) } }
    return lines
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: inout [Line]) {
    var start = 0
    while start < bytes.count {
      let rest = UnsafeBufferPointer(rebasing: bytes[start...])
      guard let end = rest.firstIndex(of: Self.lineEnd) else { return extend(rest) }
      if pending.isEmpty, !isOverlong, end <= Self.longestLineBytes {
        finishLine(UnsafeBufferPointer(rebasing: rest[..<end]), &lines)
      } else {
        extend(UnsafeBufferPointer(rebasing: rest[..<end]))
        finishPending(&lines)
      }
      start += end + 1
    }
  }

  /// Returns the last line when the feed does not end in a line end.
  public mutating func finish() -> [Line] {
    var lines: [Line] = []
    if !pending.isEmpty || isOverlong { finishPending(&lines) }
    return lines
  }

  private mutating func extend(_ bytes: some Collection<UInt8>) {
    if pending.count + bytes.count > Self.longestLineBytes {
      isOverlong = true
      pending.removeAll()
    } else if !isOverlong {
      pending += bytes
    }
  }

  private mutating func finishPending(_ lines: inout [Line]) {
    let line = pending
    pending = []
    guard !isOverlong else {
      isOverlong = false
      lineNumber += 1
      lines.append(.unreadable(line: lineNumber, reason: "the line is longer than \(Self.longestLineBytes) bytes"))
      return
    }
    line.withUnsafeBufferPointer { finishLine($0, &lines) }
  }

  private mutating func finishLine(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: inout [Line]) {
    lineNumber += 1
    let hasMark = lineNumber == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let line = hasMark ? UnsafeBufferPointer(rebasing: bytes.dropFirst(3)) : bytes
    guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }), first != UInt8(ascii: "#") else { return }
    do {
      lines.append(.event(try EventReader.event(fromLine: line), line: lineNumber))
    } catch {
      lines.append(.unreadable(line: lineNumber, reason: error.reason))
    }
  }

  private static let lineEnd: UInt8 = 0x0A
}
