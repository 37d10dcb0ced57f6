import EscortDomain
import JT808
import Journal
import Logging
import NIOCore
import Registers
import Synchronization

/// One terminal as the gateway knows it, whatever line it comes over: hands frames to its session and carries out what follows.
///
/// Answers go out when what they answer is synced. While too much of one terminal waits for that, it is not read. Everything runs on the
/// line's event loop.
final class TerminalPeer<Store: Journal> {
  let gateway: TerminalGateway<Store>
  /// The line, until it closes.
  private(set) var line: (any TerminalLine)?
  private(set) var identity: String?
  private(set) var isDraining = false
  private(set) var isReading = true
  var underWay = CommandsUnderWay()
  private var session = TerminalSession()
  private var generator = SystemRandomNumberGenerator()
  private var encoder: FrameEncoder?
  /// The version the terminal speaks.
  var version: Version { encoder?.version ?? .v2013 }
  private var inFlight = 0
  private var backfillInFlight = 0
  private let presence = Presence()
  private var waitsForJournal = false
  private var hasSpoken = false
  private var silentLooks: Int64 = 0
  private var authenticationDeadline: Scheduled<Void>?
  private var silenceWatch: Scheduled<Void>?
  private var partsDeadlines: [Reassembler.Key: Scheduled<Void>] = [:]
  private var sent = SentMessages()

  init(_ gateway: TerminalGateway<Store>, line: any TerminalLine) {
    self.gateway = gateway
    self.line = line
  }

  private var journal: Store { gateway.journal }
  private var counters: IngestCounters { gateway.counters }
  private var limits: IngestLimits { gateway.limits }

  /// Begins to watch over a line that has just opened.
  func begin() {
    counters.add(.connected)
    authenticationDeadline = schedule(after: limits.authenticationTimeout) { peer in
      peer.counters.add(.neverAuthenticated)
      peer.close()
    }
    watchForSilence()
  }

  /// The line closed: nothing more is sent or waited for.
  func lineClosed() {
    line = nil
    presence.leave()
    authenticationDeadline?.cancel()
    silenceWatch?.cancel()
    for deadline in partsDeadlines.values { deadline.cancel() }
    underWay.cancel()
    if let identity { gateway.connections.release(identity, self) }
  }

  /// Ends the line.
  func close() { line?.close() }

  /// Reads nothing more, answers what is stored, and closes.
  func drain() {
    isDraining = true
    updateReading()
    closeWhenDrained()
  }

  /// Takes a good frame.
  func take(_ frame: Frame) {
    hasSpoken = true
    if encoder?.terminal != frame.header.terminal || encoder?.version != frame.header.version {
      encoder = FrameEncoder(
        version: frame.header.version, terminal: frame.header.terminal, firstSerial: encoder?.nextSerial ?? 0)
    }
    let surroundings = TerminalSession.Surroundings(fleet: gateway.fleet, time: gateway.clock())
    for action in session.take(frame, in: surroundings, using: &generator) { perform(action) }
    if frame.header.part != nil { watchParts(of: Reassembler.Key(frame.header)) }
  }

  /// Takes note of what was dropped.
  func take(dropped reason: FrameError, bytes: Int) {
    hasSpoken = true
    counters.dropped(reason, bytes: bytes)
  }

  /// Does something later on the line's loop, unless the line has closed by then.
  func schedule(after delay: TimeSpan, _ work: @escaping (TerminalPeer) -> Void) -> Scheduled<Void>? {
    guard let line else { return nil }
    let bound = NIOLoopBound((self, work), eventLoop: line.eventLoop)
    return line.eventLoop.scheduleTask(in: .microseconds(delay.microseconds)) {
      let (peer, work) = bound.value
      if peer.line?.isOpen == true { work(peer) }
    }
  }

  /// Closes a line on which nothing is said: looked at four times in the idle timeout, so at most a quarter later than that.
  private func watchForSilence() {
    silenceWatch = schedule(after: TimeSpan(microseconds: limits.idleTimeout.microseconds / Self.looksInTimeout)) { peer in
      // What is not read for our own sake is not silent; who takes no answers is.
      let isHeldBack = !peer.isReading && peer.line?.isWritable == true
      peer.silentLooks = peer.hasSpoken || isHeldBack ? 0 : peer.silentLooks + 1
      peer.hasSpoken = false
      guard peer.silentLooks < Self.looksInTimeout else {
        peer.counters.add(.idle)
        return peer.close()
      }
      peer.watchForSilence()
    }
  }

  private static var looksInTimeout: Int64 { 4 }

  /// Waits for the parts of the message one of whose parts came, and no longer for those of messages that are whole or given up.
  private func watchParts(of message: Reassembler.Key) {
    let underWay = session.messagesUnderWay
    for (key, deadline) in partsDeadlines where key == message || !underWay.contains(key) {
      deadline.cancel()
      partsDeadlines[key] = nil
    }
    if underWay.contains(message) { awaitParts(of: message, requests: 0) }
  }

  /// Asks for parts that do not come, from the message's last part that came on (JT/T 808-2013 §7.12, §8.4).
  private func awaitParts(of message: Reassembler.Key, requests: Int) {
    let factor = Int64((1...(requests + 1)).reduce(1, *))
    partsDeadlines[message] = schedule(after: TimeSpan(microseconds: limits.partTimeout.microseconds * factor)) { peer in
      peer.partsDeadlines[message] = nil
      for action in peer.session.missParts(of: message, requests: requests, of: peer.limits.mostPartRequests) { peer.perform(action) }
      if peer.session.messagesUnderWay.contains(message) { peer.awaitParts(of: message, requests: requests + 1) }
    }
  }

