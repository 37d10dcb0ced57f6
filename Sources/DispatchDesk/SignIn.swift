public import EscortDomain
public import Journal
public import Registers
import Synchronization

extension EntryKind {
  /// An account was set; the bytes are its JSON, the password as scrypt made it. Origin: who set it.
  public static let accountSet = EntryKind(rawValue: "account-set")
  /// Somebody signed in. Origin: the account.
  public static let signedIn = EntryKind(rawValue: "signed-in")
}

/// Signs people in: accounts from the journal, sessions in memory, so that a restart signs everybody out.
public final class SignIn<Store: Journal>: Sendable {
  /// What became of an attempt.
  public enum Outcome: Sendable {
    /// A session, by its secret.
    case signedIn(Session, secret: String)
    /// No such account, or not its password: nobody is told which.
    case refused
    /// Too many attempts at this account; try again after the pause.
    case paused
  }

  /// Who is signed in.
  public struct Session: Hashable, Sendable {
    /// The account.
    public let account: String
    /// Who that is.
    public let name: String
    /// What the account may do.
    public let role: AccountRegister.Role
    /// When it was last used.
    var used: Instant
  }

  private struct State {
    var accounts = AccountRegister()
    var sessions: [String: Session] = [:]
    var failures: [String: (count: Int, last: Instant)] = [:]
  }

  /// A session unused for so long is over: a watch and its hand-over.
  static var longestIdle: TimeSpan { .seconds(12 * 3600) }
  /// After so many failures in a row an account is paused.
  static var mostFailures: Int { 5 }
  /// For so long.
  static var pause: TimeSpan { .seconds(30) }
  /// Sessions and failed names kept at most; the oldest go first.
  static var mostKept: Int { 10_000 }
  /// Nobody's password is longer; hashing is not offered for more.
  static var longestPassword: Int { 256 }

  private let journal: Store
  private let state = Mutex(State())

  /// Reads the accounts from the journal.
  ///
  /// - Parameters:
  ///   - kept: entries in which all accounts up to a position are set, with others or without.
  ///   - position: that position; what follows it is read.
  public init(journal: Store, kept: [Entry] = [], after position: Int64 = 0) async throws {
    self.journal = journal
    var position = position
    take(kept)
    while true {
      let entries = try await journal.read(after: position, limit: 4096)
      guard let last = entries.last else { break }
      take(entries)
      position = last.position
    }
  }

  private func take(_ entries: [Entry]) {
    for entry in entries where entry.draft.kind == .accountSet {
      guard let object = try? JSONValue(parsing: entry.draft.bytes).object, let account = AccountRegister.Account(json: object)
      else { continue }
      state.withLock { $0.accounts.set(account) }
    }
  }

  /// Whether nobody can sign in yet.
  public var hasNoAccount: Bool { state.withLock(\.accounts.isEmpty) }

  /// Stores an account with a password.
  public func setAccount(_ name: String, displayName: String, role: AccountRegister.Role, password: String) async throws {
    var generator = SystemRandomNumberGenerator()
    let kept = try Passphrase(password, using: &generator).kept
    let account = AccountRegister.Account(name: name, displayName: displayName, role: role, keptPassword: kept)
    let bytes = Array(JSONValue.object(account.json).text.utf8)
    _ = try await journal.append(EntryDraft(kind: .accountSet, origin: "service", bytes: bytes))
    state.withLock { $0.accounts.set(account) }
  }

  /// Checks a password and begins a session. The session is journaled before it is given.
  public func attempt(account name: String, password: String, at now: Instant) async throws -> Outcome {
    let (account, isPaused) = state.withLock { state in
      let failed = state.failures[name]
      let isPaused = failed.map { $0.count >= Self.mostFailures && now - $0.last < Self.pause } ?? false
      return (state.accounts.account(name), isPaused)
    }
    guard !isPaused else { return .paused }
    // A name nobody has takes as long as one somebody has.
    let kept = Passphrase(kept: account?.keptPassword ?? Self.nobodysPassword)
    guard password.utf8.count <= Self.longestPassword, kept.matches(password), let account else {
      state.withLock { state in
        let count = state.failures[name].map { now - $0.last < Self.pause ? $0.count + 1 : 1 } ?? 1
        if state.failures.count >= Self.mostKept { state.failures = [:] }
        state.failures[name] = (count, now)
      }
      return .refused
    }
    var generator = SystemRandomNumberGenerator()
    let secret = SecretCode(using: &generator)
    let session = Session(account: account.name, name: account.displayName, role: account.role, used: now)
    _ = try await journal.append(EntryDraft(kind: .signedIn, origin: account.name, bytes: []))
    state.withLock { state in
      state.failures[name] = nil
      state.sessions = state.sessions.filter { now - $0.value.used < Self.longestIdle }
      if state.sessions.count >= Self.mostKept, let oldest = state.sessions.min(by: { $0.value.used < $1.value.used }) {
        state.sessions[oldest.key] = nil
      }
      state.sessions[secret.hash] = session
    }
    return .signedIn(session, secret: secret.text)
  }

  /// The session of a secret; `nil` when there is none or it was idle too long.
  public func session(secret: String, at now: Instant) -> Session? {
    let hash = SecretCode(text: secret).hash
    return state.withLock { state in
      guard var session = state.sessions[hash], now - session.used < Self.longestIdle else { return nil }
      session.used = now
      state.sessions[hash] = session
      return session
    }
  }

  /// Ends a session.
  public func end(secret: String) {
    let hash = SecretCode(text: secret).hash
    state.withLock { _ = $0.sessions.removeValue(forKey: hash) }
  }

  private static var nobodysPassword: String { String(repeating: "00", count: 16) + ":" + String(repeating: "00", count: 32) }
}
