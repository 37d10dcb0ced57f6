import EscortDomain
import Foundation
import JT808
import Journal
import Testing

@testable import TelemetryIngest

/// What journaled messages mean, beyond positions.
@Suite("Events of journaled messages")
struct EntryDecoderTests {
  private static let received = Instant(microsecondsSince1970: 1_733_900_000_000_000)

  private static let plan = """
    {"type":"transport","at":"2024-01-10T00:00:00Z","id":"T1","leg":"province-branch",\
    "origin":{"org":"a","lat":28.0,"lon":113.0},"destination":{"org":"b","lat":28.0,"lon":113.2},\
    "plannedDeparture":"2024-01-11T01:00:00Z","plannedArrival":"2024-01-11T02:00:00Z",\
    "vehicles":[{"id":"湘A00001","terminal":"13800000001","cameras":[1,2],"crew":[{"person":"P1","role":"escort"},\
    {"person":"P2","role":"escort"},{"person":"P3","role":"driver"}]}]}
    """
  private static let people = [("P1", "甲一"), ("P2", "乙二"), ("P3", "乙二")].map { id, name in
    #"{"type":"person","at":"2024-01-10T00:00:00Z","id":"\#(id)","name":"\#(name)"}"#
  }

  /// A decoder that knows a plan and its people, and the events of frames then taken in one after another.
  private func events(of frames: [[UInt8]]) -> [Event] {
    var decoder = EntryDecoder()
    return events(of: frames, by: &decoder)
  }

  /// The events of frames. Of each they are the same when the decoder was taken up just before it.
  private func events(of frames: [[UInt8]], by decoder: inout EntryDecoder) -> [Event] {
    var position: Int64 = 0
    func entry(_ kind: EntryKind, _ origin: String, _ bytes: [UInt8]) -> Entry {
      position += 1
      return Entry(position: position, received: Self.received, draft: EntryDraft(kind: kind, origin: origin, bytes: bytes))
    }
    let lasting = ([Self.plan] + Self.people).map { entry(.feedLine, "test", Array($0.utf8)) }
    for entry in lasting { _ = decoder.events(of: entry) }
    return frames.flatMap { frame in
      var writer = PackedWriter()
      writer.write(decoder.record)
      var reader = PackedReader(writer.block())
      var takenUp = EntryDecoder()
      _ = takenUp.takeUp(reader.read(), after: lasting)
      let entry = entry(.jt808Frame, "13800000001", frame)
      let events = decoder.events(of: entry)
      #expect(takenUp.events(of: entry) == events)
      #expect(takenUp.clock(ofTerminal: "13800000001") == decoder.clock(ofTerminal: "13800000001"))
      return events
    }
  }

  private func frames(_ messages: [Message]) -> [[UInt8]] {
    var encoder = FrameEncoder(version: .v2013, terminal: TerminalNumber("13800000001", version: .v2013) ?? TerminalNumber(packed: []))
    return messages.map { encoder.frames($0).flatMap(\.raw) }
  }

  private func card(_ status: UInt8, at second: Int64, _ holder: DriverCard.Holder?) -> Message {
    .driverCard(
      DriverCard(
        status: status, time: BCDTime(secondsSince1970: 1_704_934_923 + second), readResult: status == 1 ? 0 : nil, holder: holder))
  }

  private func holder(_ name: String, number: String = "Q") -> DriverCard.Holder {
    DriverCard.Holder(name: name, qualification: number, issuer: "x", expiry: nil, identityCard: nil)
  }

  @Test("a crew member's card is a check-in, taking it out a check-out; strangers, namesakes and unread cards say nothing")
  func cards() throws {
    let acts = events(
      of: frames([
        card(1, at: 0, holder("甲一\0\0")), card(2, at: 60, nil),
        card(1, at: 90, holder("乙二")),
        card(1, at: 120, holder("乙二", number: "P2")), card(1, at: 130, holder("路人")),
        .driverCard(DriverCard(status: 1, time: BCDTime(secondsSince1970: 1_704_935_063), readResult: 2)),
        card(2, at: 150, nil), card(2, at: 160, nil),
      ])
    ).map { event -> String in
      guard case .act(let act) = event.fact else { return "?" }
      return "\(act.kind.rawValue) \(act.person) \(act.method ?? "") \(event.at.microsecondsSince1970 / 1_000_000 - 1_704_934_923)"
    }
    #expect(acts == ["check-in P1 card 0", "check-out P1 card 60", "check-in P2 card 120", "check-out P2 card 150"])
  }

