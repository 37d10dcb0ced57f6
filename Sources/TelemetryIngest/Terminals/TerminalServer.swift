import EscortDomain
import JT808NIO
public import Journal
import NIOCore
import NIOPosix
import NIOSSL

/// Listens for JT/T 808 terminals over TCP, in clear as the standard says or within TLS.
public final class TerminalServer: Sendable {
  private let listener: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let channels = OpenChannels()
  private let limits: IngestLimits

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - host: the address to listen on.
  ///   - port: the port; 0 takes a free one, see ``port``.
  ///   - gateway: what its connections share.
  ///   - encryption: the service's identity for TLS; `nil` listens in clear.
  /// - Throws: when the address cannot be bound.
  public init(host: String, port: Int, gateway: TerminalGateway<some Journal>, encryption: TerminalEncryption? = nil) async throws {
    let limits = gateway.limits
    let group = MultiThreadedEventLoopGroup(numberOfThreads: Self.threads)
    let bootstrap = ServerBootstrap(group: group)
      // As many as Linux allows by default: after a failure of the network every terminal comes back at once.
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
      .childChannelOption(.socketOption(.so_sndbuf), value: Self.sendBufferBytes)
      // A connection that sends without end takes its turn among the others of its loop.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 2048, maximum: 16_384))
      .childChannelInitializer { [channels] channel in
        channel.eventLoop.makeCompletedFuture {
          let address = channel.remoteAddress?.ipAddress ?? ""
          guard gateway.gate.admit(from: address) else { throw TooManyConnections() }
          channels.insert(channel)
          channel.closeFuture.whenComplete { _ in gateway.gate.release(from: address) }
          let pipeline = channel.pipeline.syncOperations
          if let encryption { try pipeline.addHandler(NIOSSLServerHandler(context: encryption.context)) }
          try pipeline.addHandlers(FrameDecoder(), FrameWriter(), TerminalHandler(gateway, on: channel.eventLoop))
        }
      }
    do {
      listener = try await bootstrap.bind(host: host, port: port).get()
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
    self.group = group
    self.limits = limits
  }

  /// How many terminals are connected.
  public var connections: Int { channels.count }

  /// The port it listens on.
  public var port: Int { listener.localAddress?.port ?? 0 }

  /// Stops listening, reads nothing more, answers what is stored, and closes every connection; whatever is still under way after
  /// the drain timeout is closed without an answer, so that its terminal keeps it.
  public func close() async throws {
    try await listener.close().get()
    for channel in channels.all { channel.pipeline.fireUserInboundEventTriggered(DrainEvent()) }
    let loop = group.next()
    let closed = EventLoopFuture.andAllComplete(channels.all.map(\.closeFuture), on: loop)
    let timeout = loop.scheduleTask(in: .microseconds(limits.drainTimeout.microseconds)) { [channels] in
      for channel in channels.all { channel.close(promise: nil) }
    }
    try await closed.get()
    timeout.cancel()
    try await group.shutdownGracefully()
  }

  /// What the kernel may keep of answers a terminal does not take: thousands of them; it would keep megabytes of its own accord.
  private static let sendBufferBytes: SocketOptionValue = 64 << 10
  /// Terminals mostly wait; the work is in the journal's writer, which has its own.
  private static let threads = 2
}

/// A connection that is closed on arrival.
private struct TooManyConnections: Error {}
