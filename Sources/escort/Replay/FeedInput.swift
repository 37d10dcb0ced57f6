import Dispatch
import EscortDomain
import Foundation
import Synchronization
import TrackFiles

/// Reads feed files and hands their events on in order, some thousands at a time; tells, with file, line and reason, of every line that
/// could not be read. Blocks of lines are parsed while those before are handed on.
struct FeedInput {
  private(set) var hasFailed = false
  private(set) var eventCount = 0
  private let showsProgress: Bool
  private let isSilent: Bool

  /// - Parameter isSilent: bad lines are not told of, since they were before.
  init(showsProgress: Bool = false, isSilent: Bool = false) {
    self.showsProgress = showsProgress
    self.isSilent = isSilent
  }

  /// Reads a file, or standard input for `-`, and hands its events on.
  mutating func read(_ path: String, _ take: ([Event]) -> Void) throws {
    guard let file = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
      Terminal.warn("\(path): cannot be opened; check the path and the right to read it")
      hasFailed = true
      return
    }
    var progress = ProgressBar(path, size: path == "-" ? nil : try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    var splitter = FeedSplitter()
    var underWay: [ParsedBlock] = []
    func finishFirst() {
      let block = underWay.removeFirst()
      handOn(block.lines(), of: path, take)
      progress.show(bytes: block.bytes, "\(eventCount) events", always: showsProgress)
    }
    while let bytes = try file.read(upToCount: Self.chunkBytes), !bytes.isEmpty {
      if let block = splitter.block([UInt8](bytes)) { underWay.append(ParsedBlock(block)) }
      if underWay.count == Self.mostUnderWay { finishFirst() }
    }
    if let block = splitter.last() { underWay.append(ParsedBlock(block)) }
    while !underWay.isEmpty { finishFirst() }
    Terminal.progress("")
  }

  private mutating func handOn(_ lines: [FeedReader.Line], of path: String, _ take: ([Event]) -> Void) {
    var events: [Event] = []
    events.reserveCapacity(lines.count)
    for line in lines {
      switch line {
      case .event(let event, _):
        events.append(event)
      case .unreadable(let number, let reason):
        if !isSilent { Terminal.warn("\(path):\(number): \(reason)") }
        hasFailed = true
      }
    }
    eventCount += events.count
    take(events)
  }

  private static let chunkBytes = 1 << 20
  /// So much is read ahead, in blocks of about a megabyte.
  private static let mostUnderWay = 4
}

/// A block of lines that is parsed on another thread.
private final class ParsedBlock: Sendable {
  let bytes: Int
  private let parsed = Mutex<[FeedReader.Line]>([])
  private let isDone = DispatchSemaphore(value: 0)

  init(_ block: FeedSplitter.Block) {
    bytes = block.bytes.count
    DispatchQueue.global().async { [self] in
      let lines = block.lines()
      parsed.withLock { $0 = lines }
      isDone.signal()
    }
  }

  /// Waits for its lines and gives them away.
  func lines() -> [FeedReader.Line] {
    isDone.wait()
    return parsed.withLock { lines in
      defer { lines = [] }
      return lines
    }
  }
}
