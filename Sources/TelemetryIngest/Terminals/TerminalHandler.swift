import EscortDomain
import JT808
import Journal
import Logging
import NIOCore
import Registers

/// One terminal's connection: hands frames to its session and carries out what follows.
///
/// Answers go out when what they answer is synced. While too much of one connection waits for that, it is not read.
final class TerminalHandler<Store: Journal>: ChannelInboundHandler {
  typealias InboundIn = FrameScanner.Element
  typealias OutboundOut = Frame

  private let gateway: TerminalGateway<Store>
  private var session = TerminalSession()
  private var generator = SystemRandomNumberGenerator()
  private var encoder: FrameEncoder?
  private var identity: String?
  private var inFlight = 0
  private var waitsForJournal = false
  private var isDraining = false
  private var isReading = true
  private var hasSpoken = false
  private var silentLooks: Int64 = 0
  private var authenticationDeadline: Scheduled<Void>?
  private var partsDeadline: Scheduled<Void>?
  private var sent = SentMessages()
  private var underWay = CommandsUnderWay()

  init(_ gateway: TerminalGateway<Store>) {
    self.gateway = gateway
  }

  private var journal: Store { gateway.journal }
  private var connections: TerminalConnections { gateway.connections }
  private var commands: CommandCenter { gateway.commands }
  private var counters: IngestCounters { gateway.counters }
  private var limits: IngestLimits { gateway.limits }

  func channelActive(context: ChannelHandlerContext) {
    counters.add(.connected)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    authenticationDeadline = context.eventLoop.scheduleTask(in: .microseconds(limits.authenticationTimeout.microseconds)) {
      let (handler, context) = bound.value
      handler.counters.add(.neverAuthenticated)
      context.close(promise: nil)
    }
    watchForSilence(context)
    context.fireChannelActive()
  }

