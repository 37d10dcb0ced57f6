public import EscortDomain

/// A convoy as it is played: what is told of it beforehand, what it says and when, and by which units.
///
/// It is made of a scenario's script or of a recording, and may be played as any number of copies under marks of their own, which share
/// what they say.
public struct PlayedConvoy: Sendable {
  /// A vehicle's unit.
  struct Unit: Sendable {
    var vehicle: VehicleID
    var terminal: String
    /// The year of the JT/T 808 edition it speaks: 2013 or 2019.
    var edition: Int
    /// What it lists when it is asked for its recordings; `nil` of a unit that keeps no list.
    var recordings: RecordingShelf?
  }

  /// When the first of it is said, on its own clock.
  public let begins: Instant
  /// When it ends.
  public let ends: Instant
  /// What sets it apart from the convoy it is a copy of; `nil` for the convoy itself.
  public private(set) var mark: ConvoyMark?
  /// What it says, in order, without the mark.
  let steps: [ConvoyScript.Step]
  /// The same by who says it; copies share it.
  let parts: [ConvoyScript.Source: [ConvoyScript.Step]]
  private let ownName: String
  private let ownPlan: [Event]
  private let ownUnits: [Unit]
  private let ownExpectation: Expectation?
  private let ownFeed: @Sendable () -> [Event]

  /// A scenario's convoy.
  public init(_ script: ConvoyScript) {
    let scenario = script.scenario
    self.init(
      name: scenario.name, begins: scenario.begins, ends: scenario.ends, plan: script.plan,
      // Its clock stands at the end: what would be said later is not, and does not count there either (RULES.md 8.1-5).
      steps: script.steps.filter { $0.sent <= scenario.ends },
      units: scenario.units.map {
        Unit(
          vehicle: $0.vehicle, terminal: $0.terminal, edition: $0.edition,
          recordings: RecordingShelf(scenario: scenario, vehicle: $0.vehicle))
      },
      expectation: scenario.expectation, feed: { script.feed })
  }

  init(
    name: String, begins: Instant, ends: Instant, plan: [Event], steps: [ConvoyScript.Step], units: [Unit],
    expectation: Expectation? = nil, feed: @escaping @Sendable () -> [Event]
  ) {
    ownName = name
    self.begins = begins
    self.ends = ends
    ownPlan = plan
    self.steps = steps
    parts = Dictionary(grouping: steps, by: \.source)
    ownUnits = units
    ownExpectation = expectation
    ownFeed = feed
  }

  /// The convoy under a mark.
  public func copy(under mark: ConvoyMark?) -> PlayedConvoy {
    var copy = self
    copy.mark = mark
    return copy
  }

  /// A short name for messages.
  public var name: String { ownName + (mark?.suffix ?? "") }

  /// How long it takes on its own clock.
  public var length: TimeSpan { ends - begins }

  /// The numbers of its terminals, without the mark.
  public var terminals: [String] { ownUnits.map(\.terminal) }

  /// The transports, in order.
  public var transports: [TransportID] {
    var transports: Set<TransportID> = []
    for event in ownPlan { if case .transport(let plan) = event.fact { transports.insert(mark?.transport(plan.id) ?? plan.id) } }
    return transports.sorted()
  }

  /// The convoy as a feed: its plan, then every event in receive order.
  public var feed: [Event] { ownFeed().map(marked) }

  /// What must come of it; `nil` where nobody says.
  public var expectation: Expectation? {
    guard let mark, var expectation = ownExpectation else { return ownExpectation }
    expectation.verdicts = expectation.verdicts.map(mark.marked)
    expectation.transitions = expectation.transitions.map { $0.map(mark.marked) }
    return expectation
  }

  /// Policies, records and plans that are told before it begins.
  var plan: [Event] { ownPlan.map(marked) }

  /// Its terminals.
  var units: [Unit] {
    guard let mark else { return ownUnits }
    return ownUnits.map { unit in
      var unit = unit
      unit.vehicle = mark.vehicle(unit.vehicle)
      unit.terminal = mark.terminal(unit.terminal)
      return unit
    }
  }

  /// An event under the mark.
  func marked(_ event: Event) -> Event { mark?.marked(event) ?? event }

  /// A source under the mark.
  func marked(_ source: ConvoyScript.Source) -> ConvoyScript.Source {
    guard let mark else { return source }
    switch source {
    case .dispatcher: return .dispatcher
    case .unit(let vehicle): return .unit(mark.vehicle(vehicle))
    case .phone(let person): return .phone(mark.person(person))
    }
  }
}
