public import EscortDomain

/// Which terminal sits in which vehicle of which transport, folded from the plans that were told.
///
/// Transports and their terminals are provisioned by `transport` events (FEED.md); a terminal that none names is unknown.
public struct FleetRegister: Sendable {
  /// A terminal as provisioned.
  public struct Terminal: Hashable, Sendable {
    /// The vehicle it sits in, as the latest plan says.
    public var vehicle: Transport.Vehicle
    /// Whether that plan is a simulation's: a simulated terminal serves only simulated transports.
    public var isSimulated: Bool
    /// The transport of that plan.
    public var transport: TransportID
  }

  private struct Provision: Sendable {
    var at: Instant
    var canonicalText: String
    var terminal: Terminal
  }

  private var plans: [TransportID: (at: Instant, plan: Transport)] = [:]
  private var terminals: [String: Provision] = [:]
  private var codeHashes: [String: String] = [:]
  private var simulations: [Subject: Bool] = [:]
  private var people: [PersonID: (at: Instant, person: Person)] = [:]

  /// What belongs either to simulations or to real transports, and never to both.
  private enum Subject: Hashable, Sendable, CustomStringConvertible {
    case transport(TransportID)
    case vehicle(VehicleID)
    case terminal(String)

    var description: String {
      switch self {
      case .transport(let id): "transport \(id)"
      case .vehicle(let id): "vehicle \(id)"
      case .terminal(let identity): "terminal \(identity)"
      }
    }
  }

  /// A register before anything was told.
  public init() {}

  /// Takes an event in; only plans and people bear on it.
  public mutating func take(_ event: Event) {
    if case .person(let person) = event.fact { take(person, at: event.at) }
    guard case .transport(let plan) = event.fact else { return }
    for subject in Self.subjects(of: plan) where simulations[subject] == nil { simulations[subject] = plan.isSimulated }
    if let known = plans[plan.id], known.at > event.at { return }
    plans[plan.id] = (event.at, plan)
    for vehicle in plan.vehicles {
      guard let number = vehicle.terminal else { continue }
      let provision = Provision(
        at: event.at, canonicalText: plan.canonicalText,
        terminal: Terminal(vehicle: vehicle, isSimulated: plan.isSimulated, transport: plan.id))
      let identity = Self.identity(of: number)
      if let known = terminals[identity], Self.stands(known, over: provision) { continue }
      terminals[identity] = provision
    }
  }

  private mutating func take(_ person: Person, at: Instant) {
    if let known = people[person.id] {
      guard known.at < at || known.at == at && known.person.canonicalText.precedesByCodePoint(person.canonicalText) else { return }
    }
    people[person.id] = (at, person)
  }

  /// A person as last told.
  public func person(_ id: PersonID) -> Person? { people[id]?.person }

  /// The service's time on the clock of the transport a terminal serves: another one only while a simulation is played.
  public func time(of terminal: Terminal, at wall: Instant) -> Instant {
    plan(terminal.transport)?.clock?.scenarioTime(at: wall) ?? wall
  }

  /// Keeps what a plan names for simulations or for real transports, as the plan is one or the other; or names what is kept for
  /// the other kind already, and keeps nothing.
  ///
  /// A simulated terminal or vehicle serves simulated transports alone, so that neither can pass for the other.
  public mutating func claim(_ plan: Transport) -> String? {
    let subjects = Self.subjects(of: plan)
    if let mixed = subjects.first(where: { simulations[$0] == !plan.isSimulated }) {
      return "\(mixed) belongs to \(plan.isSimulated ? "real transports" : "simulations")"
    }
    for subject in subjects { simulations[subject] = plan.isSimulated }
    return nil
  }

  private static func subjects(of plan: Transport) -> [Subject] {
    [.transport(plan.id)] + plan.vehicles.map { .vehicle($0.id) }
      + plan.vehicles.compactMap { $0.terminal.map { .terminal(identity(of: $0)) } }
  }

  /// The terminal of an identity: its number without leading zeros.
  public func terminal(_ identity: String) -> Terminal? { terminals[identity]?.terminal }

  /// The identity of the terminal in a vehicle; the smallest of several.
  public func identity(of vehicle: VehicleID) -> String? {
    terminals.filter { $0.value.terminal.vehicle.id == vehicle }.keys.min()
  }

  /// The plan of a transport as last told.
  public func plan(_ transport: TransportID) -> Transport? { plans[transport]?.plan }

  /// The transports in order of their identifiers.
  public var transports: [TransportID] { plans.keys.sorted() }

  /// Notes the hash of the code a terminal was given to authenticate with; `nil` when it unregistered.
  public mutating func setCodeHash(_ hash: String?, of identity: String) { codeHashes[identity] = hash }

  /// The hash of the code a terminal was given.
  public func codeHash(of identity: String) -> String? { codeHashes[identity] }

  /// A configured number without leading zeros.
  public static func identity(of number: String) -> String {
    let significant = number.drop { $0 == "0" }
    return significant.isEmpty ? "0" : String(significant)
  }

  private static func stands(_ known: Provision, over other: Provision) -> Bool {
    if known.at != other.at { return known.at > other.at }
    return !known.canonicalText.precedesByCodePoint(other.canonicalText)
  }
}
