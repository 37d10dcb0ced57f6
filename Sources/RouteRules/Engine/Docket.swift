import EscortDomain

/// What was decided of one transport, and what is to be decided next: group after group of rules, each only when the evidence it rests on
/// has changed, or its time has come.
struct Docket: Sendable {
  /// A group of rules on one vehicle, or on the transport.
  private struct Slot: Sendable {
    let grounds: Grounds
    var ledger = VerdictLedger()
    /// From where on what the group rests on may have changed since it was judged.
    var changedSince = Instant.distantPast
    /// When it was, and when by itself it wants to be again.
    var judgedAsOf = Instant.distantPast
    var nextCheck = Instant.distantFuture
  }

  /// Which groups are to be judged, at what instant and from where on.
  private enum Call {
    /// All, from the beginning: custody is another one.
    case all(asOf: Instant)
    /// Those for which there is news, or whose time has come, and those with a verdict that runs: its figures grow with time, and are told
    /// when it is withdrawn. What waits to become certain becomes so within a time.
    case due(asOf: Instant, waits: TimeSpan)
    /// All, each at the instant at which it was judged last.
    case again([Instant])

    /// When and from where on a group is judged, the so manieth of all; `nil` when it is not.
    func hearing(of slot: borrowing Slot, number: Int) -> (asOf: Instant, since: Instant)? {
      switch self {
      case .all(let asOf): return (asOf, .distantPast)
      case .due(let asOf, let waits):
        guard slot.changedSince < .distantFuture || slot.nextCheck <= asOf || slot.ledger.hasOpen else { return nil }
        return (asOf, min(slot.changedSince, slot.judgedAsOf - waits))
      case .again(let instants): return (instants.indices.contains(number) ? instants[number] : .distantPast, .distantPast)
      }
    }
  }

  /// The groups on each vehicle, as it comes in the plan.
  private var ofVehicles: [[Slot]] = []
  /// The groups on the transport.
  private var ofTransport: [Slot] = []
  /// Verdicts of vehicles that are in the plan no more.
  private var leftOver: [Verdict] = []
  private var custody: Custody?
  /// The next instant at which a verdict may change by time alone.
  private(set) var nextCheck: Instant?

  /// Whether nothing was judged by it yet.
  var isEmpty: Bool { ofTransport.isEmpty }
  /// When each group was last judged.
  var judged: [Instant] { (ofVehicles.joined() + ofTransport).map(\.judgedAsOf) }

  /// Has everything judged anew under a plan; what was decided under another one is held against it.
  mutating func begin(_ plan: Transport) {
    let former = verdicts
    ofVehicles = plan.vehicles.map { _ in RuleBook.ofVehicle.map { Slot(grounds: $0.grounds) } }
    ofTransport = RuleBook.ofTransport.map { Slot(grounds: $0.grounds) }
    leftOver = []
    for (subject, verdicts) in Dictionary(grouping: former, by: \.subject) {
      guard let place = RuleBook.places[subject.rule] else { continue }
      if !place.isOfVehicle {
        ofTransport[place.group].ledger.add(verdicts)
      } else if let vehicle = plan.vehicles.firstIndex(where: { $0.id == subject.vehicle }) {
        ofVehicles[vehicle][place.group].ledger.add(verdicts)
      } else {
        leftOver += verdicts
      }
    }
  }

  /// Notes that something may have changed.
  mutating func note(_ change: TransportTimelines.Change) {
    if let vehicle = change.vehicle {
      Self.note(change, in: &ofVehicles[vehicle])
    } else {
      for vehicle in ofVehicles.indices { Self.note(change, in: &ofVehicles[vehicle]) }
    }
    Self.note(change, in: &ofTransport)
  }

  private static func note(_ change: TransportTimelines.Change, in slots: inout [Slot]) {
    for index in slots.indices where change.concerns(slots[index].grounds) {
      slots[index].changedSince = min(slots[index].changedSince, change.since)
    }
  }

  /// Judges what is due at an instant, and tells what happened to verdicts, in printed order, and whether custody is another than before.
  mutating func judge(_ judgement: Judgement, changes: [TransportTimelines.Change]) -> (transitions: [Transition], isCustodyNew: Bool) {
    let isCustodyNew = judgement.custody != custody
    if isCustodyNew { custody = judgement.custody }
    for change in changes { note(change) }
    var transitions = leftOver.isEmpty ? [] : VerdictHistory.transitions(from: leftOver, to: [], received: judgement.asOf)
    leftOver = []
    // A run without a later fix, or the time after a last proof, ends or begins before now when it becomes certain.
    let waits = max(judgement.policy.signalLoss, judgement.policy.heartbeatGap)
    hear(isCustodyNew ? .all(asOf: judgement.asOf) : .due(asOf: judgement.asOf, waits: waits), judgement, &transitions)
    return (transitions.count > 1 ? transitions.inPrintedOrder() : transitions, isCustodyNew)
  }

  /// Finds again what was decided when each group was last judged; everything is told already.
  ///
  /// - Parameters:
  ///   - judgement: the transport as it is known.
  ///   - judged: when each group was.
  mutating func restore(_ judgement: Judgement, judged: [Instant]) {
    custody = judgement.custody
    var told: [Transition] = []
    hear(.again(judged), judgement, &told)
  }

  /// Lets go of everything, as no plan stands.
  mutating func clear(received: Instant) -> [Transition] {
    defer { self = Docket() }
    return VerdictHistory.transitions(from: verdicts.inFeedOrder(), to: [], received: received)
  }

  private mutating func hear(_ call: Call, _ judgement: Judgement, _ told: inout [Transition]) {
    let (vehicleGroups, transportGroups) = (RuleBook.ofVehicle, RuleBook.ofTransport)
    var transport = judgement
    var number = 0
    var next = Instant.distantFuture
    for vehicle in ofVehicles.indices {
      let timelines = transport.vehicles[vehicle]
      for index in ofVehicles[vehicle].indices {
        if let hearing = call.hearing(of: ofVehicles[vehicle][index], number: number) {
          (transport.asOf, transport.since) = hearing
          var findings = Findings(asOf: hearing.asOf)
          for rule in vehicleGroups[index].rules { rule.judge(timelines, of: transport, into: &findings) }
          Self.close(&ofVehicles[vehicle][index], findings, hearing, &told)
        }
        next = min(next, ofVehicles[vehicle][index].nextCheck)
        number += 1
      }
    }
    for index in ofTransport.indices {
      if let hearing = call.hearing(of: ofTransport[index], number: number) {
        (transport.asOf, transport.since) = hearing
        var findings = Findings(asOf: hearing.asOf)
        for rule in transportGroups[index].rules { rule.judge(transport, into: &findings) }
        Self.close(&ofTransport[index], findings, hearing, &told)
      }
      next = min(next, ofTransport[index].nextCheck)
      number += 1
    }
    nextCheck = next == .distantFuture ? nil : next
  }

  private static func close(
    _ slot: inout Slot, _ findings: Findings, _ hearing: (asOf: Instant, since: Instant), _ told: inout [Transition]
  ) {
    slot.changedSince = .distantFuture
    slot.judgedAsOf = hearing.asOf
    slot.nextCheck = findings.nextCheck ?? .distantFuture
    let transitions = slot.ledger.replace(since: hearing.since, with: findings.verdicts, received: hearing.asOf)
    if !transitions.isEmpty { told += transitions }
  }

  private var verdicts: [Verdict] { (ofVehicles.joined() + ofTransport).flatMap(\.ledger.verdicts) + leftOver }
}
