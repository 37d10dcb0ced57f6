import EscortDomain
import JT808
import Journal
import NIOCore
import NIOEmbedded
import Registers
import Synchronization
import Testing
import TrackFiles

@testable import TelemetryIngest

@Suite("A terminal's connection under pressure")
struct TerminalHandlerTests {
  @Test("a connection that does not authenticate in time is closed, and so is one that falls silent")
  func silence() throws {
    let strange = try Connection()
    strange.advance(.seconds(59))
    #expect(strange.isOpen)
    strange.advance(.seconds(2))
    #expect(!strange.isOpen)
    #expect(strange.counters[.neverAuthenticated] == 1)

    let known = try Connection()
    try known.signIn()
    known.advance(.seconds(299))
    #expect(known.isOpen)
    try known.send(.heartbeat)
    known.advance(.seconds(299))
    #expect(known.isOpen)
    known.advance(.seconds(77))
    #expect(!known.isOpen)
    #expect(known.counters[.idle] == 1)
  }

  @Test("while the journal is far behind nothing is read; when half of it is stored reading goes on")
  func backlog() throws {
    let terminal = try Connection()
    try terminal.signIn()
    terminal.journal.setBacklog(terminal.limits.mostBacklogBytes + 1)
    try terminal.send(.heartbeat)
    #expect(!terminal.isReading)
    terminal.advance(.seconds(10))
    #expect(!terminal.isReading)
    terminal.journal.setBacklog(terminal.limits.mostBacklogBytes / 2)
    terminal.advance(.milliseconds(60))
    #expect(terminal.isReading)
    #expect(terminal.isOpen)
  }

  @Test("what one connection has under way is bounded")
  func inFlight() throws {
    let terminal = try Connection()
    try terminal.signIn()
    terminal.journal.hold()
    for _ in 0..<terminal.limits.mostInFlight { try terminal.send(.heartbeat) }
    #expect(!terminal.isReading)
    terminal.journal.complete()
    terminal.run()
    #expect(terminal.isReading)
  }

  @Test("a stop answers what is stored, answers nothing else, and closes")
  func drain() throws {
    let terminal = try Connection()
    try terminal.signIn()
    terminal.journal.hold()
    try terminal.send(.heartbeat)
    terminal.drain()
    #expect(terminal.isOpen)
    #expect(!terminal.isReading)
    #expect(try terminal.answers() == 0)
    terminal.journal.complete()
    terminal.run()
    #expect(try terminal.answers() == 1)
    #expect(!terminal.isOpen)
  }
}

/// One terminal's handler on a channel whose time the test moves.
private final class Connection {
  let journal = HeldJournal()
  let counters = IngestCounters()
  let limits = IngestLimits()
  private let channel = EmbeddedChannel()
  private var encoder: FrameEncoder

  init() throws {
    encoder = FrameEncoder(version: .v2019, terminal: try #require(TerminalNumber("13800000001", version: .v2019)))
    var register = FleetRegister()
    register.take(try EventReader.event(fromLine: Array(Service.plan.utf8)))
    try channel.pipeline.syncOperations.addHandlers(
      TerminalHandler(
        journal: journal, fleet: LiveFleet(register), connections: TerminalConnections(), counters: counters, limits: limits))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
  }

  var isOpen: Bool { channel.isActive }
  var isReading: Bool {
    channel.options.last { $0.option is ChannelOptions.Types.AutoReadOption }?.value as? Bool ?? true
  }

  func advance(_ amount: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: amount) }
  func run() { channel.embeddedEventLoop.run() }
  func drain() { channel.pipeline.fireUserInboundEventTriggered(DrainEvent()) }

  func send(_ message: Message) throws {
    for frame in encoder.frames(message) { try channel.writeInbound(FrameScanner.Element.frame(frame)) }
    run()
  }

  func answers() throws -> Int {
    var count = 0
    while try channel.readOutbound(as: Frame.self) != nil { count += 1 }
    return count
  }

  func signIn() throws {
    let registration = Registration(
      layout: .v2019, province: 43, city: 1, maker: "test", model: "test", terminalID: "1", plateColour: 1, plate: "湘A00001")
    try send(.registration(registration))
    let frame = try #require(try channel.readOutbound(as: Frame.self))
    guard case .registrationReply(let reply) = try Message(frame) else { return }
    try send(.authentication(Authentication(code: reply.authenticationCode ?? "")))
    #expect(try answers() == 1)
  }
}

/// A journal in memory that can keep its answers back and say that much waits.
final class HeldJournal: Journal {
  private struct State {
    var backlog = 0
    var isHolding = false
    var held: [@Sendable () -> Void] = []
    var position: Int64 = 0
  }

  private let state = Mutex(State())

  func append(_ draft: EntryDraft, completion: @escaping @Sendable (Result<Receipt, any Error>) -> Void) {
    let now = state.withLock { state -> (@Sendable () -> Void)? in
      state.position += 1
      let receipt = Receipt(position: state.position, received: .distantPast)
      let done: @Sendable () -> Void = { completion(.success(receipt)) }
      guard state.isHolding else { return done }
      state.held.append(done)
      return nil
    }
    now?()
  }

  func hold() { state.withLock { $0.isHolding = true } }

  func complete() {
    let held = state.withLock { state in
      state.isHolding = false
      defer { state.held = [] }
      return state.held
    }
    for done in held { done() }
  }

  func setBacklog(_ bytes: Int) { state.withLock { $0.backlog = bytes } }
  var backlogBytes: Int { state.withLock(\.backlog) }

  func read(after position: Int64, limit: Int) async throws -> [Entry] { [] }
  func read(subject: String, from: Instant, to: Instant, limit: Int) async throws -> [Entry] { [] }
  func wait(after position: Int64) async throws { throw JournalError.closed }
}
