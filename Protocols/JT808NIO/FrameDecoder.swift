public import JT808
public import NIOCore

/// Cuts a connection's bytes into frames. A bad frame comes through as what was dropped and never closes the connection;
/// memory is bounded by the longest frame, whatever comes.
public final class FrameDecoder: ChannelInboundHandler {
  /// Bytes.
  public typealias InboundIn = ByteBuffer
  /// Frames, and what was dropped.
  public typealias InboundOut = FrameScanner.Element

  private var scanner = FrameScanner()

  /// A decoder for one connection.
  public init() {}

  /// Hands on what the bytes complete.
  public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    scanner.scan(buffer.readableBytesUInt8Span) { context.fireChannelRead(wrapInboundOut($0)) }
  }
}

/// Writes frames as the bytes they are.
public final class FrameWriter: ChannelOutboundHandler {
  /// Frames.
  public typealias OutboundIn = Frame
  /// Bytes.
  public typealias OutboundOut = ByteBuffer

  /// A writer for one connection.
  public init() {}

  /// Hands on a frame's bytes.
  public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let frame = unwrapOutboundIn(data)
    context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: frame.raw)), promise: promise)
  }
}