  /// Closes a connection that says nothing: looked at four times in the idle timeout, so at most a quarter later than that.
  private func watchForSilence(_ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .microseconds(limits.idleTimeout.microseconds / Self.looksInTimeout)) {
      let (handler, context) = bound.value
      guard context.channel.isActive else { return }
      // What is not read for our own sake is not silent.
      handler.silentLooks = handler.hasSpoken || !handler.isReading ? 0 : handler.silentLooks + 1
      handler.hasSpoken = false
      guard handler.silentLooks < Self.looksInTimeout else {
        handler.counters.add(.idle)
        return context.close(promise: nil)
      }
      handler.watchForSilence(context)
    }
  }

  private static var looksInTimeout: Int64 { 4 }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is DrainEvent:
      isDraining = true
      updateReading(context)
      closeWhenDrained(context)
    case is CommandsWaitEvent:
      if let identity { for command in commands.waiting(of: identity) { send(command, context) } }
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    authenticationDeadline?.cancel()
    partsDeadline?.cancel()
    underWay.cancel()
    if let identity { connections.release(identity, context.channel) }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    hasSpoken = true
    switch unwrapInboundIn(data) {
    case .dropped(let reason, let bytes):
      counters.dropped(reason, bytes: bytes)
    case .frame(let frame):
      if encoder?.terminal != frame.header.terminal || encoder?.version != frame.header.version {
        encoder = FrameEncoder(
          version: frame.header.version, terminal: frame.header.terminal, firstSerial: encoder?.nextSerial ?? 0)
      }
      let surroundings = TerminalSession.Surroundings(register: gateway.fleet.current, time: gateway.clock())
      for action in session.take(frame, in: surroundings, using: &generator) { perform(action, context) }
      if frame.header.part != nil { awaitParts(context, requests: 0) }
    }
  }

  /// Asks for parts that do not come, from the last part that came on (JT/T 808-2013 §7.12, §8.4).
  private func awaitParts(_ context: ChannelHandlerContext, requests: Int) {
    partsDeadline?.cancel()
    guard session.waitsForParts else { return }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let factor = Int64((1...(requests + 1)).reduce(1, *))
    partsDeadline = context.eventLoop.scheduleTask(in: .microseconds(limits.partTimeout.microseconds * factor)) {
      let (handler, context) = bound.value
      guard context.channel.isActive else { return }
      let actions = handler.session.missParts(requests: requests, of: handler.limits.mostPartRequests)
      for action in actions { handler.perform(action, context) }
      handler.awaitParts(context, requests: requests + 1)
    }
  }

  private func perform(_ action: TerminalSession.Action, _ context: ChannelHandlerContext) {
    switch action {
    case .count(let count):
      counters.add(count)
      if let warning = count.warning { log(warning, of: identity ?? encoder?.terminal.identity, context) }
    case .answer(let message):
      send(message, context)
    case .store(let draft, let success, let failure):
      store(draft, success, failure, context)
    case .resend(let firstSerial, let parts, let unknown):
      guard let frames = sent.frames(firstSerial: firstSerial, parts: parts) else {
        send(unknown, context)
        return
      }
      write(frames, context)
    case .answered(let answer):
      take(answer, context)
    case .register(let identity, let code, let success, let failure):
      let draft = EntryDraft(kind: .terminalRegistered, origin: identity, bytes: Array(code.hash.utf8))
      store(draft, success, failure, context) { [fleet = gateway.fleet] in
        fleet.update { $0.setCodeHash(code.hash, of: identity) }
      }
    case .authenticate(let identity, let draft, let success, let failure):
      replace(identity, context)
      store(draft, success, failure, context)
    }
  }

  private func replace(_ identity: String, _ context: ChannelHandlerContext) {
    if let former = self.identity, former != identity { connections.release(former, context.channel) }
    self.identity = identity
    authenticationDeadline?.cancel()
    guard let former = connections.claim(identity, for: context.channel) else { return }
    counters.add(.replaced)
    log("security: a second connection of the terminal took the first one's place", of: identity, context)
    former.close(promise: nil)
    let draft = EntryDraft(kind: .terminalReplaced, origin: identity, bytes: [])
    journal.append(draft) { [counters] result in
      if case .failure = result { counters.add(.storeFailed) }
    }
  }

  /// Says what may be somebody's doing. Of a terminal's number, which is a phone number, the end alone.
  private func log(_ message: Logger.Message, of identity: String?, _ context: ChannelHandlerContext) {
    gateway.logger.warning(
      message,
      metadata: [
        "terminal": "…\(identity?.suffix(4) ?? "")", "address": "\(context.channel.remoteAddress?.ipAddress ?? "")",
      ])
  }

  private func store(
    _ draft: EntryDraft, _ success: Message, _ failure: Message, _ context: ChannelHandlerContext,
    whenStored: (@Sendable () -> Void)? = nil
  ) {
    inFlight += 1
    let began = gateway.clock()
    updateReading(context)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let eventLoop = context.eventLoop
    journal.append(draft) { result in
      if case .success = result { whenStored?() }
      eventLoop.execute {
        let (handler, context) = bound.value
        handler.finish(result, success, failure, context)
        handler.counters.waited(microseconds: (handler.gateway.clock() - began).microseconds)
      }
    }
  }

  private func finish(
    _ result: Result<Receipt, any Error>, _ success: Message, _ failure: Message, _ context: ChannelHandlerContext
  ) {
    inFlight -= 1
    updateReading(context)
    switch result {
    case .success:
      counters.add(.stored)
      send(success, context)
      // A terminal takes commands from the moment it knows that it is let in.
      if case .platformReply(let reply) = success, reply.replyID == MessageID.authentication.rawValue, let identity {
        for command in commands.open(of: identity) { send(command, context) }
      }
    case .failure:
      counters.add(.storeFailed)
      send(failure, context)
    }
    closeWhenDrained(context)
  }

  /// Reads on, or stops reading, as what waits to be stored demands.
  private func updateReading(_ context: ChannelHandlerContext) {
    if !waitsForJournal, journal.backlogBytes > limits.mostBacklogBytes { waitForJournal(context) }
    let reads: Bool
    if isDraining || waitsForJournal || inFlight >= limits.mostInFlight {
      reads = false
    } else if inFlight <= limits.mostInFlight / 2 {
      reads = true
    } else {
      return  // between the marks it stays as it is
    }
    guard reads != isReading else { return }
    isReading = reads
    if !reads { counters.add(.paused) }
    context.channel.setOption(.autoRead, value: reads).whenFailure { _ in }  // it fails only on a closed channel
  }

  private func waitForJournal(_ context: ChannelHandlerContext) {
    waitsForJournal = true
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .milliseconds(50)) {
      let (handler, context) = bound.value
      guard context.channel.isActive else { return }
      if handler.journal.backlogBytes > handler.limits.mostBacklogBytes / 2 {
        handler.waitForJournal(context)
      } else {
        handler.waitsForJournal = false
        handler.updateReading(context)
      }
    }
  }

  private func closeWhenDrained(_ context: ChannelHandlerContext) {
    if isDraining, inFlight == 0 { context.close(promise: nil) }
  }

  @discardableResult
  private func send(_ message: Message, _ context: ChannelHandlerContext) -> [Frame] {
    guard context.channel.isActive, var encoder else { return [] }
    let frames = encoder.frames(message)
    self.encoder = encoder
    count(message)
    sent.keep(frames)
    write(frames, context)
    return frames
  }

  /// Counts what a message was answered.
  private func count(_ answer: Message) {
    switch answer {
    case .platformReply(let reply):
      counters.answered(reply.replyID, "\(reply.result ?? .failure)", isKnown: Message.isKnown(reply.replyID))
    case .registrationReply(let reply):
      counters.answered(MessageID.registration.rawValue, reply.resultCode == 0 ? "success" : "refused", isKnown: true)
    default: break
    }
  }

  private func write(_ frames: [Frame], _ context: ChannelHandlerContext) {
    for frame in frames { context.write(wrapOutboundOut(frame), promise: nil) }
    context.flush()
  }
}

