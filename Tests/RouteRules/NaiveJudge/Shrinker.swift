import EscortDomain
import Foundation
import TrackFiles

/// Makes a list of events on which two judges disagree as small as can be, and keeps it as a feed.
enum Shrinker {
  /// The smallest list found on which something still holds: halves, quarters and so on are left out until no single event can be.
  static func shrink(_ events: [Event], while holds: ([Event]) -> Bool) -> [Event] {
    var events = events
    var piece = max(1, events.count / 2)
    while true {
      var wasLeftOut = false
      var start = 0
      while start < events.count {
        let rest = Array(events[..<start] + events[min(start + piece, events.count)...])
        if holds(rest) {
          events = rest
          wasLeftOut = true
        } else {
          start += piece
        }
      }
      if piece == 1, !wasLeftOut { return events }
      if piece > 1 { piece /= 2 }
    }
  }

  /// Writes a feed into the build folder and returns its path.
  static func keep(_ events: [Event], seed: UInt64) -> String {
    let folder = URL(filePath: #filePath).appending(path: "../../../../.build/law-failures").standardizedFileURL
    let file = folder.appending(path: "seed-\(seed).feed.jsonl")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(events.map { EventWriter.line($0) + "\n" }.joined().utf8).write(to: file)
      return file.path
    } catch {
      return "nowhere: \(error)"
    }
  }
}
