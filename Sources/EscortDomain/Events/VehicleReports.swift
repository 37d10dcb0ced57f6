/// A cargo door's state (FEED.md `door`).
public struct DoorReport: Hashable, Sendable {
  /// The vehicle.
  public var vehicle: VehicleID
  /// The door's state.
  public var state: DoorState

  /// A door report.
  public init(vehicle: VehicleID, state: DoorState) {
    self.vehicle = vehicle
    self.state = state
  }
}

/// A seal's state (FEED.md `seal`).
public struct SealReport: Hashable, Sendable {
  /// What can be said of a seal, by its name in a feed.
  public enum State: String, Hashable, Sendable {
    /// Put on.
    case applied
    /// Found whole.
    case intact
    /// Found broken.
    case broken
  }

  /// The vehicle.
  public var vehicle: VehicleID
  /// The seal's number.
  public var seal: String
  /// Its state.
  public var state: State

  /// A seal report.
  public init(vehicle: VehicleID, seal: String, state: State) {
    self.vehicle = vehicle
    self.seal = seal
    self.state = state
  }
}

/// An alarm switched on or off (FEED.md `alarm`).
public struct AlarmReport: Hashable, Sendable {
  /// The vehicle.
  public var vehicle: VehicleID
  /// The alarm's name, such as `emergency` (FEED.md lists JT/T 808's).
  public var name: String
  /// Whether it is on.
  public var isOn: Bool

  /// An alarm report.
  public init(vehicle: VehicleID, name: String, isOn: Bool) {
    self.vehicle = vehicle
    self.name = name
    self.isOn = isOn
  }
}
