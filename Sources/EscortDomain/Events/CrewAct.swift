/// A crew member's act on board: checking in, confirming presence, checking out (FEED.md).
public struct CrewAct: Hashable, Sendable {
  /// The acts, by their type in a feed.
  public enum Kind: String, Hashable, Sendable {
    /// Boards the vehicle.
    case checkIn = "check-in"
    /// Confirms being on board.
    case confirm
    /// Leaves the vehicle.
    case checkOut = "check-out"
  }

  /// Which act.
  public var kind: Kind
  /// The vehicle.
  public var vehicle: VehicleID
  /// Who.
  public var person: PersonID
  /// Where the person was, when said.
  public var coordinate: Coordinate?
  /// By what means, such as `card` or `phone`, when said.
  public var method: String?
  /// Whether a duress code was used.
  public var duress: Bool

  /// An act.
  public init(
    kind: Kind, vehicle: VehicleID, person: PersonID, coordinate: Coordinate? = nil, method: String? = nil,
    duress: Bool = false
  ) {
    self.kind = kind
    self.vehicle = vehicle
    self.person = person
    self.coordinate = coordinate
    self.method = method
    self.duress = duress
  }
}

/// Where an escort's phone is (FEED.md `phone`).
public struct PhonePosition: Hashable, Sendable {
  /// The vehicle the person escorts.
  public var vehicle: VehicleID
  /// Whose phone.
  public var person: PersonID
  /// Where, WGS-84.
  public var coordinate: Coordinate

  /// A phone's position.
  public init(vehicle: VehicleID, person: PersonID, coordinate: Coordinate) {
    self.vehicle = vehicle
    self.person = person
    self.coordinate = coordinate
  }
}
