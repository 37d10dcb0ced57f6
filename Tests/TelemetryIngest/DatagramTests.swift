import JT808
import NIOCore
import NIOPosix
import Synchronization
import TelemetryIngest
import Testing

@Suite("Terminals over UDP", .serialized)
struct DatagramTests {
  @Test("a terminal registers, authenticates and reports; its answers follow it to another port")
  func reports() async throws {
    try await withService { service in
      let terminal = try await DatagramUnit(service.datagramPort)
      let code = try await terminal.register()
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      #expect(try await terminal.ask(.location(report(second: 0))) == .success)
      let moved = try await DatagramUnit(service.datagramPort)
      #expect(try await moved.ask(.location(report(second: 10))) == .success)
      #expect(try await service.events().compactMap(\.position).count == 2)
      try await terminal.close()
      try await moved.close()
    }
  }

  @Test("from another host the same number is not believed before it authenticates, and then it takes the first one's place")
  func otherHost() async throws {
    try await withService { service in
      let terminal = try await DatagramUnit(service.datagramPort)
      let code = try await terminal.register()
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      let other = try await DatagramUnit(service.datagramPort, host: "127.0.0.2")
      #expect(try await other.ask(.location(report(second: 0))) == .failure)
      #expect(try await terminal.ask(.location(report(second: 0))) == .success)
      #expect(try await other.ask(.authentication(Authentication(code: code))) == .success)
      #expect(try await other.ask(.location(report(second: 10))) == .success)
      #expect(try await service.kinds().contains(.terminalReplaced))
      #expect(try await terminal.ask(.location(report(second: 20))) == .failure)
      try await terminal.close()
      try await other.close()
    }
  }

  @Test("made-up hosts of a known number take few places, and the terminal comes in all the same")
  func madeUpHosts() async throws {
    try await withService { service in
      for host in 2..<40 {
        let stranger = try await DatagramUnit(service.datagramPort, host: "127.0.0.\(host)")
        #expect(try await stranger.ask(.location(report(second: 0))) == .failure)
        try await stranger.close()
      }
      #expect(service.sessions == 4)
      let terminal = try await DatagramUnit(service.datagramPort)
      let code = try await terminal.register()
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      #expect(service.sessions == 4)
      try await terminal.close()
    }
  }

  @Test("several frames in a datagram are each answered; what is cut off, garbage or unknown is counted and keeps nothing")
  func badInput() async throws {
    try await withService { service in
      let stranger = try await DatagramUnit(service.datagramPort, number: "13900009999")
      #expect(try await stranger.registration().resultCode == 4)
      let terminal = try await DatagramUnit(service.datagramPort)
      let code = try await terminal.register()
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      let frames = terminal.frames(.heartbeat) + terminal.frames(.location(report(second: 0)))
      try await terminal.write([0x41] + frames.flatMap(\.raw))
      #expect(try await terminal.answer() == .success)
      #expect(try await terminal.answer() == .success)
      try await terminal.write(Array(frames[1].raw.dropLast(3)))
      try await terminal.write([UInt8](repeating: 0x7E, count: 500))
      #expect(try await terminal.ask(.heartbeat) == .success)
      #expect(service.counters[.dropped] == 2)
      #expect(service.counters[.registrationRefused] == 1)
      try await stranger.close()
      try await terminal.close()
    }
  }
}

/// A terminal that sends datagrams.
final class DatagramUnit: Sendable {
  private let channel: NIOAsyncChannel<AddressedEnvelope<ByteBuffer>, AddressedEnvelope<ByteBuffer>>
  private let service: SocketAddress
  private let encoder: Mutex<FrameEncoder>
  private let answers: AsyncStream<Frame>
  private let reading: Task<Void, any Error>

  init(_ port: Int, host: String = "127.0.0.1", number: String = "13800000001") async throws {
    let channel = try await DatagramBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(host: host, port: 0) { channel in
      channel.eventLoop.makeCompletedFuture {
        try NIOAsyncChannel<AddressedEnvelope<ByteBuffer>, AddressedEnvelope<ByteBuffer>>(wrappingChannelSynchronously: channel)
      }
    }
    self.channel = channel
    service = try SocketAddress(ipAddress: "127.0.0.1", port: port)
    encoder = Mutex(
      FrameEncoder(version: .v2013, terminal: TerminalNumber(number, version: .v2013) ?? TerminalNumber(packed: [])))
    let (answers, continuation) = AsyncStream.makeStream(of: Frame.self)
    self.answers = answers
    reading = Task {
      defer { continuation.finish() }
      try await channel.executeThenClose { inbound, _ in
        for try await envelope in inbound {
          var scanner = FrameScanner()
          scanner.scan(Array(buffer: envelope.data)) { if case .frame(let frame) = $0 { continuation.yield(frame) } }
        }
      }
    }
  }

  func registration() async throws -> RegistrationReply {
    let registration = Registration(
      layout: .v2013, province: 43, city: 1, maker: "test", model: "test", terminalID: "1", plateColour: 1, plate: "湘A00001")
    try await write(frames(.registration(registration)).flatMap(\.raw))
    guard case .registrationReply(let reply)? = try await next() else { throw Unit.Unanswered() }
    return reply
  }

  func register() async throws -> String { try await registration().authenticationCode ?? "" }

  func ask(_ message: Message) async throws -> GeneralReply.Result? {
    try await write(frames(message).flatMap(\.raw))
    return try await answer()
  }

  func answer() async throws -> GeneralReply.Result? {
    guard case .platformReply(let reply)? = try await next() else { throw Unit.Unanswered() }
    return reply.result
  }

  func frames(_ message: Message) -> [Frame] { encoder.withLock { $0.frames(message) } }

  func write(_ bytes: [UInt8]) async throws {
    try await channel.channel.writeAndFlush(AddressedEnvelope(remoteAddress: service, data: ByteBuffer(bytes: bytes))).get()
  }

  func close() async throws {
    try? await channel.channel.close().get()
    _ = await reading.result
  }

  private func next() async throws -> Message? {
    for await frame in answers { return try Message(frame) }
    return nil
  }
}