  private func perform(_ action: TerminalSession.Action) {
    switch action {
    case .count(let count, let amount):
      counters.add(count, amount)
      if let warning = count.warning { log(warning) }
    case .answer(let message):
      send(message)
    case .store(let draft, let success, let failure, let isBackfill):
      store(draft, success, failure, isBackfill: isBackfill)
    case .resend(let firstSerial, let parts, let unknown):
      guard let frames = sent.frames(firstSerial: firstSerial, parts: parts) else {
        send(unknown)
        return
      }
      line?.write(frames)
    case .answered(let answer):
      take(answer)
    case .register(let identity, let code, let success, let failure):
      let draft = EntryDraft(kind: .terminalRegistered, origin: identity, bytes: Array(code.hash.utf8))
      store(draft, success, failure) { [fleet = gateway.fleet] in
        fleet.update { $0.setCodeHash(code.hash, of: identity) }
      }
    case .authenticate(let identity, let draft, let success, let failure):
      replaceLine(of: identity)
      store(draft, success, failure)
    }
  }

  private func replaceLine(of identity: String) {
    if let former = self.identity, former != identity { gateway.connections.release(former, self) }
    self.identity = identity
    authenticationDeadline?.cancel()
    guard let line, let former = gateway.connections.claim(identity, for: TerminalHandle(self, on: line.eventLoop)) else { return }
    counters.add(.replaced)
    log("security: a second connection of the terminal took the first one's place")
    former.closeLine()
    let draft = EntryDraft(kind: .terminalReplaced, origin: identity, bytes: [])
    journal.append(draft) { [counters] result in
      if case .failure = result { counters.add(.storeFailed) }
    }
  }

  /// Says what may be somebody's doing. Of a terminal's number, which is a phone number, the end alone.
  func log(_ message: Logger.Message) {
    let number = identity ?? encoder?.terminal.identity ?? ""
    gateway.logger.warning(message, metadata: ["terminal": "…\(number.suffix(4))", "address": "\(line?.address ?? "")"])
  }

  private func store(
    _ draft: EntryDraft, _ success: Message, _ failure: Message, isBackfill: Bool = false, whenStored: (@Sendable () -> Void)? = nil
  ) {
    guard let line else { return }
    let reports = max(1, draft.keys.count)  // a report whose time cannot be read has no key
    if isBackfill { backfillInFlight += reports } else { inFlight += 1 }
    let began = gateway.clock()
    updateReading()
    let eventLoop = line.eventLoop
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    let completion: @Sendable (Result<Receipt, any Error>) -> Void = { result in
      if case .success = result { whenStored?() }
      eventLoop.execute {
        let peer = bound.value
        if isBackfill { peer.backfillInFlight -= reports } else { peer.inFlight -= 1 }
        peer.finish(result, success, failure)
        if !isBackfill { peer.counters.waited(microseconds: (peer.gateway.clock() - began).microseconds) }
      }
    }
    if isBackfill {
      gateway.backfill.append(draft, to: journal, isWanted: { [presence] in !presence.isGone }, completion: completion)
    } else {
      journal.append(draft, completion: completion)
    }
  }

  private func finish(_ result: Result<Receipt, any Error>, _ success: Message, _ failure: Message) {
    updateReading()
    switch result {
    case .success:
      counters.add(.stored)
      send(success)
      // A terminal takes commands from the moment it knows that it is let in.
      if Self.isAuthentication(success) { sendOpenCommands() }
    case .failure:
      counters.add(.storeFailed)
      if Self.isAuthentication(success) { session.forgetAuthentication() }
      send(failure)
    }
    closeWhenDrained()
  }

  private static func isAuthentication(_ answer: Message) -> Bool {
    if case .platformReply(let reply) = answer { reply.replyID == MessageID.authentication.rawValue } else { false }
  }

  /// The terminal takes what is sent again, or no longer.
  func writabilityChanged() {
    if line?.isWritable == false { counters.add(.slowReaders) }
    updateReading()
  }

  /// Reads on, or stops reading, as what waits to be stored or to be taken demands.
  private func updateReading() {
    if !waitsForJournal, journal.backlogBytes > limits.mostBacklogBytes { waitForJournal() }
    let reads: Bool
    if isDraining || waitsForJournal || isFull || line?.isWritable == false {
      reads = false
    } else if inFlight <= limits.mostInFlight / 2, backfillInFlight <= limits.mostBackfillReports / 2 {
      reads = true
    } else {
      return  // between the marks it stays as it is
    }
    guard reads != isReading else { return }
    isReading = reads
    if !reads { counters.add(.paused) }
    line?.setReading(reads)
  }

  private var isFull: Bool { inFlight >= limits.mostInFlight || backfillInFlight >= limits.mostBackfillReports }

  private func waitForJournal() {
    waitsForJournal = true
    _ = schedule(after: TimeSpan(microseconds: 50_000)) { peer in
      if peer.journal.backlogBytes > peer.limits.mostBacklogBytes / 2 {
        peer.waitForJournal()
      } else {
        peer.waitsForJournal = false
        peer.updateReading()
      }
    }
  }

  private func closeWhenDrained() {
    if isDraining, inFlight == 0, backfillInFlight == 0 { close() }
  }

  /// Sends a message and returns its frames; none when the line is closed.
  @discardableResult
  func send(_ message: Message) -> [Frame] {
    guard let line, line.isOpen, var encoder else { return [] }
    let frames = encoder.frames(message)
    self.encoder = encoder
    counters.count(answer: message)
    sent.keep(frames)
    line.write(frames)
    return frames
  }
}

/// Whether a terminal's line is still there, for those who ask from other threads.
private final class Presence: Sendable {
  private let gone = Atomic(false)
  var isGone: Bool { gone.load(ordering: .relaxed) }
  func leave() { gone.store(true, ordering: .relaxed) }
}
