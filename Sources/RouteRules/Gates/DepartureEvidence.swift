public import EscortDomain

/// What is known at an instant of whether a convoy may leave.
public struct DepartureEvidence: Hashable, Sendable {
  /// What is known of one vehicle.
  public struct Vehicle: Hashable, Sendable {
    /// How many different eligible escorts (RULES.md 8.3-21) are checked in on it.
    public var eligibleEscorts: Int
    /// The last heartbeat that says `recording`, by the camera's channel; none of a camera that never said so or has said otherwise since.
    public var recordingHeartbeats: [Int: Instant]
    /// The last valid fix; `nil` when there is none.
    public var lastFix: Instant?

    /// What is known of a vehicle; nothing, unless said.
    public init(eligibleEscorts: Int = 0, recordingHeartbeats: [Int: Instant] = [:], lastFix: Instant? = nil) {
      self.eligibleEscorts = eligibleEscorts
      self.recordingHeartbeats = recordingHeartbeats
      self.lastFix = lastFix
    }
  }

  /// The instant for which it is known, by the transport's own clock.
  public var asOf: Instant
  /// What is known of the vehicles; nothing of one that is not among them.
  public var vehicles: [VehicleID: Vehicle]
  /// The hand-over form; `nil` when there is none.
  public var annex1: Annex1?
  /// Whether custody changes at the dock, because the escorts collect the papers: then the form is signed there (requirements A19).
  public var escortsCollect: Bool

  /// What is known.
  public init(asOf: Instant, vehicles: [VehicleID: Vehicle], annex1: Annex1?, escortsCollect: Bool) {
    self.asOf = asOf
    self.vehicles = vehicles
    self.annex1 = annex1
    self.escortsCollect = escortsCollect
  }
}

extension TransportPicture {
  /// What the engine knows of whether the convoy may leave, with the form, of which it knows nothing.
  public func departureEvidence(annex1: Annex1?, escortsCollect: Bool) -> DepartureEvidence {
    let known = vehicles.map { vehicle in
      let beats = vehicle.cameras.compactMap { channel, camera -> (Int, Instant)? in
        guard let last = camera.lastHeartbeat, last.state == .recording else { return nil }
        return (channel, last.at)
      }
      return (
        vehicle.id,
        DepartureEvidence.Vehicle(
          eligibleEscorts: escortsOnBoard(vehicle.id).count(at: asOf), recordingHeartbeats: Dictionary(beats) { max($0, $1) },
          lastFix: vehicle.lastFix?.at)
      )
    }
    return DepartureEvidence(
      asOf: asOf, vehicles: Dictionary(known) { first, _ in first }, annex1: annex1, escortsCollect: escortsCollect)
  }
}
