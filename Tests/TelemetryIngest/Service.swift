import EscortDomain
import JT808
import JT808NIO
import Journal
import NIOCore
import NIOPosix
import Registers
import Synchronization
import TelemetryIngest

/// Intake with a journal of its own and one provisioned terminal.
final class Service: Sendable {
  let counters = IngestCounters()
  private let journal: SQLiteJournal
  private let server: TerminalServer

  static let plan = """
    {"type":"transport","at":"2024-01-11T00:00:00Z","id":"T1","leg":"province-branch","simulated":true,\
    "origin":{"org":"a","lat":28.0,"lon":113.0},"destination":{"org":"b","lat":28.0,"lon":113.2},\
    "plannedDeparture":"2024-01-11T01:00:00Z","plannedArrival":"2024-01-11T02:00:00Z",\
    "vehicles":[{"id":"湘A00001","terminal":"13800000001","cameras":[1,2],"crew":[]}]}
    """

  init(_ folder: String, provisions: Bool) async throws {
    let clock = Mutex<Int64>(1_704_934_800_000_000)
    journal = try SQLiteJournal(folder: folder) {
      clock.withLock { time in
        time += 1000
        return Instant(microsecondsSince1970: time)
      }
    }
    if provisions {
      _ = try await journal.append(EntryDraft(kind: .feedLine, origin: "test", bytes: Array(Self.plan.utf8)))
    }
    var decoder = EntryDecoder()
    for entry in try await journal.read(after: 0, limit: 1000) { _ = decoder.events(of: entry) }
    server = try await TerminalServer(
      host: "127.0.0.1", port: 0,
      gateway: TerminalGateway(journal: journal, fleet: LiveFleet(decoder.register), counters: counters) {
        Instant(microsecondsSince1970: 1_704_934_800_000_000)
      })
  }

  var port: Int { server.port }

  func kinds() async throws -> [EntryKind] { try await journal.read(after: 0, limit: 1000).map(\.draft.kind) }

  func events() async throws -> [Event] {
    var decoder = EntryDecoder()
    return try await journal.read(after: 0, limit: 1000).flatMap { decoder.events(of: $0) }
  }

  func close() async throws {
    try await server.close()
    try journal.close()
  }
}

/// A terminal on a real socket that sends one message at a time and waits for its answer.
final class Unit: Sendable {
  private let channel: NIOAsyncChannel<FrameScanner.Element, Frame>
  private let encoder: Mutex<FrameEncoder>
  private let answers: AsyncStream<Frame>
  private let reading: Task<Void, any Error>

  static func connect(_ port: Int, number: String = "13800000001") async throws -> Unit {
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(FrameDecoder(), FrameWriter())
          return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel,
            configuration: .init(inboundType: FrameScanner.Element.self, outboundType: Frame.self))
        }
      }
    return Unit(channel, number: number)
  }

  private init(_ channel: NIOAsyncChannel<FrameScanner.Element, Frame>, number: String) {
    self.channel = channel
    let terminal = TerminalNumber(number, version: .v2019) ?? TerminalNumber(packed: [])
    encoder = Mutex(FrameEncoder(version: .v2019, terminal: terminal))
    let (answers, continuation) = AsyncStream.makeStream(of: Frame.self)
    self.answers = answers
    reading = Task {
      defer { continuation.finish() }
      try await channel.executeThenClose { inbound, _ in
        for try await element in inbound { if case .frame(let frame) = element { continuation.yield(frame) } }
      }
    }
  }

  func registration(plate: String) async throws -> RegistrationReply {
    let registration = Registration(
      layout: .v2019, province: 43, city: 1, maker: "test", model: "test", terminalID: "1", plateColour: 1, plate: plate)
    let answer = try await send(.registration(registration))
    guard case .registrationReply(let reply)? = answer else { throw Unanswered() }
    return reply
  }

  func register(plate: String) async throws -> String { try await registration(plate: plate).authenticationCode ?? "" }

  func ask(_ message: Message) async throws -> GeneralReply.Result? {
    guard case .platformReply(let reply)? = try await send(message) else { throw Unanswered() }
    return reply.result
  }

  func write(_ bytes: [UInt8]) async throws {
    var frame = encoder.withLock { $0.frames(.heartbeat)[0] }
    frame.raw = bytes
    try await channel.channel.writeAndFlush(frame).get()
  }

  func waitUntilClosed() async throws { try await channel.channel.closeFuture.get() }

  func close() async throws {
    try? await channel.channel.close().get()
    _ = await reading.result
  }

  private func send(_ message: Message) async throws -> Message? {
    for frame in encoder.withLock({ $0.frames(message) }) { try await channel.channel.writeAndFlush(frame).get() }
    for await frame in answers { return try Message(frame) }
    return nil
  }

  struct Unanswered: Error {}
}
