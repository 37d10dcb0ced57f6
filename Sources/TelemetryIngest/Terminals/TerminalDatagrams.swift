import EscortDomain
import JT808
public import Journal
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Listens for JT/T 808 terminals over UDP: the same frames, one or several a datagram.
///
/// A session is a terminal's number and the host it sends from; answers go to the port it sent from last, since carriers keep a port for
/// a short time only. The same number from another host must authenticate first, and then takes the place of the former.
public final class TerminalDatagrams: Sendable {
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let limits: IngestLimits
  private let open = OpenSessions()

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - host: the address to listen on.
  ///   - port: the port; 0 takes a free one, see ``port``.
  ///   - gateway: what its sessions share.
  /// - Throws: when the address cannot be bound.
  public init(host: String, port: Int, gateway: TerminalGateway<some Journal>) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let bootstrap = DatagramBootstrap(group: group)
      .channelOption(.socketOption(.so_rcvbuf), value: Self.receiveBufferBytes)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.longestDatagramBytes))
      .channelInitializer { [open] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(DatagramHandler(gateway, on: channel.eventLoop, counting: open))
        }
      }
    do { channel = try await bootstrap.bind(host: host, port: port).get() } catch {
      try await group.shutdownGracefully()
      throw error
    }
    self.group = group
    limits = gateway.limits
  }

  /// The port it listens on.
  public var port: Int { channel.localAddress?.port ?? 0 }

  /// How many terminals are in session.
  public var sessions: Int { open.count.load(ordering: .relaxed) }

  /// Takes nothing more in, answers what is stored, and closes.
  public func close() async throws {
    channel.pipeline.fireUserInboundEventTriggered(DrainEvent())
    let timeout = channel.eventLoop.scheduleTask(in: .microseconds(limits.drainTimeout.microseconds)) { [channel] in
      channel.close(promise: nil)
    }
    try await channel.closeFuture.get()
    timeout.cancel()
    try await group.shutdownGracefully()
  }

  /// The longest datagram IPv4 carries.
  private static let longestDatagramBytes = 65_507
  /// What the kernel may keep while the loop is at other work: some ten thousand reports.
  private static let receiveBufferBytes: SocketOptionValue = 4 << 20
}

/// How many sessions a socket has, for who looks from another thread.
final class OpenSessions: Sendable {
  let count = Atomic<Int>(0)
}

