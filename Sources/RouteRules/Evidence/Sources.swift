import EscortDomain

/// Everything that was told, to judge anew by: plans, records and policies, and the evidence of each vehicle and transport.
struct Sources: EvidenceSource, Sendable {
  /// What one vehicle told, and the numbers of the transports it has a part in.
  private struct Vehicle: Sendable {
    var evidence: EvidenceStore
    var transports: [Int] = []
  }

  var book = ReferenceBook()
  private var declarations: [TransportID: EvidenceStore] = [:]
  private var vehicles: [VehicleID: Vehicle] = [:]
  private let memory: EngineMemory

  init(memory: EngineMemory) {
    self.memory = memory
  }

  /// Notes that a vehicle has a part in a transport.
  mutating func note(_ vehicle: VehicleID, of transport: Int) {
    if vehicles[vehicle]?.transports.contains(transport) != true {
      vehicles[vehicle, default: Vehicle(evidence: EvidenceStore(of: vehicle))].transports.append(transport)
    }
  }

  /// Takes what was declared of a transport; says whether that is new.
  mutating func insert(_ event: Event, of transport: TransportID) -> EvidenceStore.Outcome {
    declarations[transport, default: EvidenceStore()].insert(event, memory)
  }

  /// Takes what a vehicle told; says whether that is new, and whom it concerns.
  mutating func insert(_ event: Event, of vehicle: VehicleID) -> (EvidenceStore.Outcome, [Int]) {
    let memory = memory
    func insert(_ known: inout Vehicle) -> (EvidenceStore.Outcome, [Int]) { (known.evidence.insert(event, memory), known.transports) }
    return insert(&vehicles[vehicle, default: Vehicle(evidence: EvidenceStore(of: vehicle))])
  }

  /// The vehicles that told anything.
  var evidence: [EvidenceStore] { vehicles.values.map(\.evidence) }

  /// Whether a vehicle told an event before, and not later than now.
  func isKnown(_ event: Event, of vehicle: VehicleID) -> Bool { vehicles[vehicle]?.evidence.isKnown(event, memory) ?? false }

  /// The transports a vehicle has a part in.
  func transports(of vehicle: VehicleID) -> [Int] { vehicles[vehicle]?.transports ?? [] }

  /// What a vehicle told.
  func evidence(of vehicle: VehicleID) -> EvidenceStore? { vehicles[vehicle]?.evidence }

  /// Takes all that a vehicle told over from where it was kept, none of it being known here.
  mutating func takeOver(_ evidence: EvidenceStore, of vehicle: VehicleID) {
    vehicles[vehicle, default: Vehicle(evidence: evidence)].evidence = evidence
  }

  /// Lets go of what a vehicle told that has a part in nothing here.
  mutating func letGo(of vehicle: VehicleID) { vehicles[vehicle] = nil }

  func evidence(for plan: Transport, from instant: Instant) -> [Event] {
    var seen: Set<VehicleID> = []
    var events: [Event] = []
    if let declarations = declarations[plan.id] { events += declarations.events(memory) }
    for vehicle in plan.vehicles where seen.insert(vehicle.id).inserted {
      if let known = vehicles[vehicle.id] { events += known.evidence.events(from: instant, memory) }
    }
    // By time over all vehicles: each then comes behind what is known of the others.
    events.sort { $0.at < $1.at }
    return events
  }
}
