import EscortDomain
import JT808
import Testing

@Suite("Frames")
struct FrameTests {
  private let terminal = TerminalNumber(packed: [0x01, 0x38, 0x00, 0x00, 0x00, 0x01])

  @Test("the standard's example is escaped as it prints it")
  func escaping() throws {
    let frame = try Frame(escaped: bytes("0002000001380000000100073d"))
    #expect(frame.header.messageID == 2)
    let header = Header(messageID: 0x7E7D, version: .v2013, terminal: terminal, serial: 0)
    let sent = Frame(header: header, body: [0x30, 0x7E, 0x08, 0x7D, 0x55])
    #expect(sent.raw.hex.hasPrefix("7e7d027d01"))
    #expect(sent.raw.hex.contains("307d02087d0155"))
    #expect(try Frame(escaped: sent.raw.dropFirst().dropLast()) == sent)
  }

  @Test("a changed frame never traps and is hardly ever taken for good")
  func mutations() throws {
    var generator = SeededGenerator(seed: 808)
    let report = LocationReport(
      statusBits: 3, latitudeMagnitude: 28_198_741, longitudeMagnitude: 112_970_872,
      time: BCDTime(secondsSince1970: 1_704_934_923), items: [.doubleWord(0x15, 2), ExtensionItem(id: 0x11, value: [1])])
    var encoder = FrameEncoder(version: .v2019, terminal: TerminalNumber(packed: [UInt8](repeating: 1, count: 10)))
    let frames = encoder.frames(.location(report)) + encoder.frames(.batch(LocationBatch(kind: .backfill, reports: [report])))
    var taken = 0
    for _ in 0..<20_000 {
      var raw = frames[Int.random(in: 0..<frames.count, using: &generator)].raw
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        raw[Int.random(in: 0..<raw.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      var scanner = FrameScanner()
      scanner.scan(raw) { element in
        guard case .frame(let frame) = element else { return }
        taken += 1
        _ = try? Message(frame)
      }
    }
    #expect(taken < 2000)
  }

  @Test("however a stream is cut, it holds the same frames and the same number of dropped bytes")
  func cuts() {
    var generator = SeededGenerator(seed: 7)
    var encoder = FrameEncoder(version: .v2013, terminal: terminal)
    for _ in 0..<300 {
      var stream: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: stream += (0..<Int.random(in: 1...5000, using: &generator)).map { _ in UInt8.random(in: 0x20...0x60, using: &generator) }
        case 1: stream += [UInt8](repeating: Frame.delimiter, count: Int.random(in: 1...4, using: &generator))
        default: stream += encoder.frames(messageID: 0x0002, body: [])[0].raw
        }
      }
      var whole = FrameScanner()
      var expected: [FrameScanner.Element] = []
      whole.scan(stream) { expected.append($0) }
      var scanner = FrameScanner()
      var elements: [FrameScanner.Element] = []
      var rest = stream[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...1500, using: &generator))
        scanner.scan(piece) { elements.append($0) }
        rest = rest[piece.endIndex...]
      }
      #expect(elements == expected)
      #expect(scanner.pendingBytes == whole.pendingBytes)
      #expect(scanner.pendingBytes <= Frame.longestBytes)
    }
  }

  @Test("random bodies of every message never trap")
  func randomBodies() {
    var generator = SeededGenerator(seed: 1078)
    let ids: [UInt16] = [0x0001, 0x0002, 0x0003, 0x0100, 0x0102, 0x0200, 0x0702, 0x0704, 0x8001, 0x8100, 0x0F00]
    for _ in 0..<20_000 {
      let version: Version = Bool.random(using: &generator) ? .v2013 : .v2019
      let body = (0..<Int.random(in: 0...120, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let header = Header(
        messageID: ids[Int.random(in: 0..<ids.count, using: &generator)], version: version,
        terminal: TerminalNumber(packed: [UInt8](repeating: 0, count: version.terminalNumberBytes)), serial: 1)
      let frame = Frame(header: header, body: body)
      if let message = try? Message(frame), case .location(let report) = message {
        #expect(report.body == body)
      }
    }
  }

  @Test("the 46-byte frame that ends another gateway is a report with a raw item")
  func killerFrame() throws {
    var encoder = FrameEncoder(version: .v2013, terminal: terminal)
    var report = LocationReport(
      statusBits: 2, latitudeMagnitude: 1, longitudeMagnitude: 1, time: BCDTime(secondsSince1970: 1_704_934_923))
    report.items = [ExtensionItem(id: 0x11, value: [1])]
    let frame = encoder.frames(.location(report))[0]
    #expect(frame.raw.count == 46)
    guard case .location(let read) = try Message(frame) else { Issue.record("no report"); return }
    #expect(Array(read.items).first?.content == .overspeed(areaType: 1, areaID: nil))
  }

  @Test("a body too long for one frame is split with consecutive serial numbers")
  func splitting() {
    var encoder = FrameEncoder(version: .v2013, terminal: terminal, firstSerial: 0xFFFF)
    let body = (0..<2500).map { UInt8(truncatingIfNeeded: $0) }
    let frames = encoder.frames(messageID: 0x0704, body: body)
    #expect(frames.map(\.header.serial) == [0xFFFF, 0, 1])
    #expect(frames.map(\.header.firstSerial) == [0xFFFF, 0xFFFF, 0xFFFF])
    var reassembler = Reassembler()
    #expect(reassembler.take(frames[2]) == .incomplete)
    #expect(reassembler.take(frames[2]) == .duplicate)
    #expect(reassembler.take(frames[0]) == .incomplete)
    guard case .whole(let whole) = reassembler.take(frames[1]) else { Issue.record("not whole"); return }
    #expect(Array(whole.body) == body)
  }

  @Test("times that are none are told from times, and a time comes back as it went")
  func times() {
    #expect(BCDTime(bytes: bytes("240111090203")).secondsSince1970 == 1_704_934_923)
    #expect(BCDTime(secondsSince1970: 1_704_934_923).bytes.hex == "240111090203")
    for none in ["000000000000", "240230000000", "2401110a0000", "240111240000", "241311000000"] {
      #expect(BCDTime(bytes: bytes(none)).secondsSince1970 == nil, "\(none)")
    }
  }

  @Test("plates and names survive GBK")
  func gbk() {
    for text in ["湘A12345", "粤B·警", "测试,abc"] { #expect(GBK.text(GBK.bytes(text)) == text) }
    #expect(GBK.bytes("湘A").hex == "cfe641")
    #expect(GBK.text([0xFF, 0x41, 0x81]) == "\u{FFFD}A\u{FFFD}")
    #expect(GBK.bytes("😀").hex == "3f")
  }

  @Test("one terminal is one identity in every header")
  func identity() {
    #expect(TerminalNumber("13800000001", version: .v2013)?.identity == TerminalNumber("13800000001", version: .v2019)?.identity)
    #expect(TerminalNumber(packed: [0x0A, 0xBC]).digits == "0abc")
    #expect(TerminalNumber("12x", version: .v2013) == nil)
  }
}
