import EscortDomain
import JT808
import Journal
import NIOCore
import Testing

@testable import TelemetryIngest

/// What a terminal is answered, message by message (JT/T 808-2019 §8, JT/T 1078-2016 §5).
@Suite("Answers to a terminal's messages")
struct TerminalMessageTests {
  @Test("every message a terminal may send is stored and answered; before authentication none is")
  func everyUplinkMessage() throws {
    let strange = try Connection()
    let known = try Connection()
    try known.signIn()
    let messages: [Message] = [
      .tabled(AttributesReply()), .tabled(ParameterReply()), .tabled(LocationReply()), .tabled(EventReport()),
      .tabled(MediaEvent()), .tabled(CANData()), .tabled(UplinkData()), .tabled(AudioVideoProperties()),
      .tabled(RecordingList()), .tabled(UploadResult()), .tabled(SnapshotReply()), .tabled(TerminalKey()),
      .driverCard(DriverCard(status: 2, time: BCDTime(secondsSince1970: 1_704_934_923))), .heartbeat,
    ]
    for message in messages {
      try strange.send(message)
      #expect(try strange.result() == .failure)
      let stored = known.journal.drafts.count
      try known.send(message)
      #expect(try known.result() == .success, "\(message)")
      #expect(known.journal.drafts.count == stored + 1)
    }
    #expect(strange.journal.drafts.isEmpty)
  }

  @Test("an unknown message is kept with its bytes and answered as unsupported; the platform's own are not kept")
  func unknown() throws {
    let terminal = try Connection()
    try terminal.signIn()
    let stored = terminal.journal.drafts.count
    try terminal.send(.other(id: 0x0F01, body: [1, 2, 3]))
    #expect(try terminal.result() == .unsupported)
    #expect(terminal.journal.drafts.count == stored + 1)
    try terminal.send(.tabled(LocationRequest()))
    #expect(try terminal.result() == .unsupported)
    #expect(terminal.journal.drafts.count == stored + 1)
    #expect(terminal.counters[.unsupported] == 2)
  }

  @Test("the time is told in UTC")
  func serverTime() throws {
    let terminal = try Connection()
    try terminal.signIn()
    try terminal.send(.tabled(ServerTimeRequest()))
    guard case .tabled(let answer)? = try terminal.received().first, let reply = answer.body as? ServerTimeReply else {
      Issue.record("no 0x8004")
      return
    }
    #expect(reply.time.bytes == [0x24, 0x01, 0x11, 0x01, 0x02, 0x03])
  }

  @Test("the parts of a recording list are answered one by one, in any order, and the whole is stored once")
  func recordingListParts() throws {
    let terminal = try Connection()
    try terminal.signIn()
    let list = RecordingList.with { $0.items = Array(repeating: RecordingList.Item(), count: 5) }
    let parts = terminal.parts(0x1205, list.bytes(version: .v2019), count: 3)
    for index in [1, 0, 2] {
      try terminal.send([parts[index]])
      let answers = try terminal.received()
      guard answers.count == 1, case .platformReply(let reply) = answers[0] else { Issue.record("no answer"); continue }
      #expect(reply.replySerial == parts[index].header.serial)
      #expect(reply.result == .success)
    }
    #expect(terminal.journal.drafts.map(\.kind).suffix(3) == [.jt808Part, .jt808Part, .jt808Frame])
  }

  @Test("missing parts are asked for three times, each time later, then the message is given up", arguments: [Version.v2019])
  func missingParts(version: Version) throws {
    let terminal = try Connection()
    try terminal.signIn()
    let parts = terminal.parts(0x0704, [UInt8](repeating: 0, count: 60), count: 4)
    try terminal.send([parts[1], parts[3]])
    #expect(try terminal.answers() == 0)
    for wait in [5, 10, 30] as [Int64] {
      terminal.advance(.seconds(wait - 1))
      #expect(try terminal.answers() == 0)
      terminal.advance(.seconds(1))
      guard case .tabled(let message)? = try terminal.received().first, let request = message.body as? ResendRequest else {
        Issue.record("no 0x8003 after \(wait) s")
        return
      }
      #expect(request.originalSerial == parts[0].header.serial)
      #expect(request.parts == [1, 3])
    }
    terminal.advance(.seconds(120))
    #expect(try terminal.answers() == 0)
    #expect(terminal.counters[.partsRequested] == 3)
    #expect(terminal.counters[.incomplete] == 1)
  }

