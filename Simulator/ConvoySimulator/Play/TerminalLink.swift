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
  private let encoder: SharedEncoder
  private let answers: AsyncStream<Frame>

  /// Connects.
  ///
  /// - Parameter recordings: the terminal's answer to a question for its recordings, which has the serial number given; `nil` for none.
  public static func connect(
    host: String, port: Int, terminal: TerminalNumber, version: Version,
    recordings: @escaping @Sendable (RecordingListRequest, UInt16) -> RecordingList? = { _, _ in nil }
  ) async throws -> TerminalLink {
    let (answers, continuation) = AsyncStream.makeStream(of: Frame.self, bufferingPolicy: .bufferingOldest(64))
    let encoder = SharedEncoder(FrameEncoder(version: version, terminal: terminal))
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(FrameDecoder(), FrameWriter(), AnswerHandler(continuation, encoder, recordings))
        }
      }
      .connect(host: host, port: port).get()
    return TerminalLink(channel, encoder, answers)
  }

  private init(_ channel: any Channel, _ encoder: SharedEncoder, _ answers: AsyncStream<Frame>) {
    self.channel = channel
    self.encoder = encoder
    self.answers = answers
  }

  /// Registers with a plate and authenticates with the code the service gives.
  public func signIn(plate: String) async throws {
    let registration = Registration(
      layout: encoder.version == .v2019 ? .v2019 : .v2013, province: 43, city: 100, maker: "ESCRT",
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
    for frame in encoder.frames(message) {
      // A connection the service has closed, as it does with one that was silent for long, is found out here.
      do { try await channel.writeAndFlush(frame).get() } catch {
        guard channel.isActive else { throw LinkError.closed }
        throw error
      }
    }
    for await frame in answers { return try Message(frame) }
    throw LinkError.closed
  }
}

/// The encoder of one terminal, whose serial numbers its reports and its answers share.
private final class SharedEncoder: Sendable {
  private let encoder: Mutex<FrameEncoder>
  let version: Version

  init(_ encoder: FrameEncoder) {
    version = encoder.version
    self.encoder = Mutex(encoder)
  }

  func frames(_ message: Message) -> [Frame] { encoder.withLock { $0.frames(message) } }
}

/// Hands the service's answers to whoever waits for them, and answers what the service asks of the terminal: texts and settings are
/// taken, recordings are listed, what a simulated unit does not have is unsupported.
private final class AnswerHandler: ChannelInboundHandler {
  typealias InboundIn = FrameScanner.Element
  typealias OutboundOut = Frame

  private let continuation: AsyncStream<Frame>.Continuation
  private let encoder: SharedEncoder
  private let recordings: @Sendable (RecordingListRequest, UInt16) -> RecordingList?

  init(
    _ continuation: AsyncStream<Frame>.Continuation, _ encoder: SharedEncoder,
    _ recordings: @escaping @Sendable (RecordingListRequest, UInt16) -> RecordingList?
  ) {
    self.continuation = continuation
    self.encoder = encoder
    self.recordings = recordings
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .frame(let frame) = unwrapInboundIn(data) else { return }
    switch frame.header.messageID {
    case MessageID.platformReply.rawValue, MessageID.registrationReply.rawValue:
      if !isAnswerToList(frame) { continuation.yield(frame) }
    case RecordingListRequest.id:
      guard let list = list(answering: frame) else { return answer(frame, .unsupported, context) }
      write(.tabled(list), context)
    case TextMessage.id, ParameterSetting.id, TemporaryTracking.id:
      answer(frame, .success, context)
    default:
      answer(frame, .unsupported, context)
    }
  }

  private func answer(_ frame: Frame, _ result: GeneralReply.Result, _ context: ChannelHandlerContext) {
    let reply = GeneralReply(replySerial: frame.header.firstSerial, replyID: frame.header.messageID, result: result)
    write(.terminalReply(reply), context)
  }

  private func write(_ message: Message, _ context: ChannelHandlerContext) {
    for frame in encoder.frames(message) { context.write(wrapOutboundOut(frame), promise: nil) }
    context.flush()
  }

  private func list(answering frame: Frame) -> RecordingList? {
    guard case .tabled(let tabled)? = try? Message(frame), let request = tabled.body as? RecordingListRequest else { return nil }
    return recordings(request, frame.header.firstSerial)
  }

  /// Nobody waits for the answer to a list, which was itself an answer.
  private func isAnswerToList(_ frame: Frame) -> Bool {
    if case .platformReply(let reply)? = try? Message(frame) { reply.replyID == RecordingList.id } else { false }
  }

  func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
