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
    /// Store, and send one answer when it is synced, another when it cannot be stored.
    case store(EntryDraft, success: Message, failure: Message)
    /// Store that the terminal registered, then answer.
    case register(identity: String, code: SecretCode, success: Message, failure: Message)
    /// Take the place of any other connection of the terminal, then store and answer.
    case authenticate(identity: String, EntryDraft, success: Message, failure: Message)
    /// Count something by name.
    case count(IngestCount)
  }

  private enum State {
    case unauthenticated
    case authenticated(identity: String, FleetRegister.Terminal)
  }

  private var state = State.unauthenticated
  private var reassembler = Reassembler()

  /// What follows from a frame, given the register as it stands.
  mutating func take(
    _ frame: Frame, register: FleetRegister, using generator: inout some RandomNumberGenerator
  ) -> [Action] {
    guard frame.header.part != nil else { return take(whole: frame, register, &generator) }
    switch reassembler.take(frame) {
    case .whole(let whole): return take(whole: whole, register, &generator)
    case .incomplete, .duplicate: return []
    case .refused: return [.count(.malformed), .answer(Self.reply(frame, .malformed))]
    }
  }

  private mutating func take(
    whole frame: Frame, _ register: FleetRegister, _ generator: inout some RandomNumberGenerator
  ) -> [Action] {
    let message: Message
    do { message = try Message(frame) } catch { return [.count(.malformed), .answer(Self.reply(frame, .malformed))] }
    switch message {
    case .terminalReply: return []
    case .registration(let registration): return self.register(registration, frame, register, &generator)
    case .authentication(let authentication): return authenticate(authentication, frame, register)
    case .heartbeat, .location, .batch: return report(message, frame)
    case .unregistration: return unregister(frame)
    default: return [.count(.unsupported), .answer(Self.reply(frame, .unsupported))]
    }
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

  private mutating func authenticate(
    _ authentication: Authentication, _ frame: Frame, _ register: FleetRegister
  ) -> [Action] {
    let identity = frame.header.terminal.identity
    guard let terminal = register.terminal(identity), let hash = register.codeHash(of: identity),
      SecretCode(text: authentication.code).matches(hash: hash)
    else {
      state = .unauthenticated
      return [.count(.authenticationRefused), .answer(Self.reply(frame, .failure))]
    }
    state = .authenticated(identity: identity, terminal)
    // The code itself is a secret and stays out of the journal: only that the terminal authenticated goes in.
    let draft = EntryDraft(kind: .terminalAuthenticated, origin: identity, bytes: [])
    return [
      .authenticate(
        identity: identity, draft, success: Self.reply(frame, .success), failure: Self.reply(frame, .failure))
    ]
  }

  private func report(_ message: Message, _ frame: Frame) -> [Action] {
    guard case .authenticated(let identity, let terminal) = state, frame.header.terminal.identity == identity else {
      return [.count(.unauthenticated), .answer(Self.reply(frame, .failure))]
    }
    let reports: [LocationReport]
    switch message {
    case .location(let report): reports = [report]
    case .batch(let batch):
      reports = batch.reports
      if reports.isEmpty { return [.count(.malformed), .answer(Self.reply(frame, .malformed))] }
    default: reports = []
    }
    let keys = reports.compactMap { report in
      report.time.secondsSince1970.map {
        EntryKey(subject: terminal.vehicle.id.text, at: Instant(microsecondsSince1970: $0 * 1_000_000))
      }
    }
    let draft = EntryDraft(kind: .jt808Frame, origin: identity, bytes: frame.raw, keys: keys)
    return [.store(draft, success: Self.reply(frame, .success), failure: Self.reply(frame, .failure))]
  }

  private mutating func unregister(_ frame: Frame) -> [Action] {
    guard case .authenticated(let identity, _) = state, frame.header.terminal.identity == identity else {
      return [.count(.unauthenticated), .answer(Self.reply(frame, .failure))]
    }
    state = .unauthenticated
    let draft = EntryDraft(kind: .terminalUnregistered, origin: identity, bytes: frame.raw)
    return [.store(draft, success: Self.reply(frame, .success), failure: Self.reply(frame, .failure))]
  }

  private static func reply(_ frame: Frame, _ result: GeneralReply.Result) -> Message {
    .platformReply(GeneralReply(replySerial: frame.header.serial, replyID: frame.header.messageID, result: result))
  }
}
