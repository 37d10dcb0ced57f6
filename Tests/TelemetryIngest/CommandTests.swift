import EscortDomain
import JT808
import Journal
import NIOCore
import Testing

@testable import TelemetryIngest

@Suite("Commands to terminals")
struct CommandTests {
  private let list = TerminalCommand.recordings(
    camera: 1, from: Instant(microsecondsSince1970: 1_704_934_923_000_000), to: Instant(microsecondsSince1970: 1_704_935_923_000_000))

  private func issue(_ content: TerminalCommand, to terminal: Connection, lifetime: Int = 600) async throws -> Command {
    let command = try await terminal.gateway.commands.issue(content, to: "13800000001", by: "tester", lifetime: .seconds(lifetime))
    terminal.run()
    return command
  }

  private func body<Body: MessageBody>(_ messages: [Message], _ type: Body.Type) -> Body? {
    for case .tabled(let message) in messages { if let body = message.body as? Body { return body } }
    return nil
  }

  @Test("a command waits for its terminal, goes out behind the authentication's answer, and ends with the answer asked for")
  func queued() async throws {
    let terminal = try Connection()
    let command = try await issue(.locate, to: terminal)
    #expect(try terminal.received().isEmpty)
    try terminal.authenticate()
    let messages = try terminal.received()
    #expect(messages.count == 2)
    guard case .platformReply = messages.first else { Issue.record("the answer comes first"); return }
    #expect(body(messages, LocationRequest.self) != nil)
    #expect(terminal.gateway.commands[command.id]?.state == .sent)
    let serial = try #require(terminal.lastSerial)
    try terminal.send(.tabled(LocationReply.with { $0.replySerial = serial &+ 7 }))
    #expect(terminal.gateway.commands[command.id]?.state == .sent, "an answer to something else")
    try terminal.send(.tabled(LocationReply.with { $0.replySerial = serial }))
    #expect(terminal.gateway.commands[command.id]?.state == .answered)
    let kinds = terminal.journal.drafts.map(\.kind).filter { $0 == .commandIssued || $0 == .commandOutcome }
    #expect(kinds == [.commandIssued, .commandOutcome, .commandOutcome])
  }

