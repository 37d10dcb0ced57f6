import EscortDomain

/// The acts with a duress code of one person on one vehicle.
struct DuressCall: Sendable {
  let vehicle: VehicleID
  let person: PersonID
  /// When they were.
  var instants = SortedInstants()
}
