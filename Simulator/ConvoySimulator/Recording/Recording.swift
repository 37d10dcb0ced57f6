public import EscortDomain
import TrackFiles

/// What happened to transports once, to be played again as simulated ones: the events of a feed, in receive order.
///
/// Everything is said again at its `received`, so that late data stay late. Plans are told beforehand and hold from their own time.
public struct Recording: Sendable {
  /// A short name for messages.
  public let name: String
  /// How many events cannot be played: those of vehicles, and acts of people, in no plan of the recording.
  public let leftOut: Int
  private let policies: [Event]
  private let plans: [Event]
  private let events: [Event]
  private let transports: [Transport]
  private let ends: Instant

  /// The most events of a recording: ten times a day of ten vehicles at ten seconds.
  public static let mostEvents = 2_000_000

  /// A recording of a feed's events.
  ///
  /// - Throws: ``ScenarioError`` when there is no transport in it, or too much.
  public init(name: String, events: [Event]) throws(ScenarioError) {
    guard events.count <= Self.mostEvents else {
      throw ScenarioError(line: nil, "\(events.count) events; at most \(Self.mostEvents) are played")
    }
    self.name = name
    let ordered = events.sorted { $0.received < $1.received }
    plans = ordered.compactMap(Self.simulated)
    transports = Self.latest(plans)
    guard !transports.isEmpty, let last = ordered.last else {
      throw ScenarioError(line: nil, "there is no transport in it; a played feed needs its \"transport\" line")
    }
    ends = last.received
    policies = ordered.filter { if case .policy = $0.fact { true } else { false } }
    let vehicles = Set(plans.flatMap { Self.vehicles($0).map(\.id) })
    let crew = Set(plans.flatMap { Self.vehicles($0).flatMap(\.crew).map(\.person) })
    let ids = Set(transports.map(\.id))
    let told = ordered.filter { event in
      switch event.fact {
      case .policy, .transport: false
      default: true
      }
    }
    self.events = told.filter { event in
      switch event.fact {
      case .declaration(let declaration): ids.contains(declaration.transport)
      case .act(let act): crew.contains(act.person)
      default: event.fact.vehicle.map(vehicles.contains) ?? true
      }
    }
    leftOut = told.count - self.events.count
  }

  /// The numbers of the terminals in its plans.
  public var terminals: [String] { Set(plans.flatMap { Self.vehicles($0).compactMap(\.terminal) }).sorted() }

  /// The recording as a convoy under a mark.
  public func convoy(mark: ConvoyMark) -> PlayedConvoy {
    let said = events.filter { if case .person = $0.fact { false } else { true } }
    let begins = min(ends, said.first?.received ?? ends)
    let before = events.filter { event in
      if case .person = event.fact { event.received <= begins } else { false }
    }
    let policies = RecordedPolicies(policies).lines(of: transports, beginning: begins, mark: mark)
    let planned = policies + before + Self.known(plans, before: begins)
    return PlayedConvoy(
      name: name, begins: begins, ends: ends, plan: planned, steps: steps(after: begins),
      units: connected.values.sorted { $0.id < $1.id }.compactMap { vehicle in
        vehicle.terminal.map { PlayedConvoy.Unit(vehicle: vehicle.id, terminal: $0, edition: 2019) }
      },
      feed: { [events, plans] in policies + (plans + events).sorted { $0.received < $1.received } }
    ).copy(under: mark)
  }

  /// The vehicles with a terminal of their own; one that was moved from a vehicle to another can be in neither all the time, so theirs
  /// goes over HTTP.
  private var connected: [VehicleID: Transport.Vehicle] {
    var connected: [VehicleID: Transport.Vehicle] = [:]
    var vehicles: [String: Set<VehicleID>] = [:]
    for vehicle in transports.flatMap(\.vehicles) {
      guard let terminal = vehicle.terminal else { continue }
      connected[vehicle.id] = vehicle
      vehicles[terminal, default: []].insert(vehicle.id)
    }
    return connected.filter { $0.value.terminal.map { vehicles[$0]?.count == 1 } ?? false }
  }