  @Test("the parts of one message are asked for in time while another's keep coming")
  func partsOfTwo() throws {
    let terminal = try Connection()
    try terminal.signIn()
    let lost = terminal.parts(0x0704, [UInt8](repeating: 0, count: 60), count: 2)
    let long = terminal.parts(0x0704, [UInt8](repeating: 0, count: 600), count: 20)
    try terminal.send([lost[1]])
    for part in long.dropLast() {
      try terminal.send([part])
      terminal.advance(.seconds(1))
    }
    let asked = try terminal.received().compactMap { message -> ResendRequest? in
      if case .tabled(let tabled) = message { tabled.body as? ResendRequest } else { nil }
    }
    #expect(asked.map(\.originalSerial) == [lost[0].header.serial, lost[0].header.serial])
    #expect(asked.map(\.parts) == [[1], [1]])
  }

  @Test("parts that come after they were asked for complete the message")
  func completed() throws {
    let terminal = try Connection()
    try terminal.signIn()
    let report = LocationReport(statusBits: 2, time: BCDTime(secondsSince1970: 1_704_934_923))
    let batch = Message.batch(LocationBatch(kind: .backfill, reports: [report, report, report]))
    let parts = terminal.parts(0x0704, batch.body(version: .v2019), count: 3)
    try terminal.send([parts[2], parts[0]])
    terminal.advance(.seconds(6))
    #expect(try terminal.answers() == 1)
    try terminal.send([parts[1]])
    #expect(try terminal.result() == .success)
    #expect(terminal.counters[.incomplete] == 0)
  }

  @Test("a strange terminal cannot make the service keep parts; impossible parts are refused")
  func boundedParts() throws {
    let strange = try Connection()
    try strange.send(strange.parts(0x0704, [UInt8](repeating: 0, count: 60), count: 4))
    strange.advance(.seconds(30))
    #expect(try strange.received().allSatisfy { if case .platformReply(let reply) = $0 { reply.result == .failure } else { false } })

    let terminal = try Connection()
    try terminal.signIn()
    var frame = terminal.parts(0x0704, [1, 2, 3, 4], count: 2)[0]
    for part in [Header.Part(total: 0xFFFF, number: 1), Header.Part(total: 0, number: 0), Header.Part(total: 2, number: 3)] {
      frame.header.part = part
      try terminal.send([Frame(header: frame.header, body: frame.body)])
      #expect(try terminal.result() == .malformed)
    }
  }

  @Test("a picture in parts is acknowledged by 0x8800 when whole, and its missing parts are asked for by it")
  func mediaUpload() throws {
    let terminal = try Connection()
    try terminal.signIn()
    let upload = MediaUpload.with {
      $0.mediaID = 77
      $0.data = [UInt8](repeating: 1, count: 200)
    }
    let parts = terminal.parts(0x0801, upload.bytes(version: .v2019), count: 4)
    try terminal.send([parts[0], parts[1], parts[3]])
    terminal.advance(.seconds(5))
    let request = try terminal.received().first.flatMap(Self.mediaReply)
    #expect(
      request
        == MediaReply.with {
          $0.mediaID = 77; $0.missing = [3]
        })
    try terminal.send([parts[2]])
    #expect(try terminal.received().first.flatMap(Self.mediaReply) == MediaReply.with { $0.mediaID = 77 })
  }

  private static func mediaReply(_ message: Message) -> MediaReply? {
    guard case .tabled(let tabled) = message else { return nil }
    return tabled.body as? MediaReply
  }
}