  @Test("a command whose line closed on it ends when nobody can answer it any more, and so does an upload that was promised")
  func lineClosed() async throws {
    let terminal = try Connection { $0.uploadServer = UploadServer(host: "ftp.example", user: "u", password: "p") }
    try terminal.signIn()
    let from = Connection.time
    let asked = try await issue(.locate, to: terminal)
    let upload = try await issue(.upload(camera: 1, from: from - .seconds(60), to: from), to: terminal)
    _ = try terminal.received()
    try terminal.send(.terminalReply(Self.reply(try #require(terminal.lastSerial), 0x9206, 0)))
    let commands = terminal.gateway.commands
    #expect(commands[upload.id]?.state == .accepted)
    terminal.disconnect()
    commands.expire(at: from + .seconds(600))
    #expect(commands[asked.id]?.state == .sent)
    commands.expire(at: from + .seconds(600 + 9 * 20 + 1))
    #expect(commands[asked.id]?.state == .timedOut)
    #expect(commands[upload.id]?.state == .accepted)
    commands.expire(at: from + .seconds(3601))
    #expect(commands[upload.id]?.state == .timedOut)
    #expect(commands.openCount == 0)
  }

  @Test("each command is its message, and ends as its terminal answers")
  func outcomes() async throws {
    let terminal = try Connection()
    try terminal.signIn()
    let parameter = TerminalParameter.with {
      $0.id = TerminalParameter.heartbeatInterval; $0.value = [0, 0, 0, 30]
    }
    let cases: [(TerminalCommand, UInt16, (UInt16) -> Message, Command.State)] = [
      (.text("请确认", isUrgent: true), 0x8300, { .terminalReply(Self.reply($0, 0x8300, 0)) }, .answered),
      (.parameters([parameter]), 0x8103, { .terminalReply(Self.reply($0, 0x8103, 0)) }, .answered),
      (.tracking(intervalSeconds: 5, validitySeconds: 60), 0x8202, { .terminalReply(Self.reply($0, 0x8202, 0)) }, .answered),
      (.snapshot(camera: 1), 0x8801, { serial in .tabled(SnapshotReply.with { $0.replySerial = serial }) }, .answered),
      (list, 0x9205, { serial in .tabled(RecordingList.with { $0.replySerial = serial }) }, .answered),
      (list, 0x9205, { .terminalReply(Self.reply($0, 0x9205, 0)) }, .sent),
      (.locate, 0x8201, { .terminalReply(Self.reply($0, 0x8201, 3)) }, .failed(reason: "the terminal answered with result 3")),
      (
        .snapshot(camera: 9), 0x8801,
        { serial in
          .tabled(
            SnapshotReply.with {
              $0.replySerial = serial; $0.result = 2
            })
        },
        .failed(reason: "there is no such camera")
      ),
    ]
    for (content, message, answer, state) in cases {
      let command = try await issue(content, to: terminal)
      let sent = try terminal.received()
      #expect(sent.map(\.id) == [message])
      try terminal.send(answer(try #require(terminal.lastSerial)))
      _ = try terminal.received()
      #expect(terminal.gateway.commands[command.id]?.state == state, "\(content)")
    }
  }

  @Test("an unanswered command is sent again as it was, later each time, then it has timed out")
  func timeout() async throws {
    let terminal = try Connection()
    try terminal.signIn()
    let command = try await issue(.locate, to: terminal)
    _ = try terminal.received()
    let serial = terminal.lastSerial
    for wait in [20, 40] as [Int64] {
      terminal.advance(.seconds(wait - 1))
      #expect(try terminal.received().isEmpty)
      terminal.advance(.seconds(1))
      #expect(try terminal.received().map(\.id) == [0x8201])
      #expect(terminal.lastSerial == serial)
    }
    terminal.advance(.seconds(120))
    #expect(terminal.gateway.commands[command.id]?.state == .timedOut)
    #expect(terminal.counters[.commandsFailed] == 1)
  }

  @Test("an upload is accepted, then done; without a server it is refused")
  func upload() async throws {
    let upload = TerminalCommand.upload(camera: 1, from: Connection.time, to: Connection.time + .seconds(60))
    let poor = try Connection()
    await #expect(throws: CommandCenter.Refusal.noUploadServer) { _ = try await issue(upload, to: poor) }

    let terminal = try Connection { $0.uploadServer = UploadServer(host: "127.0.0.1", user: "u", password: "secret") }
    try terminal.signIn()
    let command = try await issue(upload, to: terminal)
    #expect(body(try terminal.received(), RecordingUpload.self)?.password == "secret")
    let serial = try #require(terminal.lastSerial)
    try terminal.send(.terminalReply(Self.reply(serial, 0x9206, 0)))
    #expect(terminal.gateway.commands[command.id]?.state == .accepted)
    terminal.advance(.seconds(100))
    try terminal.send(.tabled(UploadResult.with { $0.replySerial = serial }))
    #expect(terminal.gateway.commands[command.id]?.state == .answered)
    #expect(!terminal.journal.drafts.contains { String(decoding: $0.bytes, as: UTF8.self).contains("secret") && $0.kind != .jt808Frame })
  }

  @Test("what waits too long expires; what waits is bounded")
  func expiry() async throws {
    let terminal = try Connection()
    let command = try await issue(.locate, to: terminal, lifetime: 60)
    terminal.gateway.commands.expire(at: Connection.time + .seconds(60))
    #expect(terminal.gateway.commands[command.id]?.state == .queued)
    terminal.gateway.commands.expire(at: Connection.time + .seconds(61))
    #expect(terminal.gateway.commands[command.id]?.state == .expired)
    for _ in 0..<terminal.limits.mostOpenCommands { _ = try await issue(.locate, to: terminal) }
    await #expect(throws: CommandCenter.Refusal.tooMany(most: 64)) { _ = try await issue(.locate, to: terminal) }
  }

  @Test("the book folded from the journal knows every command and its end")
  func folded() async throws {
    let terminal = try Connection()
    try terminal.signIn()
    let answered = try await issue(list, to: terminal)
    _ = try terminal.received()
    try terminal.send(.tabled(RecordingList.with { $0.replySerial = terminal.lastSerial ?? 0 }))
    let waiting = try await issue(.text("到达前请再次确认", isUrgent: false), to: terminal)
    var book = CommandBook()
    for (index, draft) in terminal.journal.drafts.enumerated() {
      book.take(Entry(position: Int64(index + 1), received: Connection.time, draft: draft))
    }
    #expect(book[answered.id]?.state == .answered)
    #expect(book[waiting.id]?.content == waiting.content)
    #expect(book.open.map(\.id) == [waiting.id])
    book.set(waiting.id, .failed(reason: "refused"), at: Connection.time)
    _ = book.order(CommandBook.order(.locate, to: "1", by: "一组", expires: Connection.time), id: 99, at: Connection.time)
    var writer = PackedWriter()
    writer.write(book)
    var reader = PackedReader(writer.block())
    let again = reader.read(CommandBook.self)
    #expect(!reader.isDamaged)
    for terminal in ["1", answered.terminal] { #expect(again.commands(of: terminal) == book.commands(of: terminal)) }
    #expect(again.open == book.open && again.open(of: "1") == book.open(of: "1") && again.openCount == 1)
  }

  @Test("what is wrong with a command is said")
  func refusals() throws {
    for (text, reason) in [
      (#"{"command":"dance"}"#, "must be one of"), (#"{"command":"text"}"#, "\"text\""),
      (#"{"command":"tracking","interval":99999}"#, "0 to 3600"), (#"{"command":"snapshot","camera":0}"#, "1 to 255"),
      (#"{"command":"recordings","camera":1,"from":"2024-01-11T10:00:00Z","to":"2024-01-11T09:00:00Z"}"#, "the earlier"),
      (#"{"command":"parameters","parameters":[{"id":1,"value":"0"}]}"#, "hex"),
    ] {
      let object = try #require(try JSONValue(parsing: Array(text.utf8)).object)
      let error = #expect(throws: CommandError.self) { _ = try TerminalCommand(object) }
      #expect(error?.description.contains(reason) == true)
    }
  }

  private static func reply(_ serial: UInt16, _ id: UInt16, _ result: UInt8) -> GeneralReply {
    GeneralReply(replySerial: serial, replyID: id, result: GeneralReply.Result(rawValue: result) ?? .failure)
  }
}
