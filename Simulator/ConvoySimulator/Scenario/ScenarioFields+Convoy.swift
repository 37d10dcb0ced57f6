import EscortDomain

// Fields that name somebody or something of the convoy.
extension ScenarioFields {
  /// A vehicle of the convoy, by its plate.
  mutating func vehicle(_ name: String = "vehicle", of vehicles: [Transport.Vehicle]) throws(ScenarioError) -> Transport.Vehicle {
    let id = VehicleID(try text(name))
    guard let vehicle = vehicles.first(where: { $0.id == id }) else {
      throw ScenarioError(line: line, "\(id) is no vehicle of this convoy")
    }
    return vehicle
  }

  /// A camera of a vehicle, by its channel.
  mutating func camera(of vehicle: Transport.Vehicle) throws(ScenarioError) -> Int {
    let camera = try whole("camera", in: 1...32)
    guard vehicle.cameras.contains(camera) else { throw ScenarioError(line: line, "\(vehicle.id) has no camera \(camera)") }
    return camera
  }

  /// A member of a crew in one of some roles.
  mutating func person(
    of vehicles: [Transport.Vehicle], as roles: Set<Transport.Vehicle.Role>
  ) throws(ScenarioError) -> PersonID {
    let person = PersonID(try text("person"))
    guard vehicles.flatMap(\.crew).contains(where: { $0.person == person && roles.contains($0.role) }) else {
      let wanted = roles == [.escort] ? "escort" : roles.contains(.escort) ? "crew member" : "driver"
      throw ScenarioError(line: line, "\(person) is no \(wanted) of this convoy")
    }
    return person
  }
}
