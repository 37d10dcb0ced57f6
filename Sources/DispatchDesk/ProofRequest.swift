public import EscortDomain
public import RouteRules

/// A vehicle's unit is to be asked which recordings it has: its list proves what heartbeats could not (RULES.md
/// `recording-continuity`).
public struct ProofRequest: Hashable, Sendable {
  /// Why it is asked.
  public enum Reason: String, Hashable, Sendable {
    /// Its terminal connected again.
    case reconnected
    /// The convoy arrived.
    case arrived
    /// Somebody wants to know.
    case asked
  }

  /// The transport.
  public let transport: TransportID
  /// The vehicle.
  public let vehicle: VehicleID
  /// The required cameras.
  public let cameras: [Int]
  /// The part of duty so far, on the transport's clock.
  public let interval: Interval
  /// Why.
  public let reason: Reason
}
