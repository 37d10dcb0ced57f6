import EscortDomain
import RouteRules
import Testing

@Suite("Gate: departure")
struct DepartureGateTests {
  private static let now = GateFixture.time("2024-01-11T08:30:00")
  private static let signed = Annex1(
    isPrepared: true,
    signatures: [
      Annex1.Signature(PersonID("S1"), for: .giving), Annex1.Signature(PersonID("S2"), for: .giving),
      Annex1.Signature(PersonID("E1"), for: .receiving), Annex1.Signature(PersonID("E2"), for: .receiving),
    ])

  private static func ready() -> DepartureEvidence {
    let (beat, fix) = (now - .seconds(90), now - .seconds(120))
    return DepartureEvidence(
      asOf: now,
      vehicles: [
        GateFixture.one: DepartureEvidence.Vehicle(eligibleEscorts: 2, recordingHeartbeats: [1: beat, 2: beat], lastFix: fix),
        GateFixture.two: DepartureEvidence.Vehicle(eligibleEscorts: 3, recordingHeartbeats: [1: beat], lastFix: fix),
      ], annex1: Annex1(isPrepared: true), escortsCollect: false)
  }

  private static func failures(_ change: (inout DepartureEvidence) -> Void) -> [GateFailure] {
    var evidence = ready()
    change(&evidence)
    return DepartureGate.failures(of: GateFixture.plan(), policy: Policy(), evidence: evidence)
  }

  @Test("a heartbeat of 90 s ago and a fix of 120 s ago still count, a microsecond more is too old, and the future shows nothing")
  func ages() {
    #expect(Self.failures { _ in } == [])
    let old = Self.failures { $0.vehicles[GateFixture.one]?.recordingHeartbeats[2] = Self.now - .seconds(90) - .microsecond }
    #expect(old.lines == ["3.4-e 湘A10001 camera 2: no heartbeat in the last 1 min 30 s says that it records"])
    #expect(old.map(\.subject) == [.camera(GateFixture.one, channel: 2)])
    let lost = Self.failures { $0.vehicles[GateFixture.two]?.lastFix = Self.now - .seconds(120) - .microsecond }
    #expect(lost.lines == ["3.5-a 湘A10002: no valid fix in the last 2 min 0 s"])
    #expect(Self.failures { $0.vehicles[GateFixture.two]?.lastFix = Self.now + .microsecond }.count == 1)
    #expect(Self.failures { $0.vehicles[GateFixture.two]?.lastFix = nil }.count == 1)
  }

  @Test("a plan without a vehicle does not leave")
  func noVehicle() {
    var plan = GateFixture.plan()
    plan.vehicles = []
    let failures = DepartureGate.failures(of: plan, policy: Policy(), evidence: Self.ready())
    #expect(failures.lines == ["3.4-d no vehicle is planned"])
  }

  @Test("each vehicle needs its own two escorts, or what the policy asks")
  func escorts() {
    let failures = Self.failures { $0.vehicles[GateFixture.one]?.eligibleEscorts = 1 }
    #expect(failures.lines == ["3.4-d 湘A10001: 1 of 2 eligible escorts checked in"])
    var policy = Policy()
    policy.escortMinimum = 3
    #expect(DepartureGate.failures(of: GateFixture.plan(), policy: policy, evidence: Self.ready()).count == 1)
    var lone = GateFixture.plan()
    lone.vehicles.removeLast()
    policy = Policy()
    policy.escortMinimumLone = 3
    #expect(DepartureGate.failures(of: lone, policy: policy, evidence: Self.ready()).map(\.clause) == ["3.4-d"])
  }

  @Test("Annex 1 is prepared, and signed two and two where the escorts collect")
  func form() {
    #expect(Self.failures { $0.annex1 = nil }.lines == ["3.4-f Annex 1 is not prepared"])
    #expect(Self.failures { ($0.annex1, $0.escortsCollect) = (Self.signed, true) } == [])
    let unsigned = Self.failures { $0.escortsCollect = true }
    #expect(
      unsigned.lines == [
        "3.4-f Annex 1: 0 of 2 people signed for the giving side", "3.4-f Annex 1: 0 of 2 people signed for the receiving side",
      ])
    let twice = Self.failures {
      $0.annex1 = Self.signed
      $0.annex1?.signatures[3] = Annex1.Signature(PersonID("S1"), for: .receiving)
      $0.escortsCollect = true
    }
    #expect(twice.lines == ["3.4-f S1 signed Annex 1 for both sides"])
  }

  @Test("of a convoy of which nothing is known everything is named at once")
  func everything() {
    let failures = Self.failures {
      ($0.vehicles, $0.annex1, $0.escortsCollect) = ([:], nil, true)
    }
    #expect(
      failures.map(\.clause) == ["3.4-d", "3.4-e", "3.4-e", "3.5-a", "3.4-d", "3.4-e", "3.5-a", "3.4-f", "3.4-f", "3.4-f"])
    #expect(failures.allSatisfy { $0.gate == .departure && !$0.explanation.chinese.isEmpty })
  }

  @Test("the engine gives the evidence: who is on board, what records, what was seen; a camera that has said otherwise since shows nothing")
  func fromEngine() throws {
    var engine = RuleEngine(clocking: .recorded)
    let plan = GateFixture.plan()
    func take(_ fact: Fact, _ secondsBefore: Int) {
      engine.take(Event(at: Self.now - .seconds(secondsBefore), received: Self.now - .seconds(secondsBefore), fact: fact))
    }
    take(.transport(plan), 7200)
    for id in ["E1", "E2", "E3"] { take(.person(GateFixture.person(id)), 7200) }
    for id in ["E1", "E2", "E4"] {
      take(.act(CrewAct(kind: .checkIn, vehicle: GateFixture.one, person: PersonID(id))), 600)
    }
    take(.act(CrewAct(kind: .checkIn, vehicle: GateFixture.two, person: PersonID("E3"))), 600)
    take(.recording(CameraHeartbeat(vehicle: GateFixture.one, camera: 1, state: .recording)), 30)
    take(.recording(CameraHeartbeat(vehicle: GateFixture.one, camera: 2, state: .recording)), 30)
    take(.recording(CameraHeartbeat(vehicle: GateFixture.one, camera: 2, state: .occluded)), 5)
    take(.position(PositionReport(vehicle: GateFixture.one, coordinate: Coordinate(latitude: 28, longitude: 113))), 20)
    _ = engine.settle(at: Self.now)
    let known = engine.picture(of: plan.id, at: Self.now)
    let picture = try #require(known)
    let evidence = picture.departureEvidence(annex1: Self.signed, escortsCollect: true)
    #expect(evidence.asOf == Self.now)
    #expect(
      evidence.vehicles[GateFixture.one]
        == DepartureEvidence.Vehicle(
          eligibleEscorts: 2, recordingHeartbeats: [1: Self.now - .seconds(30)], lastFix: Self.now - .seconds(20)))
    #expect(evidence.vehicles[GateFixture.two] == DepartureEvidence.Vehicle(eligibleEscorts: 1))
    let failures = DepartureGate.failures(of: plan, policy: picture.policy, evidence: evidence)
    #expect(failures.map(\.clause) == ["3.4-e", "3.4-d", "3.4-e", "3.5-a"])
  }
}
