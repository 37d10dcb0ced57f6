public import EscortDomain
public import RouteRules

/// Whether something is proved: unknown is never drawn as good.
public enum ProofState: String, Hashable, Sendable {
  /// The evidence shows it.
  case proved
  /// The evidence shows the contrary, or the rule finds it missing.
  case violated
  /// There is no evidence, or it does not apply yet.
  case unknown
}

/// A transport as the desk shows it: its plan, how far it is, its four proofs, each rule's standing, and its vehicles.
public struct TransportView: Sendable {
  /// How far a transport is.
  public enum Stage: String, Hashable, Sendable {
    /// Not departed.
    case planned
    /// Under way.
    case enRoute = "en-route"
    /// At its destination, papers still with the crew.
    case arrived
    /// Annex 1 is complete.
    case handedOver = "handed-over"
    /// Annex 2 is complete.
    case stored
  }

  /// Escorts on board of the vehicle with the fewest, or of one vehicle.
  public struct EscortProof: Hashable, Sendable {
    /// Whether there are enough.
    public let state: ProofState
    /// How many are proved to be on board.
    public let present: Int
    /// How many are needed.
    public let required: Int
  }

  /// Recording of all required cameras, or of one vehicle's.
  public struct RecordingProof: Hashable, Sendable {
    /// Whether it is proved up to now.
    public let state: ProofState
    /// The gap that runs, or else the longest there was; `nil` when there was none.
    public let gap: TimeSpan?
    /// The proved part of duty so far, 0 to 1; `nil` before duty or without a camera.
    public let share: Double?
  }

  /// Whether the convoy is where it should be.
  public struct RouteProof: Hashable, Sendable {
    /// Whether every vehicle is heard and inside the corridor.
    public let state: ProofState
    /// Metres from the route of the vehicle furthest off, when that is outside the corridor.
    public let offRouteMetres: Double?
    /// How long the vehicle heard longest ago has been silent, when that is too long.
    public let silence: TimeSpan?
  }

  /// Whether the convoy keeps its times.
  public struct TimeProof: Hashable, Sendable {
    /// Whether no timing rule finds anything.
    public let state: ProofState
    /// How late it is, when a timing rule says so.
    public let late: TimeSpan?
    /// Whether it arrived before the earliest moment allowed.
    public let isEarly: Bool
  }

  /// How one rule stands.
  public struct RuleStanding: Hashable, Sendable {
    /// The rule.
    public let rule: RuleID
    /// Violated while a verdict of it runs.
    public let state: ProofState
    /// The gravest verdict that runs.
    public let severity: Severity?
    /// How many of its verdicts came to an end.
    public let ended: Int
  }

  /// A vehicle.
  public struct Vehicle: Sendable {
    /// Which.
    public let id: VehicleID
    /// When anything of it last came in, on the transport's clock.
    public let lastHeard: Instant?
    /// Whether it is sending what it stored.
    public let isBehind: Bool
    /// The latest position by device time.
    public let position: (at: Instant, report: PositionReport)?
    /// How its terminal's clock stands; `nil` when nothing is known of it.
    public let clock: DeviceClock?
    /// The gravest open alert about it.
    public let severity: Severity?
    /// Its escorts.
    public let escorts: EscortProof
    /// Its cameras.
    public let recording: RecordingProof
  }

  /// The plan.
  public let plan: Transport
  /// The corridor's half-width in metres.
  public let corridorMetres: Double
  /// The transport's own time.
  public let asOf: Instant
  /// Custody and duty.
  public let custody: Custody
  /// How far it is.
  public let stage: Stage
  /// Metres of the route ahead of the last vehicle; `nil` without a position or route.
  public let remainingMetres: Double?
  /// When it will arrive; `nil` once it has, without a route, and while no vehicle was seen.
  public let forecast: ArrivalForecast?
  /// What the forecast warns of.
  public let warnings: [ArrivalWarning]
  /// The gravest open alert.
  public let severity: Severity?
  /// Escorts on board.
  public let escorts: EscortProof
  /// Recording.
  public let recording: RecordingProof
  /// Where it is.
  public let route: RouteProof
  /// Its times.
  public let time: TimeProof
  /// Every rule that runs, in the order of RULES.md.
  public let rules: [RuleStanding]
  /// The vehicles in planned order.
  public let vehicles: [Vehicle]
}
