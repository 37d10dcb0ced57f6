import ConvoySimulator
import EscortDomain
import Foundation
import TrackFiles

/// Writes convoys into one feed in receive order, copies beside each other, without holding what copies share more than once.
struct FeedFile {
  /// A feed in receive order, and the marks of the copies it is written as; `nil` is itself.
  typealias Part = (feed: [Event], marks: [ConvoyMark?])

  private let parts: [Part]

  init(_ parts: [Part]) { self.parts = parts.map { ($0.feed.sorted { $0.received < $1.received }, $0.marks) } }

  /// Hands every line on, in order.
  func eachLine(_ take: (String) throws -> Void) rethrows {
    var places = [Int](repeating: 0, count: parts.count)
    while true {
      var next: Int?
      for (index, part) in parts.enumerated() where places[index] < part.feed.count {
        if let found = next, parts[found].feed[places[found]].received <= part.feed[places[index]].received { continue }
        next = index
      }
      guard let next else { return }
      let event = parts[next].feed[places[next]]
      places[next] += 1
      for mark in parts[next].marks { try take(EventWriter.line(mark?.marked(event) ?? event)) }
    }
  }

  /// Writes it to a file, or to standard output for `-`.
  func write(to path: String) throws {
    let isStandardOutput = path == "-"
    let isThere = isStandardOutput || FileManager.default.createFile(atPath: path, contents: nil)
    guard isThere, let file = isStandardOutput ? FileHandle.standardOutput : FileHandle(forWritingAtPath: path) else {
      Terminal.warn("\(path): cannot be written; check the folder and its rights")
      throw ExitStatus.badInput
    }
    var pending = Data()
    try eachLine { line in
      pending.append(contentsOf: line.utf8)
      pending.append(UInt8(ascii: "\n"))
      guard pending.count >= Self.writtenBytes else { return }
      try file.write(contentsOf: pending)
      pending.removeAll(keepingCapacity: true)
    }
    try file.write(contentsOf: pending)
    if !isStandardOutput { try file.close() }
  }

  private static let writtenBytes = 1 << 20
}
