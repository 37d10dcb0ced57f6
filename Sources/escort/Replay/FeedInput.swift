import EscortDomain
import Foundation
import TrackFiles

/// Reads feed files into events and tells, with file, line and reason, of every line that could not be read.
struct FeedInput {
  private(set) var events: [Event] = []
  private(set) var hasFailed = false
  private let showsProgress: Bool

  init(showsProgress: Bool = false) {
    self.showsProgress = showsProgress
  }

  /// Reads a file, or standard input for `-`.
  mutating func read(_ path: String) throws {
    let file: FileHandle
    if path == "-" {
      file = .standardInput
    } else if let opened = FileHandle(forReadingAtPath: path) {
      file = opened
    } else {
      Terminal.warn("\(path): cannot be opened; check the path and the right to read it")
      hasFailed = true
      return
    }
    var reader = FeedReader()
    while let bytes = try file.read(upToCount: Self.chunkBytes), !bytes.isEmpty {
      take(reader.read([UInt8](bytes)), of: path)
      let told = "\(path): \(events.count) events read"
      if showsProgress { Terminal.warn(told) } else { Terminal.progress(told) }
    }
    take(reader.finish(), of: path)
    Terminal.progress("")
  }

  private mutating func take(_ lines: [FeedReader.Line], of path: String) {
    for line in lines {
      switch line {
      case .event(let event, _):
        events.append(event)
      case .unreadable(let number, let reason):
        Terminal.warn("\(path):\(number): \(reason)")
        hasFailed = true
      }
    }
  }

  private static let chunkBytes = 1 << 20
}
