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

/// One terminal's handler on a channel whose time the test moves.
final class Connection {
  let journal = HeldJournal()
  let counters = IngestCounters()
  let limits: IngestLimits
  /// The serial number of the last frame received.
  private(set) var lastSerial: UInt16?
  static let time = Instant(microsecondsSince1970: 1_704_934_923_000_000)
  private let channel = EmbeddedChannel()
  private var encoder: FrameEncoder
  let gateway: TerminalGateway<HeldJournal>

  init(_ set: (inout IngestLimits) -> Void = { _ in }) throws {
    var limits = IngestLimits()
    set(&limits)
    self.limits = limits
    encoder = FrameEncoder(version: .v2019, terminal: try #require(TerminalNumber("13800000001", version: .v2019)))
    var register = FleetRegister()
    register.take(try EventReader.event(fromLine: Array(Service.plan.utf8)))
    gateway = TerminalGateway(journal: journal, fleet: LiveFleet(register), counters: counters, limits: limits) { Connection.time }
    try channel.pipeline.syncOperations.addHandlers(TerminalHandler(gateway, on: channel.eventLoop))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
  }

  var isOpen: Bool { channel.isActive }
  var isReading: Bool {
    channel.options.last { $0.option is ChannelOptions.Types.AutoReadOption }?.value as? Bool ?? true
  }

  /// The terminal takes what is sent, or no longer.
  func take(_ takes: Bool) {
    channel.isWritable = takes
    channel.pipeline.fireChannelWritabilityChanged()
  }

  func advance(_ amount: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: amount) }
  func run() { channel.embeddedEventLoop.run() }
  func disconnect() { _ = try? channel.finish() }
  func drain() { channel.pipeline.fireUserInboundEventTriggered(DrainEvent()) }

  func send(_ message: Message) throws {
    for frame in encoder.frames(message) { try channel.writeInbound(FrameScanner.Element.frame(frame)) }
    run()
  }

  /// The frames of a message as this terminal sends it, numbered on.
  func frames(_ message: Message) -> [Frame] { encoder.frames(message) }

  /// The parts of a message whose body is cut into so many, numbered on.
  func parts(_ messageID: UInt16, _ body: [UInt8], count: Int) -> [Frame] {
    let size = (body.count + count - 1) / count
    return (0..<count).map { index in
      var frame = encoder.frames(messageID: messageID, body: Array(body.dropFirst(index * size).prefix(size)))[0]
      frame.header.part = Header.Part(total: UInt16(count), number: UInt16(index + 1))
      return Frame(header: frame.header, body: frame.body)
    }
  }

  func send(_ frames: [Frame]) throws {
    for frame in frames { try channel.writeInbound(FrameScanner.Element.frame(frame)) }
    run()
  }

  /// What the service sent since the last look.
  func received() throws -> [Message] {
    var messages: [Message] = []
    while let frame = try channel.readOutbound(as: Frame.self) {
      lastSerial = frame.header.serial
      messages.append(try Message(frame))
    }
    return messages
  }

  /// The result of the general reply that is the only thing the service sent.
  func result() throws -> GeneralReply.Result? {
    let messages = try received()
    guard messages.count == 1, case .platformReply(let reply) = messages[0] else { return nil }
    return reply.result
  }

  func answers() throws -> Int {
    var count = 0
    while try channel.readOutbound(as: Frame.self) != nil { count += 1 }
    return count
  }

  func signIn() throws {
    try authenticate()
    #expect(try answers() == 1)
  }

  /// Registers, reads that answer, and authenticates.
  func authenticate() throws {
    let registration = Registration(
      layout: .v2019, province: 43, city: 1, maker: "test", model: "test", terminalID: "1", plateColour: 1, plate: "湘A00001")
    try send(.registration(registration))
    let frame = try #require(try channel.readOutbound(as: Frame.self))
    guard case .registrationReply(let reply) = try Message(frame) else { return }
    try send(.authentication(Authentication(code: reply.authenticationCode ?? "")))
  }
}

/// A journal in memory that can keep its answers back and say that much waits.
final class HeldJournal: Journal {
  private struct State {
    var backlog = 0
    var isHolding = false
    var held: [@Sendable () -> Void] = []
    var position: Int64 = 0
    var drafts: [EntryDraft] = []
  }

  private let state = Mutex(State())

  func append(_ draft: EntryDraft, completion: @escaping @Sendable (Result<Receipt, any Error>) -> Void) {
    let now = state.withLock { state -> (@Sendable () -> Void)? in
      state.position += 1
      state.drafts.append(draft)
      let receipt = Receipt(position: state.position, received: .distantPast)
      let done: @Sendable () -> Void = { completion(.success(receipt)) }
      guard state.isHolding else { return done }
      state.held.append(done)
      return nil
    }
    now?()
  }

  /// What was appended.
  var drafts: [EntryDraft] { state.withLock(\.drafts) }

  func hold() { state.withLock { $0.isHolding = true } }

  func complete() {
    let held = state.withLock { state in
      state.isHolding = false
      defer { state.held = [] }
      return state.held
    }
    for done in held { done() }
  }

  func isQuiet(after position: Int64) -> Bool { state.withLock { $0.held.isEmpty && $0.position <= position } }

  func setBacklog(_ bytes: Int) { state.withLock { $0.backlog = bytes } }
  var backlogBytes: Int { state.withLock(\.backlog) }

  nonisolated(nonsending) func read(after position: Int64, limit: Int) async throws -> [Entry] { [] }
  nonisolated(nonsending) func read(at positions: [Int64]) async throws -> [Entry] { [] }
  func read(subject: String, from: Instant, to: Instant, limit: Int) async throws -> [Entry] { [] }
  func wait(after position: Int64) async throws { throw JournalError.closed }
}
