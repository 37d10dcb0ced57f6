import EscortDomain
import Foundation
import JT808
import JT808NIO
import Journal
import NIOCore
import NIOPosix
import NIOSSL
import Registers
import Synchronization
import TelemetryIngest

/// Intake with a journal of its own and one provisioned terminal.
final class Service: Sendable {
  let counters = IngestCounters()
  private let journal: SQLiteJournal
  private let server: TerminalServer
  private let datagrams: TerminalDatagrams

  static let plan = """
    {"type":"transport","at":"2024-01-11T00:00:00Z","id":"T1","leg":"province-branch","simulated":true,\
    "origin":{"org":"a","lat":28.0,"lon":113.0},"destination":{"org":"b","lat":28.0,"lon":113.2},\
    "plannedDeparture":"2024-01-11T01:00:00Z","plannedArrival":"2024-01-11T02:00:00Z",\
    "vehicles":[{"id":"湘A00001","terminal":"13800000001","cameras":[1,2],"crew":[]}]}
    """

  init(_ folder: String, provisions: Bool, encryption: TerminalEncryption? = nil) async throws {
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
    let gateway = TerminalGateway(journal: journal, fleet: LiveFleet(decoder.register), counters: counters) {
      Instant(microsecondsSince1970: 1_704_934_800_000_000)
    }
    server = try await TerminalServer(host: "127.0.0.1", port: 0, gateway: gateway, encryption: encryption)
    datagrams = try await TerminalDatagrams(host: "127.0.0.1", port: 0, gateway: gateway)
  }

  var port: Int { server.port }
  var datagramPort: Int { datagrams.port }
  var sessions: Int { datagrams.sessions }

  func kinds() async throws -> [EntryKind] { try await journal.read(after: 0, limit: 1000).map(\.draft.kind) }

  func events() async throws -> [Event] {
    var decoder = EntryDecoder()
    return try await journal.read(after: 0, limit: 1000).flatMap { decoder.events(of: $0) }
  }

  func close() async throws {
    try await server.close()
    try await datagrams.close()
    try journal.close()
  }
}

/// A report of the provisioned terminal.
func report(second: Int64) -> LocationReport {
  LocationReport(
    statusBits: 3, latitudeMagnitude: 28_200_000, longitudeMagnitude: 112_970_000,
    time: BCDTime(secondsSince1970: 1_704_934_800 + second), items: [.doubleWord(ExtensionItem.videoSignalLoss, 2)])
}

/// Runs intake on a folder of its own, or on the one given, which is kept.
func withService(
  _ folder: String? = nil, provisions: Bool = true, encryption: TerminalEncryption? = nil, _ body: (Service) async throws -> Void
) async throws {
  let path = folder ?? FileManager.default.temporaryDirectory.appending(path: "ingest-\(UUID().uuidString)").path
  defer { if folder == nil { try? FileManager.default.removeItem(atPath: path) } }
  let service = try await Service(path, provisions: provisions, encryption: encryption)
  do { try await body(service) } catch {
    try await service.close()
    throw error
  }
  try await service.close()
}

/// A terminal on a real socket that sends one message at a time and waits for its answer.
final class Unit: Sendable {
  private let channel: NIOAsyncChannel<FrameScanner.Element, Frame>
  private let encoder: Mutex<FrameEncoder>
  private let answers: AsyncStream<Frame>
  private let reading: Task<Void, any Error>

  static func connect(_ port: Int, number: String = "13800000001", encryption: NIOSSLContext? = nil) async throws -> Unit {
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let encryption {
            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: encryption, serverHostname: nil))
          }
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
