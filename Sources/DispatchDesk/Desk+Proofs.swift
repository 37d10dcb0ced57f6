public import EscortDomain
import RouteRules

/// When the units are to be asked for their lists of recordings.
extension Desk {
  /// The questions that came up since the last look.
  public func takeProofRequests(at now: Instant) -> [ProofRequest] {
    guard !isBeginning else { return [] }
    noteArrivals(at: now)
    defer { proofRequests = [] }
    return proofRequests
  }

  /// Asks the units of a transport now; false when there is no such transport or its duty has not begun.
  public func requestProof(of transport: TransportID, at now: Instant) -> Bool {
    guard let picture = engine.picture(of: transport, at: now) else { return false }
    let requests = picture.vehicles.compactMap { request(for: $0.id, in: picture, .asked) }
    proofRequests += requests
    return !requests.isEmpty
  }

  /// Notes that a vehicle's terminal connected: whatever the connection missed may be on its disk.
  func noteConnection(of vehicle: VehicleID, at now: Instant) {
    for transport in plans.transports(of: vehicle) where !engine.isClosed(transport) {
      guard let picture = engine.picture(of: transport, at: now), isRecent(picture),
        let request = request(for: vehicle, in: picture, .reconnected)
      else { continue }
      proofRequests.append(request)
    }
  }

  private func noteArrivals(at now: Instant) {
    for transport in arrivalsToLookAt {
      guard !dossiers[transport].hasArrived, let picture = engine.picture(of: transport, at: now), picture.custody.arrival != nil else {
        continue
      }
      dossiers[transport].hasArrived = true
      guard isRecent(picture) else { continue }
      proofRequests += picture.vehicles.compactMap { request(for: $0.id, in: picture, .arrived) }
    }
    arrivalsToLookAt = []
  }

  private func request(for vehicle: VehicleID, in picture: TransportPicture, _ reason: ProofRequest.Reason) -> ProofRequest? {
    guard let duty = picture.custody.duty, let planned = picture.plan.vehicles.first(where: { $0.id == vehicle }),
      !planned.cameras.isEmpty, duty.from < picture.asOf
    else { return nil }
    let interval = Interval(from: duty.from, to: min(duty.to, picture.asOf))
    return ProofRequest(
      transport: picture.plan.id, vehicle: vehicle, cameras: planned.cameras, interval: interval, reason: reason)
  }

  /// A transport whose duty runs, or ended within the last day.
  private func isRecent(_ picture: TransportPicture) -> Bool {
    picture.custody.duty.map { picture.asOf - $0.to < .seconds(86_400) } ?? false
  }
}
