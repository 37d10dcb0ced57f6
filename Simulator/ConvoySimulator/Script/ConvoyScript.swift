public import EscortDomain

/// Everything a convoy will say, by whom and when: what a feed file holds, and what is played over real sockets.
///
/// It is a pure function of a scenario and a seed.
public struct ConvoyScript: Sendable {
  /// Who says something.
  enum Source: Hashable, Sendable {
    /// The dispatcher who plans the transport and declares its steps.
    case dispatcher
    /// A vehicle's unit.
    case unit(VehicleID)
    /// A crew member's phone.
    case phone(PersonID)
  }

  /// What is said.
  enum Utterance: Sendable {
    /// Events that go over HTTP as they are.
    case events([Event])
    /// A location report.
    case report(UnitReport)
    /// The reports of a lost uplink, in device-time order.
    case backfill([UnitReport])
    /// The recordings the unit has, when it is asked for them (JT/T 1078 0x1205).
    case recordingList([RecordedSegment])
    /// The unit loses its connection.
    case uplinkLost
  }

  /// One thing said.
  struct Step: Sendable {
    /// When it leaves its source, on the scenario's clock.
    let sent: Instant
    let source: Source
    let utterance: Utterance
  }

  /// The scenario.
  public let scenario: Scenario
  /// The records and the plan, without a clock.
  public let plan: [Event]
  /// What is said, in order of ``Step/sent``.
  let steps: [Step]
  private let seed: UInt64

  /// What a scenario says under a seed.
  public init(_ scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    self.seed = seed
    plan = PlanLines.events(of: scenario)
    var generator = SeededGenerator(seed: seed)
    var steps = scenario.declarations.map { step in
      Step(
        sent: step.at, source: .dispatcher,
        utterance: .events([
          Event(
            at: step.at, received: step.at,
            fact: .declaration(Declaration(kind: step.kind, transport: scenario.transport.id, by: "调度台")))
        ]))
    }
    for (index, unit) in scenario.units.enumerated() {
      steps += UnitScript(scenario, unit: unit, index: index, seed: generator.next()).steps
    }
    for vehicle in scenario.transport.vehicles {
      for member in vehicle.crew where !vehicle.crew.prefix(while: { $0 != member }).contains(where: { $0.person == member.person }) {
        steps += CrewScript(scenario, vehicle: vehicle.id, member: member, seed: generator.next()).steps
      }
    }
    self.steps = steps.sorted { $0.sent < $1.sent }
  }

  /// The convoy as a feed: the plan first, then every event in receive order.
  ///
  /// The way to the service takes between 40 and 400 milliseconds, drawn from the seed; what one source says does not overtake what it
  /// said before.
  public var feed: [Event] {
    var generator = SeededGenerator(seed: seed ^ 0x5EED_0F_1A7E)
    var last: [Source: Instant] = [:]
    let events = steps.flatMap { step -> [Event] in
      let way = TimeSpan(microseconds: Int64.random(in: 40_000...400_000, using: &generator))
      let received = max(step.sent + way, (last[step.source] ?? .distantPast) + .microsecond)
      last[step.source] = received
      switch step.utterance {
      case .events(let events):
        return events.map { event in
          var event = event
          event.received = received
          return event
        }
      case .report(let report): return report.events(received: received)
      case .backfill(let reports): return reports.flatMap { $0.events(received: received) }
      case .recordingList(let list): return list.map { Event(at: step.sent, received: received, fact: .segment($0)) }
      case .uplinkLost: return []
      }
    }
    return plan + events.sorted { $0.received < $1.received }
  }
}
