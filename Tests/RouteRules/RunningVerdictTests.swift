import EscortDomain
import Testing

@testable import RouteRules

@Suite("Figures of verdicts that run")
struct RunningVerdictTests {
  private static let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)
  private static let vehicle = GateFixture.one

  @Test("one that is withdrawn tells how long it had run when anything last came, whatever that was")
  func withdrawn() throws {
    var engine = RuleEngine(clocking: .recorded)
    var told: [Transition] = []
    func tell(_ fact: Fact, _ second: Int) {
      let at = Self.start + .seconds(second)
      engine.take(Event(at: at, received: at, fact: fact))
      told += engine.settle(at: at)
    }
    var plan = GateFixture.plan()
    plan.plannedDeparture = Self.start
    tell(.transport(plan), -100)
    tell(.declaration(Declaration(kind: .departed, transport: plan.id)), 0)
    for second in stride(from: 0, through: 160, by: 40) {
      tell(.recording(CameraHeartbeat(vehicle: Self.vehicle, camera: 1, state: .recording)), second)
    }
    for second in stride(from: 180, through: 500, by: 20) {
      let place = Coordinate(latitude: 28, longitude: 113 + Double(second) / 10_000)
      tell(.position(PositionReport(vehicle: Self.vehicle, coordinate: place)), second)
    }
    let segment = RecordedSegment(vehicle: Self.vehicle, camera: 1, from: Self.start, to: Self.start + .seconds(509))
    tell(.segment(segment), 510)
    let gap = try #require(told.last { $0.kind == .withdrawn && $0.verdict.subject.camera == 1 })
    #expect(gap.verdict.from == Self.start + .seconds(160) && gap.verdict.isOpen)
    #expect(gap.verdict.detail["seconds"] == .number(340))
  }
}
