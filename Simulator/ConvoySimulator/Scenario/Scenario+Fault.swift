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
      /// Places wander off to the north by up to so many metres, farthest halfway, and come back.
      case drift(VehicleID, metres: Double)
      /// The vehicle drives so many metres to the side of its route.
      case detour(VehicleID, metres: Double)
      /// The vehicle says that it drives so fast.
      case speeding(VehicleID, kilometresPerHour: Double)
      /// The unit's clock runs ahead, or behind, by so much.
      case clock(VehicleID, ahead: TimeSpan)
      /// The unit sends each report twice.
      case duplicates(VehicleID)
      /// Each report is held up by up to so long, within the interval, so that reports overtake one another.
      case reordering(VehicleID, by: TimeSpan)
      /// The cargo door stands open.
      case doorOpen(VehicleID)
      /// The terminal raises an alarm, by its name in FEED.md.
      case alarm(VehicleID, name: String)
      /// A camera's heartbeats say something else than that it records.
      case camera(VehicleID, camera: Int, CameraHeartbeat.State)
      /// The cameras go on, but none of their heartbeats leaves the unit.
      case heartbeatsLost(VehicleID)
      /// The whole convoy stands where it is.
      case stop
      /// A vehicle breaks down and stays. The other, which drives behind it, stands beside it until the end, when the escorts with
      /// the papers are on board of it.
      case breakdown(VehicleID, to: VehicleID)
      /// An escort checks out and comes back.
      case escortLeaves(PersonID)
      /// An escort does not confirm.
      case notConfirming(PersonID)
      /// A driver checks in and confirms as if an escort, and does so at no other time.
      case posesAsEscort(PersonID)
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

extension Scenario.Fault.Kind {
  /// The vehicle it is about; `nil` where it is about a person or the whole convoy.
  var vehicle: VehicleID? {
    switch self {
    case .uplinkLost(let vehicle, _), .noFix(let vehicle), .jump(let vehicle, _), .frozen(let vehicle), .drift(let vehicle, _),
      .detour(let vehicle, _), .speeding(let vehicle, _), .clock(let vehicle, _), .duplicates(let vehicle),
      .reordering(let vehicle, _), .doorOpen(let vehicle), .alarm(let vehicle, _), .camera(let vehicle, _, _),
      .heartbeatsLost(let vehicle), .breakdown(let vehicle, _):
      vehicle
    case .stop, .escortLeaves, .notConfirming, .posesAsEscort, .duress: nil
    }
  }

  /// The person it is about, where it is about one.
  var person: PersonID? {
    switch self {
    case .escortLeaves(let person), .notConfirming(let person), .posesAsEscort(let person), .duress(let person): person
    default: nil
    }
  }

  /// Whether somebody stands because of it who would drive.
  var holdsUp: Bool {
    switch self {
    case .stop, .breakdown: true
    default: false
    }
  }
}
