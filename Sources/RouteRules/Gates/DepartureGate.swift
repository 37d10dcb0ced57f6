public import EscortDomain

/// `departure` (regulation 3.4-c…f): refuses departure with fewer eligible escorts checked in on a vehicle than it needs, a required camera
/// without a `recording` heartbeat in the last 90 s, no valid fix in the last 120 s, or an Annex 1 not prepared or, where the escorts
/// collect, not signed by two and two different people. What is not known is refused: no override exists.
public enum DepartureGate: Gate {
  static let id = GateID.departure

  /// Why the convoy may not leave now: each vehicle's failures in the plan's order, then the form's.
  public static func failures(of plan: Transport, policy: Policy, evidence: DepartureEvidence) -> [GateFailure] {
    let required = policy.escortMinimum(vehicles: plan.vehicles.count)
    let none = failure("3.4-d", .transport(plan.id), chinese: "未安排车辆", english: "no vehicle is planned")
    return (plan.vehicles.isEmpty ? [none] : [])
      + plan.vehicles.flatMap { vehicle in
        let known = evidence.vehicles[vehicle.id] ?? DepartureEvidence.Vehicle()
        return escorts(known.eligibleEscorts, of: required, on: vehicle.id)
          + Set(vehicle.cameras).sorted().flatMap { channel in
            recording(known.recordingHeartbeats[channel], of: channel, on: vehicle.id, at: evidence.asOf, policy)
          } + position(known.lastFix, of: vehicle.id, at: evidence.asOf, policy)
      } + form(evidence.annex1, isSignedHere: evidence.escortsCollect, of: plan.id)
  }

  private static func escorts(_ present: Int, of required: Int, on vehicle: VehicleID) -> [GateFailure] {
    guard present < required else { return [] }
    return [
      failure(
        "3.4-d", .vehicle(vehicle), chinese: "\(vehicle) 仅 \(present) 名合格押运员签到(需 \(required) 名)",
        english: "\(vehicle): \(present) of \(required) eligible escorts checked in")
    ]
  }

  private static func recording(
    _ heartbeat: Instant?, of channel: Int, on vehicle: VehicleID, at asOf: Instant, _ policy: Policy
  ) -> [GateFailure] {
    if isWithin(heartbeat, policy.departureHeartbeat, of: asOf) { return [] }
    let limit = Explanation(seconds: policy.departureHeartbeat.seconds)
    return [
      failure(
        "3.4-e", .camera(vehicle, channel: channel), chinese: "\(vehicle) \(channel) 号摄像机最近 \(limit.chinese)内没有录像心跳",
        english: "\(vehicle) camera \(channel): no heartbeat in the last \(limit.english) says that it records")
    ]
  }

  private static func position(_ fix: Instant?, of vehicle: VehicleID, at asOf: Instant, _ policy: Policy) -> [GateFailure] {
    if isWithin(fix, policy.departureFix, of: asOf) { return [] }
    let limit = Explanation(seconds: policy.departureFix.seconds)
    return [
      failure(
        "3.5-a", .vehicle(vehicle), chinese: "\(vehicle) 最近 \(limit.chinese)内没有有效定位",
        english: "\(vehicle): no valid fix in the last \(limit.english)")
    ]
  }

  private static func form(_ annex1: Annex1?, isSignedHere: Bool, of transport: TransportID) -> [GateFailure] {
    let form = annex1 ?? Annex1(isPrepared: false)
    let missing = failure("3.4-f", .transport(transport), chinese: "附件1 未备好", english: "Annex 1 is not prepared")
    return (form.isPrepared ? [] : [missing]) + (isSignedHere ? signatureFailures(form) : [])
  }

  /// Whether an instant lies at most so far back.
  private static func isWithin(_ instant: Instant?, _ span: TimeSpan, of asOf: Instant) -> Bool {
    instant.map { $0 <= asOf && asOf - $0 <= span } ?? false
  }
}
