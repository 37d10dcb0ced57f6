public import JT808
import JT808NIO
import NIOCore
import NIOPosix
import Synchronization

/// A simulated terminal on a real TCP connection: one message at a time, each answered before the next.
public final class TerminalLink: Sendable {
  /// Why a terminal could not go on.
  public enum LinkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The service refused the registration with a result of JT/T 808 0x8100.
    case registrationRefused(result: UInt8)
    /// The service answered with another result than success.
    case refused(message: UInt16, result: UInt8)
    /// The connection closed before the answer.
    case closed

    /// The sentence for people.
    public var description: String {
      switch self {
      case .registrationRefused(let result):
        "the service refused the registration with result \(result); is the terminal in a transport's plan, with this plate?"
      case .refused(let message, let result): "the service answered message \(message) with result \(result)"
      case .closed: "the service closed the connection before it answered"
      }
    }
  }

  private let channel: any Channel
  private let encoder: Mutex<FrameEncoder>
  private let answers: AsyncStream<Frame>

  /// Connects.
  public static func connect(host: String, port: Int, terminal: TerminalNumber, version: Version) async throws -> TerminalLink {
    let (answers, continuation) = AsyncStream.makeStream(of: Frame.self, bufferingPolicy: .bufferingOldest(64))
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(FrameDecoder(), FrameWriter(), AnswerHandler(continuation))
        }
      }
      .connect(host: host, port: port).get()
    return TerminalLink(channel, FrameEncoder(version: version, terminal: terminal), answers)
  }

  private init(_ channel: any Channel, _ encoder: FrameEncoder, _ answers: AsyncStream<Frame>) {
    self.channel = channel
    self.encoder = Mutex(encoder)
    self.answers = answers
  }

  /// Registers with a plate and authenticates with the code the service gives.
  public func signIn(plate: String) async throws {
    let registration = Registration(
      layout: encoder.withLock(\.version) == .v2019 ? .v2019 : .v2013, province: 43, city: 100, maker: "ESCRT",
      model: "SIM", terminalID: "SIM0001", plateColour: 1, plate: plate)
    guard case .registrationReply(let reply) = try await ask(.registration(registration)) else { throw LinkError.closed }
    guard reply.resultCode == 0, let code = reply.authenticationCode else {
      throw LinkError.registrationRefused(result: reply.resultCode)
    }
    try await send(.authentication(Authentication(code: code, imei: "000000000000000", softwareVersion: "1")))
  }

  /// Sends a message and returns when the service has answered that it is stored.
  public func send(_ message: Message) async throws {
    guard case .platformReply(let reply) = try await ask(message) else { throw LinkError.closed }
    guard reply.resultCode == 0 else { throw LinkError.refused(message: message.id, result: reply.resultCode) }
  }

  /// Closes the connection.
  public func close() async throws { try await channel.close().get() }

  private func ask(_ message: Message) async throws -> Message {
    for frame in encoder.withLock({ $0.frames(message) }) { try await channel.writeAndFlush(frame).get() }
    for await frame in answers { return try Message(frame) }
    throw LinkError.closed
  }
}

/// Hands the frames that come to whoever waits for them.
private final class AnswerHandler: ChannelInboundHandler {
  typealias InboundIn = FrameScanner.Element

  private let continuation: AsyncStream<Frame>.Continuation

  init(_ continuation: AsyncStream<Frame>.Continuation) {
    self.continuation = continuation
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .frame(let frame) = unwrapInboundIn(data) { continuation.yield(frame) }
  }

  func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
