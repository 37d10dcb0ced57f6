import ConvoySimulator
import EscortDomain
import Foundation
import Testing

@testable import escort

@Suite("What escort simulate reads, writes and is told by keys")
struct SimulateFilesTests {
  @Test(
    "a file is a scenario, a feed or a track by how it begins",
    arguments: [
      ("# a note\n\n{\"type\":\"policy\",\"at\":\"2024-01-01T00:00:00Z\"}\n{", Playable.Form.feed),
      ("{\"type\":\"FeatureCollection\",\"features\":[]}", .track), ("<?xml version=\"1.0\"?>", .track), ("$GPRMC,1", .track),
      ("time,lat,lon\n", .track), ("Geolife trajectory\r\n", .track), ("# First light\nname: x\n", .scenario), ("", .scenario),
    ])
  func forms(start: String, form: Playable.Form) {
    #expect(Playable.form(of: start) == form)
  }

  @Test("space and the arrows of both cursor modes are keys, whole or in pieces, and nothing else is")
  func keys() {
    var scanner = KeyScanner()
    #expect(scanner.take(Array(" \u{1B}[C\u{1B}OD\u{1B}[1;2C".utf8)) == [.pause, .forward, .back, .forward])
    #expect(scanner.take(Array("x\u{1B}[A\u{1B}[3~q".utf8)) == [])
    #expect(scanner.take([0x1B]) == [])
    #expect(scanner.take([UInt8(ascii: "[")]) == [])
    #expect(scanner.take([UInt8(ascii: "D")]) == [.back])
  }

  @Test("a progress line is cut to the terminal's width, Chinese characters taking two columns")
  func width() {
    #expect(Terminal.cut("▶ 首航 · 08", to: 6) == "▶ 首航")
    #expect(Terminal.cut("▶ 首航 · 08", to: 5) == "▶ 首")
    #expect(Terminal.cut("short", to: 80) == "short")
    #expect(Terminal.cut("none", to: 0) == "")
  }

  @Test("copies are written into one feed in receive order, each judged as expected when that is read")
  func copies() throws {
    let scenario = try ScenarioFile.read(FirstLightTests.path)
    let copies = try ConvoyCopies(of: [scenario], count: 3, seed: nil)
    var text = ""
    FeedFile(zip(copies.originals, copies.marks).map { ($0.feed, $1) }).eachLine { text += $0 + "\n" }
    let events = try FeedText.events(text)
    #expect(events.count == copies.convoys.map(\.feed.count).reduce(0, +))
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.received <= $1.received })
    let verdicts = Replay.verdicts(of: events, asOf: scenario.ends).map(\.json)
    let expected = copies.convoys.flatMap { $0.expectation?.verdicts ?? [] }
    #expect(expected.count == 6)
    #expect(Expectation.differences(expected: expected, actual: verdicts, what: "verdict") == [])
  }
}

/// Lines of a feed as events, read as the command reads them.
enum FeedText {
  static func events(_ text: String) throws -> [Event] {
    let path = FileManager.default.temporaryDirectory.appending(path: "feed-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    var events: [Event] = []
    var input = FeedInput()
    try input.read(path) { events += $0 }
    return events
  }
}
