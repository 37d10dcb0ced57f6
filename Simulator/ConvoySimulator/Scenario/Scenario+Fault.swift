public import EscortDomain

extension Scenario {
  /// Something that goes wrong over an interval.
  public struct Fault: Hashable, Sendable {
    /// What goes wrong.
    public enum Kind: Hashable, Sendable {
      /// The unit has no connection. It stores, and sends everything when it is back (JT/T 808 0x0704 type 1), or has no memory.
      case uplinkLost(VehicleID, stores: Bool)
      /// The receiver has no fix, as in a tunnel: reports go on without one.
      case noFix(VehicleID)
      /// One report, the first from then on, lies so many metres to the side.
      case jump(VehicleID, metres: Double)
      /// The receiver repeats one place while the vehicle's speed goes on.
      case frozen(VehicleID)
      /// The vehicle drives so many metres to the side of its route.
      case detour(VehicleID, metres: Double)
      /// The vehicle says that it drives so fast.
      case speeding(VehicleID, kilometresPerHour: Double)
      /// The unit's clock runs ahead, or behind, by so much.
      case clock(VehicleID, ahead: TimeSpan)
      /// The cargo door stands open.
      case doorOpen(VehicleID)
      /// The terminal raises an alarm, by its name in FEED.md.
      case alarm(VehicleID, name: String)
      /// A camera's heartbeats say something else than that it records.
      case camera(VehicleID, camera: Int, CameraHeartbeat.State)
      /// The whole convoy stands where it is.
      case stop
      /// An escort checks out and comes back.
      case escortLeaves(PersonID)
      /// An escort does not confirm.
      case notConfirming(PersonID)
      /// A member of the crew confirms with the duress code.
      case duress(PersonID)
    }

    /// What goes wrong.
    public var kind: Kind
    /// From when.
    public var from: Instant
    /// Until when; of what happens once, the same instant.
    public var to: Instant

    /// Whether it goes wrong at an instant.
    func holds(at instant: Instant) -> Bool { from <= instant && instant < to }
  }
}
