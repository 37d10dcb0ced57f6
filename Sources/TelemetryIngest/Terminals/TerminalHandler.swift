import JT808
import Journal
import NIOCore
import Registers

/// One terminal's connection: hands frames to its session and carries out what follows.
///
/// Answers go out when what they answer is synced. While too much of one connection waits for that, it is not read.
final class TerminalHandler<Store: Journal>: ChannelInboundHandler {
  typealias InboundIn = FrameScanner.Element
  typealias OutboundOut = Frame

  /// How many messages of one connection may wait to be stored; a terminal has rarely more than a few under way.
  static var mostInFlight: Int { 256 }

  private let journal: Store
  private let fleet: LiveFleet
  private let connections: TerminalConnections
  private let counters: IngestCounters
  private var session = TerminalSession()
  private var generator = SystemRandomNumberGenerator()
  private var encoder: FrameEncoder?
  private var identity: String?
  private var inFlight = 0

  init(journal: Store, fleet: LiveFleet, connections: TerminalConnections, counters: IngestCounters) {
    self.journal = journal
    self.fleet = fleet
    self.connections = connections
    self.counters = counters
  }

  func channelActive(context: ChannelHandlerContext) {
    counters.add(.connected)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let identity { connections.release(identity, context.channel) }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .dropped(_, let bytes):
      counters.add(.dropped)
      counters.add(.droppedBytes, bytes)
    case .frame(let frame):
      if encoder?.terminal != frame.header.terminal || encoder?.version != frame.header.version {
        encoder = FrameEncoder(
          version: frame.header.version, terminal: frame.header.terminal, firstSerial: encoder?.nextSerial ?? 0)
      }
      for action in session.take(frame, register: fleet.current, using: &generator) { perform(action, context) }
    }
  }

  private func perform(_ action: TerminalSession.Action, _ context: ChannelHandlerContext) {
    switch action {
    case .count(let count):
      counters.add(count)
    case .answer(let message):
      send(message, context)
    case .store(let draft, let success, let failure):
      store(draft, success, failure, context)
    case .register(let identity, let code, let success, let failure):
      let draft = EntryDraft(kind: .terminalRegistered, origin: identity, bytes: Array(code.hash.utf8))
      store(draft, success, failure, context) { [fleet] in
        fleet.update { $0.setCodeHash(code.hash, of: identity) }
      }
    case .authenticate(let identity, let draft, let success, let failure):
      replace(identity, context)
      store(draft, success, failure, context)
    }
  }

  private func replace(_ identity: String, _ context: ChannelHandlerContext) {
    self.identity = identity
    guard let former = connections.claim(identity, for: context.channel) else { return }
    counters.add(.replaced)
    former.close(promise: nil)
    let draft = EntryDraft(kind: .terminalReplaced, origin: identity, bytes: [])
    journal.append(draft) { [counters] result in
      if case .failure = result { counters.add(.storeFailed) }
    }
  }

  private func store(
    _ draft: EntryDraft, _ success: Message, _ failure: Message, _ context: ChannelHandlerContext,
    whenStored: (@Sendable () -> Void)? = nil
  ) {
    inFlight += 1
    if inFlight == Self.mostInFlight { setReading(false, context) }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let eventLoop = context.eventLoop
    journal.append(draft) { result in
      if case .success = result { whenStored?() }
      eventLoop.execute {
        let (handler, context) = bound.value
        handler.finish(result, success, failure, context)
      }
    }
  }

  private func finish(
    _ result: Result<Receipt, any Error>, _ success: Message, _ failure: Message, _ context: ChannelHandlerContext
  ) {
    inFlight -= 1
    if inFlight == Self.mostInFlight / 2 { setReading(true, context) }
    switch result {
    case .success:
      counters.add(.stored)
      send(success, context)
    case .failure:
      counters.add(.storeFailed)
      send(failure, context)
    }
  }

  private func setReading(_ reads: Bool, _ context: ChannelHandlerContext) {
    context.channel.setOption(.autoRead, value: reads).whenFailure { _ in }  // it fails only on a closed channel
  }

  private func send(_ message: Message, _ context: ChannelHandlerContext) {
    guard context.channel.isActive, var encoder else { return }
    for frame in encoder.frames(message) { context.write(wrapOutboundOut(frame), promise: nil) }
    self.encoder = encoder
    context.flush()
  }
}
