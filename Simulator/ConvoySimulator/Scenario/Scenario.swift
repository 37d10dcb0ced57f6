public import EscortDomain

/// A simulated convoy as its file describes it: the plan, the drive, the crews, the faults, and what must come of it.
public struct Scenario: Sendable {
  /// A short name for messages.
  public var name: String
  /// What it is, for people.
  public var title: String
  /// When it begins, on its own clock.
  public var begins: Instant
  /// When it ends; the expected verdicts are those of this instant.
  public var ends: Instant
  /// The seed it is played with unless another is given.
  public var seed: UInt64
  /// The plan, without a clock.
  public var transport: Transport
  /// The places of the plan's stops by name.
  public var stopNames: [String]
  /// How the convoy moves.
  public var drive: Drive
  /// What is declared, and when.
  public var declarations: [DeclaredStep]
  /// The vehicles' units, in the plan's order.
  public var units: [Unit]
  /// Who is on board.
  public var people: [Person]
  /// What is said of seals, and when.
  public var seals: [SealStep]
  /// What the vehicles' recorders have on their disks; a unit without any has no list to tell.
  public var recordings: [RecordedSegment] = []
  /// How inexact the fixes are, and how many reports are lost.
  public var noise = Noise.usual
  /// What goes wrong.
  public var faults: [Fault]
  /// What must come of it.
  public var expectation: Expectation

  /// How the convoy moves along its route.
  public struct Drive: Hashable, Sendable {
    /// When the first vehicle leaves the origin.
    public var departs: Instant
    /// The speed it keeps between places.
    public var cruiseKilometresPerHour: Double
    /// How far each vehicle is behind the one before it.
    public var headway: TimeSpan
    /// Where it halts, in order.
    public var halts: [Halt]
  }

  /// A halt of the convoy at one of the plan's stops.
  public struct Halt: Hashable, Sendable {
    /// The index of the plan's stop.
    public var stop: Int
    /// How long it stays.
    public var duration: TimeSpan
  }

  /// Something declared by hand.
  public struct DeclaredStep: Hashable, Sendable {
    /// What is declared.
    public var kind: Declaration.Kind
    /// When.
    public var at: Instant
  }

  /// A vehicle's unit: how often it reports, and by which way its cameras' heartbeats go.
  public struct Unit: Hashable, Sendable {
    /// The two ways a heartbeat can go.
    public enum HeartbeatWay: String, Hashable, Sendable {
      /// JT/T 1078 items on the location report.
      case location
      /// `POST /api/v1/telemetry`.
      case telemetry
    }

    /// The vehicle.
    public var vehicle: VehicleID
    /// The terminal's number as configured.
    public var terminal: String
    /// The year of the JT/T 808 edition it speaks: 2013 or 2019.
    public var edition: Int
    /// The time between two location reports.
    public var reportEvery: TimeSpan
    /// When the first report comes after the scenario's beginning.
    public var reportOffset: TimeSpan
    /// The time between two heartbeats of a camera.
    public var heartbeatEvery: TimeSpan
    /// When the first heartbeat comes after the scenario's beginning; those over location come with the next report.
    public var heartbeatOffset: TimeSpan
    /// The way heartbeats go.
    public var heartbeatWay: HeartbeatWay
  }

  /// A seal that is put on, found whole or found broken.
  public struct SealStep: Hashable, Sendable {
    /// What is said of it.
    public var report: SealReport
    /// When.
    public var at: Instant
  }
}
