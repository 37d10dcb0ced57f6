import EscortDomain
import JT808
import Journal
import Registers

/// What one terminal's connection may do, and what follows from each of its messages (JT/T 808-2019 §7.2, §8). It does no I/O.
struct TerminalSession {
  /// What is to be done about a message.
  enum Action {
    /// Send an answer now.
    case answer(Message)
    /// Store, and send one answer when it is synced, another when it cannot be stored; reports that were stored on the way come in where
    /// they hold nothing up.
    case store(EntryDraft, success: Message, failure: Message, isBackfill: Bool = false)
    /// Store that the terminal registered, then answer.
    case register(identity: String, code: SecretCode, success: Message, failure: Message)
    /// Take the place of any other connection of the terminal, then store and answer.
    case authenticate(identity: String, EntryDraft, success: Message, failure: Message)
    /// Send parts of a message sent before again; when it is not kept, say so.
    case resend(firstSerial: UInt16, parts: [UInt16], unknown: Message)
    /// What the terminal says of a command it was sent.
    case answered(CommandAnswer)
    /// Count something by name.
    case count(IngestCount, Int = 1)
  }

  private enum State {
    case unauthenticated
    case authenticated(identity: String)
  }

  private var state = State.unauthenticated
  private var reassembler = Reassembler()

  /// What a message is taken with: the registers, and the service's time.
  struct Surroundings {
    let fleet: LiveFleet
    let time: Instant
  }

  /// What follows from a frame.
  mutating func take(
    _ frame: Frame, in surroundings: Surroundings, using generator: inout some RandomNumberGenerator
  ) -> [Action] {
    guard frame.header.part != nil else { return take(whole: frame, answering: frame, surroundings, &generator) }
    // Only a known terminal may make the service keep parts.
    guard let identity = identity(sending: frame) else { return [.count(.unauthenticated), .answer(Self.reply(frame, .failure))] }
    let isAnsweredByPart = frame.header.messageID == RecordingList.id
    let displaced = reassembler.displaced
    let outcome = reassembler.take(frame)
    let givenUp = reassembler.displaced > displaced ? [Action.count(.incomplete, reassembler.displaced - displaced)] : []
    switch outcome {
    case .whole(let whole): return take(whole: whole, answering: isAnsweredByPart ? frame : whole, surroundings, &generator)
    case .incomplete, .duplicate:
      guard isAnsweredByPart else { return givenUp }
      let draft = EntryDraft(kind: .jt808Part, origin: identity, bytes: frame.raw)
      return givenUp + [.store(draft, success: Self.reply(frame, .success), failure: Self.reply(frame, .failure))]
    case .refused: return [.count(.malformed), .answer(Self.reply(frame, .malformed))]
    }
  }

  /// The split messages parts of which are missing.
  var messagesUnderWay: [Reassembler.Key] { reassembler.underWay }

  /// Asks for the parts of a message that have not come, or gives it up when they were asked for often enough.
  mutating func missParts(of key: Reassembler.Key, requests: Int, of most: Int) -> [Action] {
    guard let message = reassembler.incomplete(key) else { return [] }
    guard requests < most else {
      reassembler.giveUp(key)
      return [.count(.incomplete)]
    }
    let missing = Array(message.missing.prefix(Self.mostPartsAskedFor))
    return [.count(.partsRequested), .answer(Self.request(missing, of: message))]
  }

