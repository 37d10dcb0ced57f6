public import EscortDomain
public import Journal

/// A command with what became of it.
public struct Command: Hashable, Sendable {
  /// How far it is.
  public enum State: Hashable, Sendable {
    /// It waits for its terminal.
    case queued
    /// It was sent and is not answered.
    case sent
    /// The terminal has said that it will do it.
    case accepted
    /// It is done.
    case answered
    /// The terminal refused it or could not do it.
    case failed(reason: String)
    /// No answer came, however often it was sent.
    case timedOut
    /// Its terminal did not come in time.
    case expired

    /// Whether nothing more can follow.
    public var isFinal: Bool {
      switch self {
      case .queued, .sent, .accepted: false
      case .answered, .failed, .timedOut, .expired: true
      }
    }

    /// The state's name in the API.
    public var name: String {
      switch self {
      case .queued: "queued"
      case .sent: "sent"
      case .accepted: "accepted"
      case .answered: "answered"
      case .failed: "failed"
      case .timedOut: "timed-out"
      case .expired: "expired"
      }
    }
  }

  /// Its number: the place of its order in the journal.
  public let id: Int64
  /// The terminal's identity.
  public let terminal: String
  /// What is to be done.
  public let content: TerminalCommand
  /// Who ordered it.
  public let by: String
  /// When it was ordered.
  public let issued: Instant
  /// Until when it may be sent.
  public let expires: Instant
  /// How far it is.
  public var state = State.queued
  /// When it came that far.
  public var changed: Instant
}

/// Every command and how far it is, folded from the journal.
public struct CommandBook: Sendable {
  private var commands: [Int64: Command] = [:]
  private var ended: [Int64] = []
  /// The commands of each terminal that have not ended, in the order they were given.
  private var openOfTerminal: [String: [Int64]] = [:]

  /// How many commands that ended are kept to be looked at; the journal keeps all.
  private static let mostEnded = 10_000

  /// A book before the first command.
  public init() {}

  /// Takes an entry in; only orders and outcomes bear on it.
  public mutating func take(_ entry: Entry) {
    switch entry.draft.kind {
    case .commandIssued: order(entry.draft, id: entry.position, at: entry.received)
    case .commandOutcome: note(entry.draft, at: entry.received)
    default: break
    }
  }

  /// Takes an order in as it was journaled.
  @discardableResult
  mutating func order(_ draft: EntryDraft, id: Int64, at issued: Instant) -> Command? {
    guard let object = (try? JSONValue(parsing: draft.bytes))?.object, let terminal = object["terminal"]?.string,
      let expires = object["expires"]?.string.flatMap({ Instant(rfc3339: $0) }), let content = try? TerminalCommand(object)
    else { return nil }
    let command = Command(
      id: id, terminal: terminal, content: content, by: draft.origin, issued: issued, expires: expires, changed: issued)
    commands[id] = command
    openOfTerminal[terminal, default: []].append(id)
    return command
  }

  private mutating func note(_ draft: EntryDraft, at: Instant) {
    guard let object = (try? JSONValue(parsing: draft.bytes))?.object, let id = object["id"]?.integer,
      let state = Command.State(object)
    else { return }
    set(Int64(id), state, at: at)
  }

  /// Notes how far a command is; false when it has ended or is unknown.
  @discardableResult
  mutating func set(_ id: Int64, _ state: Command.State, at: Instant) -> Bool {
    guard var command = commands[id], !command.state.isFinal else { return false }
    command.state = state
    command.changed = at
    commands[id] = command
    if state.isFinal {
      ended.append(id)
      openOfTerminal[command.terminal]?.removeAll { $0 == id }
      if openOfTerminal[command.terminal]?.isEmpty == true { openOfTerminal[command.terminal] = nil }
      if ended.count > Self.mostEnded { commands[ended.removeFirst()] = nil }
    }
    return true
  }

  /// A command.
  public subscript(id: Int64) -> Command? { commands[id] }

  /// A terminal's commands, the newest first.
  public func commands(of terminal: String) -> [Command] {
    commands.values.filter { $0.terminal == terminal }.sorted { $0.id > $1.id }
  }

  /// The commands that have not ended, in the order they were given.
  public var open: [Command] { openOfTerminal.values.joined().compactMap { commands[$0] }.sorted { $0.id < $1.id } }

  /// How many there are.
  public var openCount: Int { openOfTerminal.values.reduce(0) { $0 + $1.count } }

  /// Those of one terminal.
  public func open(of terminal: String) -> [Command] { openOfTerminal[terminal]?.compactMap { commands[$0] } ?? [] }

  /// The bytes of an order.
  static func order(_ content: TerminalCommand, to terminal: String, by: String, expires: Instant) -> EntryDraft {
    var object = content.json
    object["terminal"] = .string(terminal)
    object["expires"] = .string(expires.rfc3339)
    return EntryDraft(kind: .commandIssued, origin: by, bytes: Array(JSONValue.object(object).text.utf8))
  }

  /// The bytes of an outcome.
  static func outcome(_ state: Command.State, of command: Command) -> EntryDraft {
    var object = JSONObject([("id", .integer(command.id))])
    for field in state.json.fields { object[field.name] = field.value }
    return EntryDraft(kind: .commandOutcome, origin: command.terminal, bytes: Array(JSONValue.object(object).text.utf8))
  }
}

extension Command.State {
  /// A state as it is journaled.
  var json: JSONObject {
    var object = JSONObject([("state", .string(name))])
    if case .failed(let reason) = self { object["reason"] = .string(reason) }
    return object
  }

  /// A state as it was journaled.
  init?(_ object: JSONObject) {
    switch object["state"]?.string {
    case "queued": self = .queued
    case "sent": self = .sent
    case "accepted": self = .accepted
    case "answered": self = .answered
    case "failed": self = .failed(reason: object["reason"]?.string ?? "")
    case "timed-out": self = .timedOut
    case "expired": self = .expired
    default: return nil
    }
  }
}

extension CommandBook: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(open + ended.compactMap { commands[$0] }) }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    for command in reader.read([Command].self) {
      commands[command.id] = command
      if command.state.isFinal { ended.append(command.id) } else { openOfTerminal[command.terminal, default: []].append(command.id) }
    }
  }
}

extension Command: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(id)
    writer.write(terminal)
    writer.write(content.json)
    writer.write(by)
    writer.write(issued)
    writer.write(expires)
    writer.write(state.json)
    writer.write(changed)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    id = reader.read()
    terminal = reader.read()
    content = (try? TerminalCommand(reader.read(JSONObject.self))) ?? reader.fail(.locate)
    by = reader.read()
    issued = reader.read()
    expires = reader.read()
    state = State(reader.read(JSONObject.self)) ?? reader.fail(.queued)
    changed = reader.read()
  }
}
