/// A position as a vehicle unit reported it (FEED.md `position`; JT/T 808 0x0200).
public struct PositionReport: Hashable, Sendable {
  /// The vehicle.
  public var vehicle: VehicleID
  /// Where, WGS-84.
  public var coordinate: Coordinate
  /// Whether the unit says the fix is valid (JT/T 808 status bit 1).
  public var valid: Bool
  /// Ground speed in km/h, when reported.
  public var speedKilometresPerHour: Double?
  /// Course in degrees from north, clockwise, when reported.
  public var courseDegrees: Double?
  /// Altitude in metres, when reported.
  public var altitudeMetres: Double?
  /// The alarms that are on; `nil` when the report says nothing of alarms (RULES.md 8.3-20).
  public var alarms: [String]?
  /// The cargo door's state, when reported.
  public var door: DoorState?

  /// A position.
  public init(
    vehicle: VehicleID, coordinate: Coordinate, valid: Bool = true, speedKilometresPerHour: Double? = nil,
    courseDegrees: Double? = nil, altitudeMetres: Double? = nil, alarms: [String]? = nil, door: DoorState? = nil
  ) {
    self.vehicle = vehicle
    self.coordinate = coordinate
    self.valid = valid
    self.speedKilometresPerHour = speedKilometresPerHour
    self.courseDegrees = courseDegrees
    self.altitudeMetres = altitudeMetres
    self.alarms = alarms
    self.door = door
  }

  /// Whether this is a fix the rules may use: valid, in range and not 0,0 (RULES.md 8.2-11).
  public var isFix: Bool { valid && coordinate.isPlausible }
}

/// The state of a cargo door.
public enum DoorState: String, Hashable, Sendable {
  /// The door is open.
  case open
  /// The door is closed.
  case closed
}
