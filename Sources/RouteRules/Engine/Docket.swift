import EscortDomain

/// What was decided of one transport, and what is to be decided next: group after group of rules, each only when the evidence it rests on
/// has changed, or its time has come.
struct Docket: Sendable {
  /// A group of rules on one vehicle, or on the transport.
  private struct Slot: Sendable {
    /// The vehicle's place in the plan; `nil` of the transport.
    let vehicle: Int?
    let group: Int
    let grounds: Grounds
    var ledger = VerdictLedger()
    /// From where on what the group rests on may have changed since it was judged.
    var changedSince = Instant.distantPast
    /// When it was, and when by itself it wants to be again.
    var judgedAsOf = Instant.distantPast
    var nextCheck: Instant?

    func isDue(at instant: Instant) -> Bool { changedSince < .distantFuture || nextCheck.map { $0 <= instant } ?? false }
  }

  private var slots: [Slot] = []
  /// Verdicts of vehicles that are in the plan no more.
  private var leftOver: [Verdict] = []
  private var custody: Custody?
  /// The next instant at which a verdict may change by time alone.
  private(set) var nextCheck: Instant?
  /// Whether nothing was judged by it yet.
  var isEmpty: Bool { slots.isEmpty }
  /// When each group was last judged.
  var judged: [Instant] { slots.map(\.judgedAsOf) }

  /// Has everything judged anew under a plan; what was decided under another one is held against it.
  mutating func begin(_ plan: Transport) {
    let former = verdicts
    let vehicles = plan.vehicles.indices.flatMap { vehicle in
      RuleBook.ofVehicle.enumerated().map { Slot(vehicle: vehicle, group: $0, grounds: $1.grounds) }
    }
    slots = vehicles + RuleBook.ofTransport.enumerated().map { Slot(vehicle: nil, group: $0, grounds: $1.grounds) }
    leftOver = []
    for (place, verdicts) in Dictionary(grouping: former, by: { self.place(of: $0.subject, plan) }) {
      if let place { slots[place].ledger = VerdictLedger(verdicts) } else { leftOver = verdicts }
    }
  }

  /// Judges what is due at an instant, and tells what happened to verdicts, in printed order, and whether custody is another than before.
  mutating func judge(_ judgement: Judgement, changes: [TransportTimelines.Change]) -> (transitions: [Transition], isCustodyNew: Bool) {
    let isCustodyNew = judgement.custody != custody
    custody = judgement.custody
    for change in changes { note(change) }
    var transitions = VerdictHistory.transitions(from: leftOver, to: [], received: judgement.asOf)
    leftOver = []
    judge(judgement) { slot in
      guard isCustodyNew || slot.isDue(at: judgement.asOf) else { return nil }
      // What waits to become certain, a run without a later fix or the time after a last proof, then ends or begins before now.
      let waits = max(judgement.policy.signalLoss, judgement.policy.heartbeatGap)
      return (judgement.asOf, isCustodyNew ? .distantPast : min(slot.changedSince, slot.judgedAsOf - waits))
    } tell: {
      transitions += $0
    }
    return (transitions.count > 1 ? transitions.inPrintedOrder() : transitions, isCustodyNew)
  }

  /// Finds again what was decided when each group was last judged; everything is told already.
  ///
  /// - Parameters:
  ///   - judgement: the transport as it is known.
  ///   - judged: when each group was.
  mutating func restore(_ judgement: Judgement, judged: [Instant]) {
    custody = judgement.custody
    var instants = judged[...]
    judge(judgement) { _ in
      (instants.popFirst() ?? judgement.asOf, .distantPast)
    } tell: { _ in
    }
  }

  /// Lets go of everything, as no plan stands.
  mutating func clear(received: Instant) -> [Transition] {
    defer { self = Docket() }
    return VerdictHistory.transitions(from: verdicts.inFeedOrder(), to: [], received: received)
  }

  /// Judges the slots for which it is said at what instant and from where on.
  private mutating func judge(
    _ transport: Judgement, when due: (Slot) -> (asOf: Instant, since: Instant)?, tell: ([Transition]) -> Void
  ) {
    var transport = transport
    var latest: (index: Int, timelines: VehicleTimelines)?
    nextCheck = nil
    for index in slots.indices {
      if let (asOf, since) = due(slots[index]) {
        transport.asOf = asOf
        transport.since = since
        var findings = Findings(asOf: asOf)
        if let vehicle = slots[index].vehicle {
          if latest?.index != vehicle { latest = (vehicle, transport.vehicles[vehicle]) }
          if let timelines = latest?.timelines {
            for rule in RuleBook.ofVehicle[slots[index].group].rules { rule.judge(timelines, of: transport, into: &findings) }
          }
        } else {
          for rule in RuleBook.ofTransport[slots[index].group].rules { rule.judge(transport, into: &findings) }
        }
        slots[index].changedSince = .distantFuture
        slots[index].judgedAsOf = asOf
        slots[index].nextCheck = findings.nextCheck
        tell(slots[index].ledger.replace(since: since, with: findings.verdicts, received: asOf))
      }
      if let next = slots[index].nextCheck { nextCheck = min(nextCheck ?? next, next) }
    }
  }

  /// Notes that something may have changed.
  mutating func note(_ change: TransportTimelines.Change) {
    for index in slots.indices {
      guard change.concerns(slots[index].grounds, ofVehicle: slots[index].vehicle) else { continue }
      slots[index].changedSince = min(slots[index].changedSince, change.since)
    }
  }

  private var verdicts: [Verdict] { slots.flatMap(\.ledger.verdicts) + leftOver }

  /// The slot that decides about a subject under a plan.
  private func place(of subject: Verdict.Subject, _ plan: Transport) -> Int? {
    guard let (isOfVehicle, group) = RuleBook.places[subject.rule] else { return nil }
    guard isOfVehicle else { return plan.vehicles.count * RuleBook.ofVehicle.count + group }
    return plan.vehicles.firstIndex { $0.id == subject.vehicle }.map { $0 * RuleBook.ofVehicle.count + group }
  }
}
