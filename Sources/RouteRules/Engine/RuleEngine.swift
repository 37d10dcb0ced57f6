public import EscortDomain

/// Judges any number of transports: events in, transitions out. It does no I/O and has no clock of its own.
///
/// Guarantees (RULES.md §1): at one instant the verdicts are the same for every order, duplication and batching of the same
/// events; and events taken in receive order, with ``settle(at:)`` called at or after each receive time and each
/// ``nextWake``, give every transition with the same content and time, however late the calls come.
public struct RuleEngine: Sendable {
  private var storage: Storage
  private var cases: [TransportID: TransportCase] = [:]
  private var wakes = WakeQueue()
  private var transportsOfVehicle: [VehicleID: Set<TransportID>] = [:]
  private let clocking: Clocking
  private let start: Instant

  /// An engine before any event.
  ///
  /// - Parameters:
  ///   - clocking: whose clock the receive times are on.
  ///   - start: transitions are told from here on; what is taken in for an earlier time counts at once. An offline judge who
  ///     wants verdicts alone starts at the instant asked for.
  public init(clocking: Clocking, startingAt start: Instant = .distantPast) {
    self.clocking = clocking
    self.start = start
    storage = Storage()
  }

  /// Takes an event in. Nothing is judged before ``settle(at:)``.
  public mutating func take(_ event: Event) {
    switch event.fact {
    case .transport(let plan):
      guard storage.book.insert(event) else { return }
      for vehicle in plan.vehicles { transportsOfVehicle[vehicle.id, default: []].insert(plan.id) }
      if cases[plan.id] == nil { cases[plan.id] = TransportCase(id: plan.id, asOf: start, clocking: clocking) }
      change(plan.id) { $0.takeReference(event) }
    case .person, .policy:
      guard storage.book.insert(event) else { return }
      for id in cases.keys { change(id) { if event.concerns($0.timelines?.plan) { $0.takeReference(event) } } }
    default:
      takeEvidence(event)
    }
  }

  /// Judges every transport up to an instant of the service's clock and returns what happened to verdicts, in order of the
  /// transports' own receive times.
  public mutating func settle(at wall: Instant) -> [Transition] {
    var transitions: [Transition] = []
    let sources = storage
    while let id = wakes.next(dueAt: wall) { change(id) { transitions += $0.settle(at: wall, sources) } }
    return transitions.sorted { left, right in
      left.received != right.received
        ? left.received < right.received : Verdict.inFeedOrder(left.verdict, right.verdict)
    }
  }

  /// The next instant of the service's clock at which ``settle(at:)`` may have something to tell though nothing arrives.
  public var nextWake: Instant? { wakes.earliest }

  /// The verdicts that hold on every transport at an instant of the service's clock, in printed order. Call
  /// ``settle(at:)`` for that instant first; the engine does not go back.
  public func verdicts(at wall: Instant) -> [Verdict] {
    cases.values.flatMap { transport in
      let asOf = max(transport.asOf, transport.time(at: wall))
      return transport.timelines.map { RuleBook.judge($0.judgement(asOf: asOf)).verdicts } ?? []
    }
    .sorted(by: Verdict.inFeedOrder)
  }

  /// The transports there are, in order of their identifiers.
  public var transports: [TransportID] { cases.keys.sorted() }

  /// A transport's own time at an instant of the service's clock.
  public func time(of transport: TransportID, at wall: Instant) -> Instant { cases[transport]?.time(at: wall) ?? wall }

  /// What is known of a transport at an instant of the service's clock; `nil` while no plan stands.
  public func picture(of transport: TransportID, at wall: Instant) -> TransportPicture? {
    guard let transport = cases[transport], let timelines = transport.timelines else { return nil }
    return TransportPicture(timelines.judgement(asOf: max(transport.asOf, transport.time(at: wall))))
  }

  private mutating func takeEvidence(_ event: Event) {
    let concerned: Set<TransportID>
    let outcome: EvidenceStore.Outcome
    if let vehicle = event.fact.vehicle {
      outcome = storage.ofVehicle[vehicle, default: EvidenceStore()].insert(event)
      concerned = transportsOfVehicle[vehicle] ?? []
    } else if case .declaration(let declaration) = event.fact {
      outcome = storage.ofTransport[declaration.transport, default: EvidenceStore()].insert(event)
      concerned = [declaration.transport]
    } else {
      return
    }
    for id in concerned {
      switch outcome {
      case .added: change(id) { $0.take(event) }
      case .receivedEarlier: change(id) { $0.judgeAnew() }
      case .known: break
      }
    }
  }

  /// Changes a case where it lies, and notes when it next wants to be asked.
  private mutating func change(_ id: TransportID, _ body: (inout TransportCase) -> Void) {
    guard let index = cases.index(forKey: id) else { return }
    body(&cases.values[index])
    wakes.set(cases.values[index].nextWake, of: id)
  }

  private struct Storage: EvidenceSource {
    var book = ReferenceBook()
    var ofVehicle: [VehicleID: EvidenceStore] = [:]
    var ofTransport: [TransportID: EvidenceStore] = [:]

    func evidence(for plan: Transport) -> [Event] {
      var vehicles: Set<VehicleID> = []
      var events = ofTransport[plan.id]?.events ?? []
      for vehicle in plan.vehicles where vehicles.insert(vehicle.id).inserted {
        events += ofVehicle[vehicle.id]?.events ?? []
      }
      return events
    }
  }
}

extension Event {
  /// Whether a record or policy can bear on a plan; before any plan stands everything may.
  fileprivate func concerns(_ plan: Transport?) -> Bool {
    guard case .person(let person) = fact, let plan else { return true }
    return plan.vehicles.contains { $0.crew.contains { $0.person == person.id } }
  }
}