/// The sessions of one socket.
final class DatagramHandler<Store: Journal>: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private struct Key: Hashable {
    let identity: String
    let host: String
  }

  private let gateway: TerminalGateway<Store>
  private let eventLoop: any EventLoop
  private var context: ChannelHandlerContext?
  private var sessions: [Key: DatagramLine<Store>] = [:]
  private var sessionsOfNumber: [String: Int] = [:]
  private var begun = 0
  private var isDraining = false
  private var willFlush = false
  private let open: OpenSessions

  init(_ gateway: TerminalGateway<Store>, on eventLoop: any EventLoop, counting open: OpenSessions = OpenSessions()) {
    self.gateway = gateway
    self.open = open
    self.eventLoop = eventLoop
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    for line in Array(sessions.values) { line.close() }
    self.context = nil
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is DrainEvent else { return context.fireUserInboundEventTriggered(event) }
    isDraining = true
    for line in Array(sessions.values) { line.peer?.drain() }
    closeWhenDrained()
  }

  /// A datagram that could not be sent, as to a port that is closed by now, concerns its terminal alone.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    gateway.logger.debug("a datagram failed", metadata: ["error": "\(error)"])
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDraining else { return }
    let envelope = unwrapInboundIn(data)
    var scanner = FrameScanner()
    scanner.scan(envelope.data.readableBytesUInt8Span) { element in
      switch element {
      case .frame(let frame): take(frame, from: envelope.remoteAddress)
      case .dropped(let reason, let bytes): gateway.counters.dropped(reason, bytes: bytes)
      }
    }
    // A frame does not go on in another datagram.
    if scanner.pendingBytes > 0 { gateway.counters.dropped(.length, bytes: scanner.pendingBytes) }
  }

  private func take(_ frame: Frame, from address: SocketAddress) {
    let key = Key(identity: frame.header.terminal.identity, host: address.ipAddress ?? "")
    if let line = sessions[key] {
      line.remote = address
      guard let peer = line.peer, peer.isReading else { return gateway.counters.add(.datagramsUnread) }
      return peer.take(frame)
    }
    // Of a terminal nobody provisioned nothing is kept: it is told so.
    let isKnown = gateway.fleet.terminal(key.identity) != nil
    guard !isKnown || hasRoom(for: key.identity) && gateway.gate.admit(from: key.host) else { return }
    begun += 1
    let line = DatagramLine<Store>(self, remote: address, number: begun, on: eventLoop)
    let peer = TerminalPeer(gateway, line: line)
    line.peer = peer
    guard isKnown else {
      peer.take(frame)
      return line.close()
    }
    sessions[key] = line
    sessionsOfNumber[key.identity, default: 0] += 1
    open.count.add(1, ordering: .relaxed)
    line.whenClosed = { [weak self] in self?.forget(key) }
    peer.begin()
    peer.take(frame)
  }

  /// Whether a number may have another session: where it can be sent from is easily made up, so of those that have not authenticated the
  /// oldest makes room.
  private func hasRoom(for identity: String) -> Bool {
    guard sessionsOfNumber[identity, default: 0] >= Self.mostSessionsOfNumber else { return true }
    let own = sessions.filter { $0.key.identity == identity && $0.value.peer?.identity == nil }.values
    guard let oldest = own.min(by: { $0.number < $1.number }) else { return false }
    oldest.close()
    return true
  }

  private static var mostSessionsOfNumber: Int { 4 }

  private func forget(_ key: Key) {
    sessions[key] = nil
    let left = sessionsOfNumber[key.identity, default: 1] - 1
    sessionsOfNumber[key.identity] = left > 0 ? left : nil
    open.count.subtract(1, ordering: .relaxed)
    gateway.gate.release(from: key.host)
    closeWhenDrained()
  }

  private func closeWhenDrained() {
    guard isDraining, sessions.isEmpty else { return }
    context?.flush()
    context?.close(promise: nil)
  }

  var isOpen: Bool { context?.channel.isActive == true }

  func write(_ frames: [Frame], to address: SocketAddress) {
    guard let context else { return }
    // As any datagram an answer may be lost; its terminal sends the report again.
    guard context.channel.isWritable else { return gateway.counters.add(.datagramsUnsent, frames.count) }
    for frame in frames {
      let buffer = context.channel.allocator.buffer(bytes: frame.raw)
      context.write(wrapOutboundOut(AddressedEnvelope(remoteAddress: address, data: buffer)), promise: nil)
    }
    guard !willFlush else { return }
    willFlush = true
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.execute {
      bound.value.willFlush = false
      bound.value.context?.flush()
    }
  }
}

/// The line of one terminal over UDP.
final class DatagramLine<Store: Journal>: TerminalLine {
  let eventLoop: any EventLoop
  /// Its place in the order in which sessions began.
  let number: Int
  /// Where the terminal sent from last.
  var remote: SocketAddress
  fileprivate(set) var peer: TerminalPeer<Store>?
  fileprivate var whenClosed: (() -> Void)?
  private weak var socket: DatagramHandler<Store>?

  init(_ socket: DatagramHandler<Store>, remote: SocketAddress, number: Int, on eventLoop: any EventLoop) {
    self.socket = socket
    self.number = number
    self.remote = remote
    self.eventLoop = eventLoop
  }

  var isOpen: Bool { peer != nil && socket?.isOpen == true }
  /// What a socket cannot send is left unsent, see ``DatagramHandler``.
  var isWritable: Bool { true }
  var address: String { remote.ipAddress ?? "" }

  func write(_ frames: [Frame]) { socket?.write(frames, to: remote) }

  /// The socket serves every terminal and is read on; what comes for one that must wait is left unread.
  func setReading(_ reads: Bool) {}

  func close() {
    guard let peer else { return }
    self.peer = nil
    peer.lineClosed()
    whenClosed?()
    whenClosed = nil
  }
}
