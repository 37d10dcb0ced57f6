import JT808
import Journal
import Logging
import NIOCore

/// The line of one terminal over TCP or TLS.
final class TerminalHandler<Store: Journal>: ChannelInboundHandler, TerminalLine {
  typealias InboundIn = FrameScanner.Element
  typealias OutboundOut = Frame

  private let gateway: TerminalGateway<Store>
  private var peer: TerminalPeer<Store>?
  private var context: ChannelHandlerContext?
  private var willFlush = false
  let eventLoop: any EventLoop

  init(_ gateway: TerminalGateway<Store>, on eventLoop: any EventLoop) {
    self.gateway = gateway
    self.eventLoop = eventLoop
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    let peer = TerminalPeer(gateway, line: self)
    self.peer = peer
    peer.begin()
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    peer?.lineClosed()
    peer = nil
    self.context = nil
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is DrainEvent { peer?.drain() } else { context.fireUserInboundEventTriggered(event) }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    peer?.writabilityChanged()
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    gateway.logger.debug("a terminal's line failed", metadata: ["address": "\(address)", "error": "\(error)"])
    context.close(promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .dropped(let reason, let bytes): peer?.take(dropped: reason, bytes: bytes)
    case .frame(let frame): peer?.take(frame)
    }
  }

  var isOpen: Bool { context?.channel.isActive == true }
  var isWritable: Bool { context?.channel.isWritable ?? true }
  var address: String { context?.channel.remoteAddress?.ipAddress ?? "" }

  func write(_ frames: [Frame]) {
    guard let context else { return }
    for frame in frames { context.write(wrapOutboundOut(frame), promise: nil) }
    guard !willFlush else { return }
    // Answers of one commit come one after another: they leave together.
    willFlush = true
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.execute { bound.value.flush() }
  }

  private func flush() {
    willFlush = false
    context?.flush()
  }

  func setReading(_ reads: Bool) {
    context?.channel.setOption(.autoRead, value: reads).whenFailure { _ in }  // it fails only on a closed channel
  }

  func close() {
    if willFlush { context?.flush() }
    context?.close(promise: nil)
  }
}

/// Asks a connection to read nothing more, to answer what is stored, and to close.
struct DrainEvent: Sendable {}
