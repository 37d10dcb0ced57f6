import EscortDomain
import Foundation
import RouteRules
import Testing
import TrackFiles

/// The small feeds whose verdicts were worked out by hand; they stand beside the package where they exist.
@Suite("Feeds worked out by hand")
struct FeedVectorTests {
  @Test("every feed gives its expected verdicts of the rules that run", arguments: FeedVector.all)
  func verdicts(of vector: FeedVector) throws {
    let events = try vector.events()
    let asOf = try #require(events.map(\.received).max())
    #expect(OfflineJudge.verdicts(of: events, asOf: asOf) == (try vector.expected()))
  }

  @Test("the order of arrival changes nothing", arguments: FeedVector.all)
  func shuffled(_ vector: FeedVector) throws {
    var events = try vector.events()
    let asOf = try #require(events.map(\.received).max())
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<5 {
      events.shuffle(using: &generator)
      #expect(OfflineJudge.verdicts(of: events, asOf: asOf) == (try vector.expected()))
    }
  }
}

/// A feed and its verdicts, as files.
struct FeedVector: Sendable, CustomTestStringConvertible {
  let name: String
  let folder: String

  var testDescription: String { name }

  static let all: [FeedVector] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/vectors/feeds")
      .standardizedFileURL.path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".feed.jsonl") }.sorted()
      .map { FeedVector(name: String($0.dropLast(".feed.jsonl".count)), folder: folder) }
  }()

  func events() throws -> [Event] {
    var reader = FeedReader()
    let bytes = try Array(Data(contentsOf: URL(filePath: "\(folder)/\(name).feed.jsonl")))
    return try (reader.read(bytes) + reader.finish()).map { line in
      switch line {
      case .event(let event, _): event
      case .unreadable(let line, let reason): throw FeedError("line \(line): \(reason)")
      }
    }
  }

  /// The expected verdicts of the rules that run, as lines without detail.
  func expected() throws -> [String] {
    try String(contentsOf: URL(filePath: "\(folder)/\(name).expect.jsonl"), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { try JSONValue(parsing: String($0)) }
      .filter { value in RuleBook.ruleIDs.contains { $0.rawValue == value.object?["rule"]?.string } }
      .map { $0.canonicalText }
  }
}

/// The verdicts of a list of events as comparable lines: everything but `detail`.
enum OfflineJudge {
  static func verdicts(of events: [Event], asOf: Instant) -> [String] {
    var engine = RuleEngine(clocking: .recorded, startingAt: asOf)
    for event in events { engine.take(event) }
    _ = engine.settle(at: asOf)
    return engine.verdicts(at: asOf).map(\.lineWithoutDetail)
  }
}

extension Verdict {
  /// The verdict's line without its detail, fields in canonical order.
  var lineWithoutDetail: String {
    var object = json
    let aspect = subject.aspect
    object["detail"] = aspect.map { .object(JSONObject([($0.field, .string($0.value))])) }
    return JSONValue.object(object).canonicalText
  }
}
