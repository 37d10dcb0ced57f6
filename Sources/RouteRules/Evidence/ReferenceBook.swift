import EscortDomain

/// Plans, records and policies as they were told, and which of them stand at an instant (RULES.md 8.1-1, 8.1-4, 8.1-5).
struct ReferenceBook: Sendable {
  private var plans: [TransportID: [Event]] = [:]
  private var people: [PersonID: [Event]] = [:]
  private var policies: [Event] = []

  /// When the lines of an instant are known: the wall clock of a live service has to be read on the transport's clock.
  struct Knowledge {
    let asOf: Instant
    let receivedOn: (Instant) -> Instant

    /// Whether a line exists and counts.
    func includes(_ event: Event) -> Bool { activation(event) <= asOf }

    /// From when it does.
    func activation(_ event: Event) -> Instant { max(event.at, receivedOn(event.received)) }
  }

  /// Takes a line in; false when it was known already.
  mutating func insert(_ event: Event) -> Bool {
    switch event.fact {
    case .transport(let plan): return Self.insert(event, into: &plans[plan.id, default: []])
    case .person(let person): return Self.insert(event, into: &people[person.id, default: []])
    case .policy: return Self.insert(event, into: &policies)
    default: return false
    }
  }

  /// The plans of a transport as told, in no order.
  func plans(of transport: TransportID) -> [Event] { plans[transport] ?? [] }

  /// Whether a line says nothing that is not known: it was told before, or is a record that says the same as the one that stands.
  func changesNothing(_ line: Event) -> Bool {
    switch line.fact {
    case .person(let person):
      let told = people[person.id] ?? []
      return told.contains { $0.isSameOccurrence(as: line) && $0.received <= line.received }
        || Self.latest(told, canonicalText: \.recordText)?.recordText == person.canonicalText
    case .policy: return policies.contains { $0.isSameOccurrence(as: line) && $0.received <= line.received }
    default: return false
    }
  }

  /// Whether a record or policy can bear on any plan of a transport that was told, whether it stands or not.
  func mayConcern(_ line: Event, _ transport: TransportID) -> Bool {
    plans(of: transport).contains { if case .transport(let plan) = $0.fact { line.concerns(plan) } else { false } }
  }

  /// The plan that stands among those that are known.
  func plan(of transport: TransportID, isKnown: (Event) -> Bool) -> Transport? {
    let lines = plans(of: transport).filter(isKnown)
    guard let line = Self.latest(lines, canonicalText: \.planText), case .transport(let plan) = line.fact else { return nil }
    return plan
  }

  /// The record that stands.
  func record(of person: PersonID, _ knowledge: Knowledge) -> Person? {
    let lines = (people[person] ?? []).filter(knowledge.includes)
    guard let line = Self.latest(lines, canonicalText: \.recordText), case .person(let record) = line.fact else { return nil }
    return record
  }

  /// The policy a plan is judged under: that of the organisation it sets out from, made of all lines up to its planned departure.
  func policy(for plan: Transport, _ knowledge: Knowledge) -> Policy {
    let lines = policies.compactMap { event -> PolicyDocument.Line? in
      guard event.at <= plan.plannedDeparture, knowledge.includes(event), case .policy(let change) = event.fact else { return nil }
      return (event.at, change)
    }
    return PolicyDocument(of: plan.origin.organisation, from: lines).policy
  }

  /// The next instant after `asOf` at which another line counts for a transport under the plan that stands; from when a plan does, its own
  /// clock says.
  func nextActivation(
    of transport: TransportID, under plan: Transport?, _ knowledge: Knowledge, ofPlan planActivation: (Event) -> Instant
  ) -> Instant? {
    let crew = plan?.vehicles.flatMap(\.crew).map(\.person) ?? []
    let others = crew.flatMap { people[$0] ?? [] } + policies.filter { line in plan.map { line.concerns($0) } ?? true }
    return (plans(of: transport).map(planActivation) + others.map(knowledge.activation)).filter { $0 > knowledge.asOf }.min()
  }

  private static func insert(_ event: Event, into lines: inout [Event]) -> Bool {
    if let index = lines.firstIndex(where: { $0.isSameOccurrence(as: event) }) {
      guard event.received < lines[index].received else { return false }
      lines[index].received = event.received
    } else {
      lines.append(event)
    }
    return true
  }

  private static func latest(_ lines: [Event], canonicalText: (Event) -> String) -> Event? {
    lines.max { left, right in
      left.at != right.at ? left.at < right.at : canonicalText(left).precedesByCodePoint(canonicalText(right))
    }
  }
}

extension Event {
  /// Whether a record or policy can bear on a plan (RULES.md 8.1-1, 8.1-4).
  func concerns(_ plan: Transport) -> Bool {
    switch fact {
    case .person(let person): plan.vehicles.contains { $0.crew.contains { $0.person == person.id } }
    case .policy: at <= plan.plannedDeparture
    default: true
    }
  }

  fileprivate var planText: String {
    if case .transport(let plan) = fact { plan.canonicalText } else { "" }
  }

  fileprivate var recordText: String {
    if case .person(let record) = fact { record.canonicalText } else { "" }
  }
}
