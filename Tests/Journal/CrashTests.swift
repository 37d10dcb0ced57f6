import EscortDomain
import Foundation
import JournalPowerCut
import Synchronization
import Testing

@testable import Journal

@Suite("A crash loses nothing that was answered", .serialized)
struct CrashTests {
  @Test("twenty kills under load: every answered entry is there, once")
  func killed() async throws {
    try await withFolder { folder in
      var generator = SeededGenerator(seed: 20)
      var answered: Set<String> = []
      for round in 0..<20 {
        let wanted = Int.random(in: 1...400, using: &generator)
        answered.formUnion(try Self.load(folder, round: round, killAfter: wanted))
      }
      let journal = try SQLiteJournal(folder: folder, clock: StepClock().read)
      let entries = try await all(journal)
      let names = entries.map { String(decoding: $0.draft.bytes, as: UTF8.self) }
      #expect(answered.count >= 20)
      #expect(answered.isSubset(of: names))
      #expect(Set(names).count == names.count)
      #expect(entries.map(\.position) == Array(1...Int64(entries.count)))
      #expect(entries.allSatisfy { $0.isIntact })
      try journal.close()
    }
  }

  @Test("200 power cuts that keep only what was synced lose nothing, and the test would notice if they did")
  func powerCuts() async throws {
    try #require(power_cut_register() == 0)
    let full = try await losses(cuts: 200, synchronous: "FULL")
    #expect(full.lost == 0, "first at seed \(full.firstSeed ?? 0)")
    #expect(full.answered > 200)
    let normal = try await losses(cuts: 200, synchronous: "NORMAL")
    #expect(normal.lost > 0, "with synchronous turned down, answered entries must be seen to be lost")
  }

  private struct Losses {
    var answered = 0
    var lost = 0
    var firstSeed: UInt64?
  }

  private func losses(cuts: Int, synchronous: String) async throws -> Losses {
    var losses = Losses()
    var settings = SQLiteSettings()
    settings.synchronous = synchronous
    settings.fileSystem = "power-cut"
    settings.checkpointPages = 8  // so that cuts fall into checkpoints too
    for seed in 0..<UInt64(cuts) {
      try await withFolder { folder in
        var generator = SeededGenerator(seed: seed)
        // Opening and making the tables takes about thirty operations, sixty appends a few hundred.
        power_cut_begin(Int.random(in: 20...260, using: &generator))
        let answered = try await Self.appendUntilFailure(folder, settings)
        power_cut_apply(seed)
        try? FileManager.default.removeItem(atPath: "\(folder)/journal.sqlite-shm")
        losses.answered += answered.count
        let journal = try SQLiteJournal(folder: folder, clock: StepClock().read)
        let entries = try await all(journal)
        try journal.close()
        let intact = entries.allSatisfy(\.isIntact) && entries.map(\.position) == (0..<entries.count).map { Int64($0 + 1) }
        if !intact || !answered.isSubset(of: entries.map(\.draft)) {
          losses.lost += 1
          losses.firstSeed = losses.firstSeed ?? seed
        }
      }
    }
    power_cut_begin(0)
    return losses
  }

  private static func appendUntilFailure(_ folder: String, _ settings: SQLiteSettings) async throws -> Set<EntryDraft> {
    guard let journal = try? SQLiteJournal(folder: folder, clock: StepClock().read, settings: settings) else { return [] }
    var answered: Set<EntryDraft> = []
    for index in 0..<60 {
      guard (try? await journal.append(draft(index))) != nil else { break }
      answered.insert(draft(index))
    }
    try? journal.close()
    return answered
  }

  private func all(_ journal: SQLiteJournal) async throws -> [Entry] {
    try await journal.read(after: 0, limit: 1_000_000)
  }

  /// Starts the load, kills it when so many answers have come, and returns those that came.
  private static func load(_ folder: String, round: Int, killAfter wanted: Int) throws -> Set<String> {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appending(path: "journal-load")
    process.arguments = [folder, String(round)]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var text = Data()
    while text.count(where: { $0 == 0x0A }) < wanted {
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { break }
      text += piece
    }
    kill(process.processIdentifier, SIGKILL)
    text += output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    return Set(lines.dropLast().map(String.init))  // what follows the last line end was cut off by the kill
  }
}
