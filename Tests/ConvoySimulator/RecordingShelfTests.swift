import EscortDomain
import JT808
import Testing

@testable import ConvoySimulator

@Suite("The recordings a unit lists")
struct RecordingShelfTests {
  private static let pieces = """
    recordings:
      - {vehicle: 湘A10101, camera: 1, from: "08:40:00", to: "09:10:00"}
      - {vehicle: 湘A10101, camera: 1, from: "09:11:30", to: "09:45:00"}
      - {vehicle: 湘A10101, camera: 2, from: "08:40:00", to: "09:45:00"}

    """

  private static func scenario() throws -> Scenario {
    try ScenarioReader.scenario(from: ScenarioText.cleanRun("kind: noise-free").replacing("expect:", with: pieces + "expect:"))
  }

  private static func seconds(_ text: String) throws -> Int64 {
    try #require(Instant(rfc3339: "2024-01-11T\(text)+08:00")).microsecondsSince1970 / 1_000_000
  }

  private static func request(_ camera: UInt8, from: String, to: String) throws -> RecordingListRequest {
    let (start, end) = (try seconds(from), try seconds(to))
    return RecordingListRequest.with {
      $0.channel = camera
      $0.start = BCDTime(secondsSince1970: start)
      $0.end = BCDTime(secondsSince1970: end)
    }
  }

  @Test("a question is answered with the pieces of its camera, the one under way as far as it is")
  func answer() throws {
    let shelf = RecordingShelf(scenario: try Self.scenario(), vehicle: VehicleID("湘A10101"))
    let list = try #require(shelf.list(answering: try Self.request(1, from: "08:50:00", to: "09:20:00"), serial: 77))
    #expect(list.replySerial == 77)
    #expect(list.items.map(\.channel) == [1, 1])
    #expect(try list.items.map(\.start.secondsSince1970) == [Self.seconds("08:40:00"), Self.seconds("09:11:30")])
    #expect(try list.items.map(\.end.secondsSince1970) == [Self.seconds("09:10:00"), Self.seconds("09:20:00")])
    let all = try #require(shelf.list(answering: try Self.request(0, from: "08:50:00", to: "09:11:00"), serial: 78))
    #expect(all.items.map(\.channel) == [1, 2])
  }

  @Test("a unit without recordings keeps no list")
  func none() throws {
    let scenario = try ScenarioReader.scenario(from: ScenarioText.cleanRun("kind: noise-free"))
    let shelf = RecordingShelf(scenario: scenario, vehicle: VehicleID("湘A10101"))
    #expect(shelf.list(answering: RecordingListRequest(), serial: 1) == nil)
  }

  @Test("the feed has the list once, at the arrival, with what was recorded by then")
  func feed() throws {
    let segments = ConvoyScript(try Self.scenario(), seed: 1).feed.compactMap { event -> (Event, RecordedSegment)? in
      if case .segment(let segment) = event.fact { (event, segment) } else { nil }
    }
    #expect(segments.map(\.1.camera) == [1, 1, 2])
    let asked = try #require(Instant(rfc3339: "2024-01-11T09:24:05+08:00"))
    #expect(segments.allSatisfy { $0.0.at == asked && $0.1.to <= asked })
  }

  @Test(
    "a recording that cannot be is told",
    arguments: [
      ("camera: 1, from: \"08:40:00\"", "camera: 3, from: \"08:40:00\"", "no camera 3"),
      ("to: \"09:10:00\"", "to: \"08:10:00\"", "end after it begins"), ("湘A10101, camera: 2", "湘A1, camera: 2", "no vehicle"),
    ])
  func refused(_ right: String, _ wrong: String, _ hint: String) throws {
    let text = ScenarioText.cleanRun("kind: noise-free")
      .replacing("expect:", with: Self.pieces.replacing(right, with: wrong) + "expect:")
    let line = try #require(text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(wrong) }) + 1
    let error = #expect(throws: ScenarioError.self) { try ScenarioReader.scenario(from: text) }
    #expect(error?.line == line)
    #expect(error?.reason.contains(hint) == true, "\(error?.reason ?? "")")
  }
}