  @Test("an answered location is a position")
  func answered() {
    let report = LocationReport(
      statusBits: 3, latitudeMagnitude: 28_000_000, longitudeMagnitude: 113_000_000, time: BCDTime(secondsSince1970: 1_704_934_923))
    let found = events(of: frames([.tabled(LocationReply.with { $0.location = report })]))
    #expect(found.map(\.fact.vehicle) == [VehicleID("湘A00001")])
  }

  @Test("a list's records are segments at its receive time; on a clock known to be off, at that clock's time")
  func segments() throws {
    let item = RecordingList.Item.with {
      $0.channel = 2
      $0.start = BCDTime(secondsSince1970: 1_704_934_923)
      $0.end = BCDTime(secondsSince1970: 1_704_934_983)
      $0.bytes = 99
    }
    let list = Message.tabled(RecordingList.with { $0.items = [item, RecordingList.Item()] })
    let plain = events(of: frames([list]))
    #expect(plain.map(\.at) == [Self.received])
    guard case .segment(let segment) = plain[0].fact else { Issue.record("no segment"); return }
    #expect(segment.camera == 2)
    #expect(segment.to - segment.from == .seconds(60))

    let live = (0..<5).map { LocationReport(statusBits: 2, time: BCDTime(secondsSince1970: 1_733_900_600 + $0)) }
    let ahead = events(of: frames(live.map { .location($0) } + [list]))
    #expect(try #require(ahead.last).at == Self.received + .seconds(604))
  }

  @Test("a terminal that sends UTC for GMT+8 is known by its clock, and its times stay as it sent them")
  func wrongZone() {
    var decoder = EntryDecoder()
    let reports = (0..<5).map { LocationReport(statusBits: 2, time: BCDTime(secondsSince1970: 1_733_900_000 - 28_800 + $0)) }
    let found = events(of: frames(reports.map { .location($0) }), by: &decoder)
    #expect(decoder.clock(ofTerminal: "013800000001")?.condition == .wrongZone)
    #expect(decoder.clock(ofTerminal: "13800000002") == nil)
    #expect(found.first?.at == Self.received - .seconds(28_800))
  }

  @Test("the two captured lists give the gaps that are known of them")
  func capturedLists() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/vectors/jt808.jsonl")
    guard let text = try? String(contentsOf: file.standardizedFileURL, encoding: .utf8) else { return }
    var gaps: [[Double]] = []
    for line in text.split(separator: "\n") where line.contains("\"reassembly\"") {
      let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let bytes = try #require(row["frames"] as? [String]).flatMap(Self.bytes)
      gaps.append(Self.longestGaps(events(of: [bytes])))
    }
    #expect(gaps.sorted { $0.count < $1.count } == [[39], [18_560, 18_560, 18_560, 18_560, 18_560]])
  }

  /// The longest gap between a camera's segments, camera by camera, of those that have one beyond two seconds.
  private static func longestGaps(_ events: [Event]) -> [Double] {
    var segments: [Int: [RecordedSegment]] = [:]
    for event in events { if case .segment(let segment) = event.fact { segments[segment.camera, default: []].append(segment) } }
    return segments.sorted { $0.key < $1.key }.compactMap { _, segments in
      var longest = 0.0
      var end: Instant?
      for segment in segments.sorted(by: { $0.from < $1.from }) {
        if let end { longest = max(longest, (segment.from - end).seconds) }
        end = max(end ?? segment.to, segment.to)
      }
      return longest > 2 ? longest : nil
    }
  }

  private static func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  }
}
