import EscortDomain
import Foundation
import Journal
import Synchronization

// Appends to the journal of a folder from several producers at once until it is killed, and writes the number of every
// answered entry to standard output after its answer. The crash test kills it.

guard CommandLine.arguments.count == 3 else { exit(2) }
let journal = try SQLiteJournal(folder: CommandLine.arguments[1]) {
  Instant(microsecondsSince1970: Int64(nanosecondsSince1970()) / 1000)
}
let round = CommandLine.arguments[2]
let next = Mutex(0)

@Sendable func produce() {
  let number = next.withLock { number in
    number += 1
    return number
  }
  // A producer that is never killed would run for ever: the test kills far sooner than this.
  guard number < 1_000_000 else { exit(1) }
  let name = "\(round)-\(number)"
  let draft = EntryDraft(kind: EntryKind(rawValue: "load"), origin: "producer", bytes: Array(name.utf8))
  journal.append(draft) { result in
    guard case .success = result else { exit(1) }
    let line = Array("\(name)\n".utf8)
    _ = line.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    produce()
  }
}

@Sendable func nanosecondsSince1970() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

for _ in 0..<64 { produce() }
dispatchMain()
