import EscortDomain

/// The plans as last told, and which transports name a vehicle.
struct PlanBook: Sendable {
  private var plans: [TransportID: Transport] = [:]
  private var ofVehicle: [VehicleID: Set<TransportID>] = [:]

  /// The plan of a transport.
  subscript(_ transport: TransportID) -> Transport? { plans[transport] }

  /// The transports that name a vehicle, in this plan or a former one.
  func transports(of vehicle: VehicleID) -> [TransportID] { ofVehicle[vehicle]?.sorted() ?? [] }

  /// Notes a plan.
  mutating func take(_ plan: Transport) {
    plans[plan.id] = plan
    for vehicle in plan.vehicles { ofVehicle[vehicle.id, default: []].insert(plan.id) }
  }
}
