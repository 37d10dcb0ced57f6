import JT808NIO
public import Journal
import NIOCore
import NIOPosix

/// Listens for JT/T 808 terminals over TCP.
public final class TerminalServer: Sendable {
  private let listener: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - host: the address to listen on.
  ///   - port: the port; 0 takes a free one, see ``port``.
  ///   - journal: where everything goes before it is answered.
  ///   - fleet: the provisioned terminals.
  ///   - counters: what intake counts.
  /// - Throws: when the address cannot be bound.
  public init(
    host: String, port: Int, journal: some Journal, fleet: LiveFleet, counters: IngestCounters
  ) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: Self.threads)
    let connections = TerminalConnections()
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
      .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 2048, maximum: 65_536))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            FrameDecoder(), FrameWriter(),
            TerminalHandler(journal: journal, fleet: fleet, connections: connections, counters: counters))
        }
      }
    do {
      listener = try await bootstrap.bind(host: host, port: port).get()
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
    self.group = group
  }

  /// The port it listens on.
  public var port: Int { listener.localAddress?.port ?? 0 }

  /// Stops listening and closes every connection.
  public func close() async throws {
    try await listener.close().get()
    try await group.shutdownGracefully()
  }

  /// Terminals mostly wait; the work is in the journal's writer, which has its own.
  private static let threads = 2
}
