import EscortDomain
import Testing
import TrackFiles

@Suite("The feed format")
struct FeedReaderTests {
  @Test("every type of line is read and written as the same event")
  func roundTrip() throws {
    let lines = [
      #"{"type":"policy","at":"2024-01-11T00:00:00Z","escortMinimum":3,"terminalAlarms":{"fuel":"high","emergency":null}}"#,
      #"{"type":"person","at":"2024-01-11T00:00:00Z","id":"E1","name":"甲","org":"a","formalEmployee":true,"pledge":"2023-12-01"}"#,
      #"{"type":"departed","at":"2024-01-11T01:00:00Z","received":"2024-01-11T01:00:01.5Z","transport":"T1","by":"D"}"#,
      #"{"type":"position","at":"2024-01-11T01:00:00Z","vehicle":"V","lat":28.5,"lon":113.0,"valid":false,"alarms":[],"door":"open"}"#,
      #"{"type":"recording","at":"2024-01-11T01:00:00Z","vehicle":"湘A1","camera":2,"state":"no-signal","future":[1,2.0,"x"]}"#,
      #"{"type":"segment","at":"2024-01-11T01:00:00Z","vehicle":"V","camera":2,"from":"2024-01-11T00:00:00Z","to":"2024-01-11T01:00:00Z"}"#,
      #"{"type":"check-in","at":"2024-01-11T01:00:00Z","vehicle":"湘A1","person":"E1","lat":1.5,"lon":2.5,"method":"card","duress":true}"#,
      #"{"type":"phone","at":"2024-01-11T01:00:00Z","vehicle":"湘A1","person":"E1","lat":1.5,"lon":2.5}"#,
      #"{"type":"door","at":"2024-01-11T01:00:00Z","vehicle":"湘A1","state":"closed"}"#,
      #"{"type":"seal","at":"2024-01-11T01:00:00Z","vehicle":"湘A1","seal":"S-1","state":"broken"}"#,
      #"{"type":"alarm","at":"2024-01-11T01:00:00Z","vehicle":"湘A1","name":"fuel","state":"off"}"#,
    ]
    for line in lines {
      let event = try EventReader.event(fromLine: line.utf8)
      let again = try EventReader.event(fromLine: EventWriter.line(event).utf8)
      #expect(again == event, "\(line)")
    }
  }

  @Test("a bad line is told with its number and reason, and the rest is read, in pieces of any size", arguments: [1, 7, 4096])
  func badLines(size: Int) {
    let text = """
      # a comment

      {"type":"departed","at":"2024-01-11T01:00:00Z","transport":"T1"}
      {"type":"departed","at":"2024-01-11","transport":"T1"}
      {"type":"flown","at":"2024-01-11T01:00:00Z"}
      {"type":"transport","at":"2024-01-11T01:00:00Z","id":"T1","clock":{}}
      {"type":"door","at":"2024-01-11T01:00:00Z","vehicle":"湘A1","state":"ajar"}
      not json
      {"type":"arrived","at":"2024-01-11T02:00:00Z","transport":"T1"}
      """
    var reader = FeedReader()
    var lines: [FeedReader.Line] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      lines += reader.read(bytes[start..<min(start + size, bytes.count)])
    }
    lines += reader.finish()
    var splitter = FeedSplitter()
    var blocks: [FeedSplitter.Block] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      if let block = splitter.block(Array(bytes[start..<min(start + size, bytes.count)])) { blocks.append(block) }
    }
    if let last = splitter.last() { blocks.append(last) }
    let expected = [
      "3 departed", "4 ✘ \"at\" must be an RFC 3339", "5 ✘ unknown type \"flown\"", "6 ✘ \"clock.wall\" is missing",
      "7 ✘ \"state\" must be one of o", "8 ✘ not JSON: not a JSON val", "9 arrived",
    ]
    #expect(told(lines) == expected)
    #expect(told(blocks.flatMap { $0.lines() }) == expected)
  }

  @Test("a clock's further stretches are read in order; one that goes back, or too fast, is refused")
  func clock() throws {
    func plan(_ stretches: String) -> String {
      """
      {"type":"transport","at":"2024-01-11T01:00:00Z","id":"T1","leg":"branch-site","origin":{"org":"a","lat":28.1,"lon":113},\
      "destination":{"org":"b","lat":28.2,"lon":113},"plannedDeparture":"2024-01-11T01:00:00Z",\
      "plannedArrival":"2024-01-11T02:00:00Z","simulated":true,"vehicles":[],\
      "clock":{"wall":"2026-01-01T00:00:00Z","scenario":"2024-01-11T01:00:00Z","speed":10,"then":[\(stretches)]}}
      """
    }
    let pause = #"{"wall":"2026-01-01T00:01:00Z","scenario":"2024-01-11T01:10:00Z","speed":0}"#
    let resumption = #"{"wall":"2026-01-01T02:00:00Z","scenario":"2024-01-11T01:10:00Z","speed":20}"#
    guard case .transport(let read) = try EventReader.event(fromLine: plan("\(pause),\(resumption)").utf8).fact, let clock = read.clock
    else { return #expect(Bool(false)) }
    let wall = try #require(Instant(rfc3339: "2026-01-01T01:00:00Z"))
    #expect(clock.scenarioTime(at: wall).rfc3339 == "2024-01-11T01:10:00Z")
    #expect(clock.scenarioTime(at: wall + .seconds(3660)).rfc3339 == "2024-01-11T01:30:00Z")
    let back = #"{"wall":"2026-01-01T00:01:00Z","scenario":"2024-01-11T01:09:00Z","speed":1}"#
    let tooFast = #"{"wall":"2026-01-01T00:01:00Z","scenario":"2024-01-11T01:10:00Z","speed":10001}"#
    for stretches in [back, tooFast, "\(resumption),\(pause)", "\(pause),\(pause)"] {
      #expect(throws: FeedError.self, "\(stretches)") { try EventReader.event(fromLine: plan(stretches).utf8) }
    }
  }

  private func told(_ lines: [FeedReader.Line]) -> [String] {
    lines.map { line in
      switch line {
      case .event(let event, let number): "\(number) \(EventWriter.type(of: event.fact))"
      case .unreadable(let number, let reason): "\(number) ✘ \(reason.prefix(24))"
      }
    }
  }

  @Test("of a line without end no more is kept than may be read, and the next line is read")
  func endlessLine() {
    var splitter = FeedSplitter()
    let piece = [UInt8](repeating: 0x20, count: 1 << 20)
    for _ in 0..<20 {
      let block = splitter.block(piece)
      #expect(block == nil)
    }
    let end = splitter.block(Array("\n{\"type\":\"departed\",\"at\":\"2024-01-11T01:00:00Z\",\"transport\":\"T1\"}\n".utf8))
    #expect((end?.bytes.count ?? 0) < FeedReader.longestLineBytes + (2 << 20))
    #expect(told(end?.lines() ?? []) == ["1 ✘ the line is longer than ", "2 departed"])
  }
}
