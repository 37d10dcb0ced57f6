public import EscortDomain
import Journal
import Synchronization

/// Gives commands to terminals and follows each to its end; every step is journaled.
///
/// A command is stored before it is sent. It waits for a terminal that is not connected until it expires; one that was sent over a
/// connection which closed is sent again over the next.
public final class CommandCenter: Sendable {
  /// Why a command was not taken.
  public enum Refusal: Error, Hashable, Sendable {
    /// The terminal has as many waiting as it may have.
    case tooMany(most: Int)
    /// It needs a server to upload to, and none is configured.
    case noUploadServer
    /// The journal could not store it.
    case notStored
  }

  private let append: @Sendable (EntryDraft, @escaping @Sendable (Result<Receipt, any Error>) -> Void) -> Void
  private let connections: TerminalConnections
  private let clock: @Sendable () -> Instant
  private let counters: IngestCounters
  let limits: IngestLimits
  private let book: Mutex<CommandBook>

  init(
    journal: some Journal, book: CommandBook, connections: TerminalConnections, counters: IngestCounters, limits: IngestLimits,
    clock: @escaping @Sendable () -> Instant
  ) {
    append = { journal.append($0, completion: $1) }
    self.book = Mutex(book)
    self.connections = connections
    self.counters = counters
    self.limits = limits
    self.clock = clock
  }

  /// Stores a command and sends it as soon as its terminal is there.
  public func issue(_ content: TerminalCommand, to terminal: String, by name: String, lifetime: TimeSpan) async throws -> Command {
    if case .upload = content, limits.uploadServer == nil { throw Refusal.noUploadServer }
    let waiting = book.withLock { $0.open(of: terminal).count }
    guard waiting < limits.mostOpenCommands else { throw Refusal.tooMany(most: limits.mostOpenCommands) }
    let draft = CommandBook.order(content, to: terminal, by: name, expires: clock() + lifetime)
    let receipt: Receipt
    do {
      receipt = try await withCheckedThrowingContinuation { continuation in append(draft) { continuation.resume(with: $0) } }
    } catch { throw Refusal.notStored }
    guard let command = book.withLock({ $0.order(draft, id: receipt.position, at: receipt.received) }) else { throw Refusal.notStored }
    counters.add(.commands)
    connections.handle(of: terminal)?.tellOfCommands()
    return command
  }

  /// How many commands have not ended.
  public var openCount: Int { book.withLock(\.openCount) }

  /// A command.
  public subscript(id: Int64) -> Command? { book.withLock { $0[id] } }

  /// A terminal's commands, the newest first.
  public func commands(of terminal: String) -> [Command] { book.withLock { $0.commands(of: terminal) } }

  /// Ends what has waited too long; to be called about once a second.
  public func expire(at now: Instant) {
    for command in book.withLock(\.open) {
      switch command.state {
      case .queued where command.expires < now: note(command, .expired)
      // Its line closed on it and no other came in time, or it would have been sent again and ended with that.
      case .sent where command.expires + longestWait < now: note(command, .timedOut)
      case .accepted where command.changed + limits.uploadTimeout < now: note(command, .timedOut)
      default: break
      }
    }
  }

  /// How long the answer to a command is waited for in all, the sendings again in it.
  private var longestWait: TimeSpan {
    let factors = (1...max(1, limits.mostCommandSends)).map { sends in (1...sends).reduce(1, *) }
    return TimeSpan(microseconds: limits.commandTimeout.microseconds * Int64(factors.reduce(0, +)))
  }

  /// The commands a terminal that has just authenticated is to be sent: those that wait, and those an earlier connection took along.
  func open(of terminal: String) -> [Command] {
    let now = clock()
    return book.withLock { $0.open(of: terminal) }.filter { $0.expires >= now && $0.state != .accepted }
  }

  /// The commands a connected terminal was not sent yet.
  func waiting(of terminal: String) -> [Command] { open(of: terminal).filter { $0.state == .queued } }

  /// Notes how far a command is, and journals it.
  func note(_ command: Command, _ state: Command.State) {
    guard book.withLock({ $0.set(command.id, state, at: clock()) }) else { return }
    if state.isFinal, state != .answered { counters.add(.commandsFailed) }
    append(CommandBook.outcome(state, of: command)) { [counters] result in
      if case .failure = result { counters.add(.storeFailed) }
    }
  }
}
