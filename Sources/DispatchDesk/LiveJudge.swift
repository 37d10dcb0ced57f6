public import EscortDomain
public import Journal
import RouteRules

/// Follows the journal and judges every transport as it grows.
///
/// It rests on nothing but the journal: begun again from its start it gives the same verdicts and the same history, however
/// late it was asked (RULES.md §1 law 2).
public actor LiveJudge<Store: Journal, Deriver: EventDeriver> {
  private let journal: Store
  private var deriver: Deriver
  private var engine = RuleEngine(clocking: .live)
  private var history: [TransportID: [Transition]] = [:]
  private var position: Int64 = 0

  /// A judge before the first entry.
  public init(journal: Store, deriver: Deriver) {
    self.journal = journal
    self.deriver = deriver
  }

  /// Follows the journal until the task is cancelled or the journal closes.
  public func run() async throws {
    for try await entries in journal.follow(after: position) { take(entries) }
  }

  /// Takes in what the journal holds beyond what was followed, so that an answer rests on everything stored before it was asked.
  public func catchUp() async throws {
    while true {
      let entries = try await journal.read(after: position, limit: Self.batch)
      guard !entries.isEmpty else { return }
      take(entries)
    }
  }

  /// The verdicts of a transport at an instant of the service's clock; `nil` when there is no such transport.
  public func verdicts(of transport: TransportID, at now: Instant) -> [Verdict]? {
    guard engine.transports.contains(transport) else { return nil }
    settle(at: now)
    return engine.verdicts(at: now).filter { $0.subject.transport == transport }
  }

  /// What happened to the verdicts of a transport up to an instant, in order; `nil` when there is no such transport.
  public func transitions(of transport: TransportID, at now: Instant) -> [Transition]? {
    guard engine.transports.contains(transport) else { return nil }
    settle(at: now)
    return history[transport] ?? []
  }

  /// The transports there are.
  public var transports: [TransportID] { engine.transports }

  /// When the judge next has something to tell though nothing is stored.
  public var nextWake: Instant? { engine.nextWake }

  private func take(_ entries: [Entry]) {
    // While one reader waited for the store another may have taken the same entries.
    for entry in entries where entry.position > position {
      for event in deriver.events(of: entry) { engine.take(event) }
      settle(at: entry.received)
      position = entry.position
    }
  }

  private func settle(at now: Instant) {
    for transition in engine.settle(at: now) { history[transition.verdict.subject.transport, default: []].append(transition) }
  }

  private static var batch: Int { 1024 }
}