// Commands of the platform to the terminal.
extension TerminalHandler {
  private func send(_ command: Command, _ context: ChannelHandlerContext) {
    guard !isDraining, !underWay.contains(command) else { return }
    guard let message = command.content.message(uploadsTo: limits.uploadServer) else {
      return commands.note(command, .failed(reason: "no FTP server is configured to upload to"))
    }
    let frames = send(message, context)
    guard let serial = frames.first?.header.serial else { return }
    underWay[serial] = CommandsUnderWay.Sent(command: command, frames: frames)
    commands.note(command, .sent)
    awaitAnswer(serial, limits.commandTimeout, context)
  }

  private func awaitAnswer(_ serial: UInt16, _ timeout: TimeSpan, _ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    underWay[serial]?.deadline = context.eventLoop.scheduleTask(in: .microseconds(timeout.microseconds)) {
      let (handler, context) = bound.value
      handler.missAnswer(serial, context)
    }
  }

  /// Sends a command again, or gives it up (JT/T 808-2013 §7.1: the n-th wait is n times the one before).
  private func missAnswer(_ serial: UInt16, _ context: ChannelHandlerContext) {
    guard var sent = underWay[serial], context.channel.isActive else { return }
    guard !sent.isAccepted, sent.sends < limits.mostCommandSends else {
      underWay[serial] = nil
      return commands.note(sent.command, .timedOut)
    }
    sent.sends += 1
    underWay[serial] = sent
    write(sent.frames, context)
    let factor = (1...sent.sends).reduce(1, *)
    awaitAnswer(serial, TimeSpan(microseconds: limits.commandTimeout.microseconds * Int64(factor)), context)
  }

  private func take(_ answer: CommandAnswer, _ context: ChannelHandlerContext) {
    guard var sent = underWay[answer.serial] else { return }
    switch answer.verdict {
    case .understood where !sent.command.content.endsWithGeneralReply:
      guard case .upload = sent.command.content, !sent.isAccepted else { return }  // the answer proper is still to come
      sent.isAccepted = true
      sent.deadline?.cancel()
      underWay[answer.serial] = sent
      commands.note(sent.command, .accepted)
      awaitAnswer(answer.serial, limits.uploadTimeout, context)
    case .understood, .done:
      underWay[answer.serial] = nil
      commands.note(sent.command, .answered)
    case .failed(let reason):
      underWay[answer.serial] = nil
      commands.note(sent.command, .failed(reason: reason))
    }
  }
}

/// Asks a connection to read nothing more, to answer what is stored, and to close.
struct DrainEvent: Sendable {}