  private static func request(_ missing: [UInt16], of message: Reassembler.Incomplete) -> Message {
    if message.key.messageID == MediaUpload.id, let beginning = message.beginning, beginning.count >= 4 {
      let id = beginning[..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return .tabled(
        MediaReply.with {
          $0.mediaID = id
          $0.missing = missing
        })
    }
    return .tabled(
      ResendRequest.with {
        $0.originalSerial = message.key.firstSerial
        $0.parts = missing
      })
  }

  /// One request fits into a frame and into a count of one byte.
  private static var mostPartsAskedFor: Int { 250 }

  /// The identity of an authenticated terminal, when the frame carries it.
  private func identity(sending frame: Frame) -> String? {
    guard case .authenticated(let identity) = state, frame.header.terminal.identity == identity else { return nil }
    return identity
  }

  private mutating func take(
    whole frame: Frame, answering answered: Frame, _ surroundings: Surroundings,
    _ generator: inout some RandomNumberGenerator
  ) -> [Action] {
    let message: Message
    do { message = try Message(frame) } catch { return [.count(.malformed), .answer(Self.reply(answered, .malformed))] }
    switch message {
    case .registration(let registration): return register(registration, frame, surroundings.fleet.current, &generator)
    case .authentication(let authentication): return authenticate(authentication, frame, surroundings.fleet.current)
    case .unregistration: return unregister(frame)
    case .platformReply, .registrationReply: return [.count(.unsupported), .answer(Self.reply(answered, .unsupported))]
    case .terminalReply: return answer(message, frame)
    case .tabled(let tabled): return take(tabled, frame, answered, surroundings)
    case .heartbeat, .location, .batch, .driverCard: return report(message, frame, answered, surroundings.fleet)
    case .other:
      // What is not in the standard survives with its bytes, and its sender learns that nothing follows from it.
      return report(message, frame, answered, surroundings.fleet, success: .unsupported, counting: .unsupported)
    }
  }

  private func take(_ message: TabledMessage, _ frame: Frame, _ answered: Frame, _ surroundings: Surroundings) -> [Action] {
    guard frame.header.messageID < Self.firstDownlinkID else {
      return [.count(.unsupported), .answer(Self.reply(answered, .unsupported))]
    }
    switch message.body {
    case is ServerTimeRequest:
      guard identity(sending: frame) != nil else { return refuseUnauthenticated(answered) }
      // The one time of the standard in UTC: its digits are those of GMT+8 eight hours earlier.
      let seconds = surroundings.time.microsecondsSince1970 / 1_000_000 - 8 * 3600
      return [.answer(.tabled(ServerTimeReply.with { $0.time = BCDTime(secondsSince1970: seconds) }))]
    case let request as TerminalResendRequest:
      guard identity(sending: frame) != nil else { return refuseUnauthenticated(answered) }
      return [.resend(firstSerial: request.originalSerial, parts: request.parts, unknown: Self.reply(answered, .failure))]
    case let upload as MediaUpload:
      return report(
        .tabled(message), frame, answered, surroundings.fleet, answer: .tabled(MediaReply.with { $0.mediaID = upload.mediaID }))
    default:
      return report(.tabled(message), frame, answered, surroundings.fleet) + answer(.tabled(message), frame)
    }
  }

  private func answer(_ message: Message, _ frame: Frame) -> [Action] {
    guard identity(sending: frame) != nil, let answer = CommandAnswer(message) else { return [] }
    return [.answered(answer)]
  }

  /// Messages of the platform have the top bit set.
  private static var firstDownlinkID: UInt16 { 0x8000 }

  private func refuseUnauthenticated(_ frame: Frame) -> [Action] {
    [.count(.unauthenticated), .answer(Self.reply(frame, .failure))]
  }

  private func register(
    _ registration: Registration, _ frame: Frame, _ register: FleetRegister,
    _ generator: inout some RandomNumberGenerator
  ) -> [Action] {
    func refuse(_ result: RegistrationReply.Result) -> [Action] {
      [
        .count(.registrationRefused),
        .answer(.registrationReply(RegistrationReply(replySerial: frame.header.serial, result: result))),
      ]
    }
    let identity = frame.header.terminal.identity
    guard let terminal = register.terminal(identity) else { return refuse(.noSuchTerminal) }
    guard registration.plate == terminal.vehicle.id.text else { return refuse(.noSuchVehicle) }
    let code = SecretCode(using: &generator)
    let success = RegistrationReply(replySerial: frame.header.serial, result: .success, authenticationCode: code.text)
    let failure = RegistrationReply(replySerial: frame.header.serial, result: .noSuchTerminal)
    return [
      .register(identity: identity, code: code, success: .registrationReply(success), failure: .registrationReply(failure))
    ]
  }

  /// Forgets that the terminal authenticated, when that could not be stored.
  mutating func forgetAuthentication() { state = .unauthenticated }

  private mutating func authenticate(
    _ authentication: Authentication, _ frame: Frame, _ register: FleetRegister
  ) -> [Action] {
    let identity = frame.header.terminal.identity
    guard register.terminal(identity) != nil, let hash = register.codeHash(of: identity),
      SecretCode(text: authentication.code).matches(hash: hash)
    else {
      state = .unauthenticated
      return [.count(.authenticationRefused), .answer(Self.reply(frame, .failure))]
    }
    state = .authenticated(identity: identity)
    // The code itself is a secret and stays out of the journal: only that the terminal authenticated goes in.
    let draft = EntryDraft(kind: .terminalAuthenticated, origin: identity, bytes: [])
    return [
      .authenticate(
        identity: identity, draft, success: Self.reply(frame, .success), failure: Self.reply(frame, .failure))
    ]
  }

  private func report(
    _ message: Message, _ frame: Frame, _ answered: Frame, _ fleet: LiveFleet, success: GeneralReply.Result = .success,
    answer: Message? = nil, counting count: IngestCount? = nil
  ) -> [Action] {
    // The plan may have moved the terminal to another vehicle since it authenticated.
    guard let identity = identity(sending: frame), let terminal = fleet.terminal(identity) else { return refuseUnauthenticated(answered) }
    let reports = message.reports
    var counts = count.map { [Action.count($0)] } ?? []
    var isBackfill = false
    if case .batch(let batch) = message {
      guard !reports.isEmpty else { return [.count(.malformed), .answer(Self.reply(answered, .malformed))] }
      if batch.records.count > reports.count { counts.append(.count(.badRecords, batch.records.count - reports.count)) }
      isBackfill = batch.kind == .backfill
    }
    let keys = reports.compactMap { report in
      report.time.instant.map { EntryKey(subject: terminal.vehicle.id.text, at: $0) }
    }
    let draft = EntryDraft(kind: .jt808Frame, origin: identity, bytes: frame.raw, keys: keys)
    let failure = Self.reply(answered, .failure)
    return counts + [.store(draft, success: answer ?? Self.reply(answered, success), failure: failure, isBackfill: isBackfill)]
  }

  private mutating func unregister(_ frame: Frame) -> [Action] {
    guard let identity = identity(sending: frame) else { return refuseUnauthenticated(frame) }
    state = .unauthenticated
    let draft = EntryDraft(kind: .terminalUnregistered, origin: identity, bytes: frame.raw)
    return [.store(draft, success: Self.reply(frame, .success), failure: Self.reply(frame, .failure))]
  }

  private static func reply(_ frame: Frame, _ result: GeneralReply.Result) -> Message {
    .platformReply(GeneralReply(replySerial: frame.header.serial, replyID: frame.header.messageID, result: result))
  }
}
