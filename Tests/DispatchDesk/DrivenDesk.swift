import DispatchDesk
import EscortDomain
import Journal
import RouteRules

/// What a desk came to.
struct DeskOutcome: Equatable {
  struct Line: Equatable {
    let id: AlertID
    let verdict: Verdict
    let raised: Instant
    let updated: Instant
    let state: Alert.State
    let acknowledgement: Alert.Acknowledgement?
    let reason: Alert.Reason?
    let detail: JSONObject

    var hasAcknowledgement: Bool { acknowledgement != nil }
  }

  let alerts: [Line]
  let history: [[Transition]]
  let heard: [Instant?]

  init(_ service: DeskFixture) async throws {
    let now = service.wallTime(DrivenDesk.end)
    try await service.desk.catchUp()
    var history: [[Transition]] = []
    for transport in await service.desk.transports { history.append(await service.desk.transitions(of: transport, at: now) ?? []) }
    let overview = await service.desk.overview(at: now)
    alerts = overview.alerts.map {
      Line(
        id: $0.id, verdict: $0.verdict, raised: $0.raised, updated: $0.updated, state: $0.state, acknowledgement: $0.acknowledgement,
        reason: $0.reason, detail: $0.detail)
    }
    self.history = history
    heard = overview.transports.flatMap(\.view.vehicles).map(\.lastHeard)
  }
}

/// A journal as a night's work leaves it, with the desk that followed.
enum DrivenDesk {
  private static let convoys = 5
  /// The second of the scenario at which what came of it is looked at.
  static let end = 2600

  /// Five convoys that share a vehicle by twos, one by another clock than the others and from a plan that counts only later; losses that
  /// backfill disproves, alerts acknowledged, a terminal that connects. The desk follows entry by entry.
  ///
  /// - Parameter each: done after each ten seconds of the drive.
  @discardableResult
  static func drive(_ service: DeskFixture, each: (Int) async throws -> Void = { _ in }) async throws -> [ProofRequest] {
    let desk = service.desk
    var asked: [ProofRequest] = []
    try await service.tell(DeskFixture.person("E1", name: "王文渊"), at: 0)
    try await service.tell(DeskFixture.position(0), at: 0)  // before any plan names the vehicle
    for convoy in 0..<convoys { try await service.tell(plan(convoy, service), at: convoy == 4 ? 900 : 0, received: 1) }
    for convoy in 0..<convoys {
      try await service.tell(.declaration(Declaration(kind: .departed, transport: transport(convoy))), at: 2)
    }
    for second in stride(from: 10, through: 2500, by: 10) {
      for convoy in 0..<convoys { try await report(convoy, second, service) }
      try await desk.catchUp()
      if second == 600, let alert = await desk.overview(at: service.wallTime(600)).alerts.first {
        _ = try await desk.acknowledge(alert.id, by: "一组")
      }
      try await each(second)
      guard second == 1000 || second == 2000 else { continue }
      _ = await desk.takeProofRequests(at: service.wallTime(second))
      try await service.connect(at: second)
      asked += await desk.takeProofRequests(at: service.wallTime(second)).filter { $0.reason == .reconnected }
    }
    return asked
  }

  /// A convoy's own vehicle is out of coverage now and then, and sends what it stored.
  private static func report(_ convoy: Int, _ second: Int, _ service: DeskFixture) async throws {
    let phase = (second + convoy * 130) % 700
    if phase == 300 {
      let stored = Array(stride(from: max(0, second - 290), to: second, by: 10))
      try await service.tell(stored.map { DeskFixture.position($0, of: vehicle(convoy)) }, at: stored, received: second)
    } else if phase > 300 {
      try await service.tell(DeskFixture.position(second, of: vehicle(convoy)), at: second)
    }
    if second % 500 < 400 {
      try await service.tell(.recording(CameraHeartbeat(vehicle: vehicle(convoy), camera: 1, state: .recording)), at: second)
    }
    if second % 600 == 0 {
      let kind: CrewAct.Kind = second % 1200 == 0 ? .checkOut : .checkIn
      try await service.tell(.act(CrewAct(kind: kind, vehicle: vehicle(convoy), person: PersonID("E1"))), at: second)
    }
  }

  private static func transport(_ convoy: Int) -> TransportID { TransportID("T\(convoy)") }

  private static func vehicle(_ convoy: Int) -> VehicleID { convoy == 0 ? DeskFixture.vehicle : VehicleID("湘A2\(convoy)") }

  private static func plan(_ convoy: Int, _ service: DeskFixture) -> Fact {
    let clock = convoy == 4 ? ScenarioClock(wall: service.wallTime(300), scenario: DeskFixture.start, speed: 12) : service.clock
    guard case .transport(var plan) = DeskFixture.plan(clock: clock), let first = plan.vehicles.first else { return DeskFixture.departed }
    plan.id = transport(convoy)
    let shared = Transport.Vehicle(id: DeskFixture.vehicle, cameras: [1], crew: first.crew)
    let own = Transport.Vehicle(id: vehicle(convoy), cameras: [1], crew: first.crew)
    plan.vehicles = convoy == 0 || convoy == 4 ? [own] : [own, shared]
    return .transport(plan)
  }
}