  private func steps(after begins: Instant) -> [ConvoyScript.Step] {
    var steps: [ConvoyScript.Step] = []
    var ofVehicle: [VehicleID: [Event]] = [:]
    for event in events {
      switch event.fact {
      case .person where event.received <= begins: break
      case .act(let act): steps.append(Self.step(.phone(act.person), [event]))
      default:
        guard let vehicle = event.fact.vehicle else {
          steps.append(Self.step(.dispatcher, [event]))
          continue
        }
        ofVehicle[vehicle, default: []].append(event)
      }
    }
    let connected = connected
    for (id, events) in ofVehicle { steps += Self.unitSteps(of: id, events, connected[id].map { RecordedUnit($0, events: events) }) }
    return steps.sorted { $0.sent < $1.sent }
  }

  /// What a vehicle's unit says: several reports received at once were stored on the way.
  private static func unitSteps(of id: VehicleID, _ events: [Event], _ unit: RecordedUnit?) -> [ConvoyScript.Step] {
    var steps: [ConvoyScript.Step] = []
    var start = 0
    while start < events.count {
      let received = events[start].received
      let end = events[start...].firstIndex { $0.received != received } ?? events.count
      let (reports, rest) = unit?.utterances(of: Array(events[start..<end])) ?? ([], Array(events[start..<end]))
      start = end
      for piece in reports.pieces(of: batchReports) {
        let utterance: ConvoyScript.Utterance = reports.count == 1 ? .report(piece[0]) : .backfill(piece)
        steps.append(ConvoyScript.Step(sent: received, source: .unit(id), utterance: utterance))
      }
      for piece in rest.pieces(of: postedEvents) { steps.append(step(.unit(id), piece)) }
    }
    return steps
  }

  private static func step(_ source: ConvoyScript.Source, _ events: [Event]) -> ConvoyScript.Step {
    ConvoyScript.Step(sent: events[0].received, source: source, utterance: .events(events))
  }

  /// How many stored reports go into one batch: what units on the market send.
  private static let batchReports = 50
  /// How many events go into one request: a tenth of a megabyte.
  private static let postedEvents = 500

  private static func vehicles(_ event: Event) -> [Transport.Vehicle] {
    if case .transport(let plan) = event.fact { plan.vehicles } else { [] }
  }

  /// A plan as a simulation's, without the clock it was played by before.
  private static func simulated(_ event: Event) -> Event? {
    guard case .transport = event.fact else { return nil }
    var object = EventWriter.object(event)
    object["clock"] = nil
    object["simulated"] = true
    return try? EventReader.event(from: object)
  }

  /// Plans as they are told before anything is said: of each transport one stands by then, though it were made on the way.
  private static func known(_ plans: [Event], before begins: Instant) -> [Event] {
    var first: [TransportID: Int] = [:]
    for (index, plan) in plans.enumerated() {
      guard case .transport(let transport) = plan.fact else { continue }
      if let known = first[transport.id], plans[known].at <= plan.at { continue }
      first[transport.id] = index
    }
    var known = plans
    for index in first.values { known[index].at = min(known[index].at, begins - .seconds(1)) }
    return known
  }

  /// The plan of each transport that stands in the end.
  private static func latest(_ plans: [Event]) -> [Transport] {
    var latest: [TransportID: (at: Instant, plan: Transport)] = [:]
    for event in plans {
      guard case .transport(let plan) = event.fact else { continue }
      if let known = latest[plan.id], (known.at, known.plan.canonicalText) > (event.at, plan.canonicalText) { continue }
      latest[plan.id] = (event.at, plan)
    }
    return latest.values.map(\.plan).sorted { $0.id < $1.id }
  }
}

extension Array {
  /// The elements in order, in pieces of so many.
  fileprivate func pieces(of count: Int) -> [[Element]] {
    stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
  }
}
