public import EscortDomain
public import Journal
public import Logging

/// What every terminal's connection shares, whatever it comes over.
public struct TerminalGateway<Store: Journal>: Sendable {
  /// Where everything goes before it is answered.
  public let journal: Store
  /// The provisioned terminals.
  public let fleet: LiveFleet
  /// What intake counts.
  public let counters: IngestCounters
  /// What it bounds.
  public let limits: IngestLimits
  /// Where it says what people must know.
  public let logger: Logger
  /// The service's time.
  public let clock: @Sendable () -> Instant
  /// The commands to terminals.
  public let commands: CommandCenter
  /// Where stored reports come in.
  public let backfill: BackfillLane
  let connections = TerminalConnections()
  let gate: ConnectionGate

  /// A gateway.
  ///
  /// - Parameters:
  ///   - journal: where everything goes before it is answered.
  ///   - fleet: the provisioned terminals.
  ///   - commands: the commands given so far.
  ///   - counters: what intake counts.
  ///   - limits: what it bounds.
  ///   - logger: where it says what people must know.
  ///   - clock: the service's time.
  public init(
    journal: Store, fleet: LiveFleet, commands book: CommandBook = CommandBook(), counters: IngestCounters = IngestCounters(),
    limits: IngestLimits = IngestLimits(), logger: Logger = .quiet, clock: @escaping @Sendable () -> Instant
  ) {
    self.journal = journal
    self.fleet = fleet
    self.counters = counters
    self.limits = limits
    self.logger = logger
    self.clock = clock
    backfill = BackfillLane(limits: limits)
    gate = ConnectionGate(limits: limits, counters: counters)
    commands = CommandCenter(
      journal: journal, book: book, connections: connections, counters: counters, limits: limits, clock: clock)
  }
}

extension Logger {
  /// Says nothing, for who has no use for it.
  public static var quiet: Logger { Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() } }
}
