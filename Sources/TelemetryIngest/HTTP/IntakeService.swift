public import EscortDomain
public import Hummingbird
public import Journal
public import Logging
import Registers

/// Everything intake needs to run on one journal: the registers folded from it, the terminals' server, the routes.
public struct IntakeService<Store: Journal>: Sendable {
  /// What terminals' connections share.
  public let gateway: TerminalGateway<Store>

  /// Folds the registers from the journal.
  ///
  /// - Parameters:
  ///   - decoder: what was folded already.
  ///   - position: up to which entry.
  public init(
    journal: Store, startingWith decoder: EntryDecoder = EntryDecoder(), after position: Int64 = 0, limits: IngestLimits = IngestLimits(),
    logger: Logger = .quiet, clock: @escaping @Sendable () -> Instant
  ) async throws {
    var decoder = decoder
    var position = position
    while let last = try await Self.fold(journal, after: position, &decoder) { position = last }
    let fleet = LiveFleet(decoder.register, tokens: decoder.tokens)
    gateway = TerminalGateway(journal: journal, fleet: fleet, commands: decoder.commands, limits: limits, logger: logger, clock: clock)
    hadDispatcher = decoder.tokens.hasDispatcher
  }

  private let hadDispatcher: Bool

  /// The registers as they stand.
  public var fleet: LiveFleet { gateway.fleet }
  /// What intake counts.
  public var counters: IngestCounters { gateway.counters }
  private var journal: Store { gateway.journal }

  /// Gives the first dispatcher a token; `nil` when one was given before.
  public func firstDispatcherToken() async throws -> String? {
    guard !hadDispatcher else { return nil }
    var generator = SystemRandomNumberGenerator()
    let code = SecretCode(using: &generator)
    let holder = TokenRegister.Holder.dispatcher(name: "first")
    _ = try await journal.append(EntryDraft(kind: .tokenGiven, origin: holder.text, bytes: Array(code.hash.utf8)))
    fleet.give(hash: code.hash, to: holder)
    return code.text
  }

  /// Starts to listen for terminals over TCP; within TLS when given an identity for it.
  public func listen(host: String, port: Int, encryption: TerminalEncryption? = nil) async throws -> TerminalServer {
    try await TerminalServer(host: host, port: port, gateway: gateway, encryption: encryption)
  }

  /// Starts to listen for terminals over UDP.
  public func listenForDatagrams(host: String, port: Int) async throws -> TerminalDatagrams {
    try await TerminalDatagrams(host: host, port: port, gateway: gateway)
  }

  /// Adds the HTTP routes of intake.
  public func addRoutes(to router: Router<some RequestContext>) {
    IntakeRoutes(journal: journal, fleet: fleet, counters: counters, limits: gateway.limits).add(to: router)
    CommandRoutes(center: gateway.commands, fleet: fleet, dispatcher: dispatcher).add(to: router)
    PhoneRoutes(gateway: gateway).add(to: router)
    PositionRoutes(journal: journal, fleet: fleet).add(to: router)
  }

  /// Asks a vehicle's unit which recordings of its cameras lie in an interval; a camera of which it is being asked for all that already is
  /// left out.
  ///
  /// The answer comes into the journal as any message does.
  public func requestRecordings(of vehicle: VehicleID, cameras: [Int], from: Instant, to: Instant, because reason: String) async throws {
    guard let terminal = fleet.current.identity(of: vehicle) else { return }
    let asked = gateway.commands.open(of: terminal).compactMap { command -> UInt8? in
      guard case .recordings(let camera, let start, let end) = command.content, start <= from, to <= end else { return nil }
      return camera
    }
    for camera in cameras.compactMap({ UInt8(exactly: $0) }) where !asked.contains(camera) {
      let content = TerminalCommand.recordings(camera: camera, from: from, to: to)
      _ = try await gateway.commands.issue(content, to: terminal, by: "service:\(reason)", lifetime: Self.proofLifetime)
    }
  }

  /// Has a vehicle's unit show and read out a text to its crew.
  public func tellCrew(of vehicle: VehicleID, _ text: String, because reason: String) async throws {
    guard let terminal = fleet.current.identity(of: vehicle) else { return }
    _ = try await gateway.commands.issue(
      .text(text, isUrgent: true), to: terminal, by: "service:\(reason)", lifetime: Self.promptLifetime)
  }

  /// A prompt that comes later than this is no prompt: the missing confirmation is found by then (RULES.md `missed-check-in`).
  private static var promptLifetime: TimeSpan { .seconds(300) }

  /// How long the question for recordings waits for a unit that is away; its next connection asks anew.
  private static var proofLifetime: TimeSpan { .seconds(600) }

  /// The name of the dispatcher whose token a request carries.
  private func dispatcher(_ request: Request) -> String? {
    if case .dispatcher(let name)? = fleet.holder(of: request) { name } else { nil }
  }

  /// Whether a request carries a dispatcher's token.
  public func isDispatcher(_ request: Request) -> Bool {
    if case .dispatcher? = fleet.holder(of: request) { true } else { false }
  }

  private static func fold(_ journal: Store, after position: Int64, _ decoder: inout EntryDecoder) async throws -> Int64? {
    let entries = try await journal.read(after: position, limit: 4096)
    for entry in entries { _ = decoder.events(of: entry) }
    return entries.last?.position
  }
}
