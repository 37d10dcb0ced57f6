import EscortDomain
import RouteRules
import Testing

@Suite("Gate: arrival-window")
struct ArrivalWindowGateTests {
  private static let early = GateFixture.plan(arrival: "2024-01-10T18:00:00")
  private static let head = Approval(by: PersonID("H1"), office: .provinceHead, reason: "同意")

  private static func filing(
    _ branch: String? = "2023-12-01T09:00:00", _ province: String? = "2023-12-10T09:00:00", _ approval: Approval? = head,
    reason: String = "道路施工", safeguards: String = "双人双锁,全程录像"
  ) -> ExceptionFiling {
    ExceptionFiling(
      reason: reason, safeguards: safeguards, filedByBranch: branch.map(GateFixture.time), filedByProvince: province.map(GateFixture.time),
      approval: approval)
  }

  private static func lines(_ filing: ExceptionFiling) -> [String] {
    ArrivalWindowGate.failures(of: early, policy: Policy(), exception: filing).lines
  }

  @Test("the bound is 00:00 of the second day before the exam, in Shanghai, to the microsecond")
  func bound() {
    func failures(_ arrival: String, leg: Transport.Leg = .provinceBranch) -> [String] {
      ArrivalWindowGate.failures(of: GateFixture.plan(leg: leg, arrival: arrival), policy: Policy()).lines
    }
    #expect(failures("2024-01-11T00:00:00") == [])
    #expect(
      failures("2024-01-10T23:59:59.999999") == [
        "3.4-b planned to arrive 2024-01-10 23:59:59, before the earliest arrival 2024-01-11 00:00:00, and no exception is filed"
      ])
    #expect(failures("2024-01-08T10:00:00", leg: .branchSite).count == 1)
    #expect(failures("2024-01-01T10:00:00", leg: .printerProvince) == [])
    var policy = Policy()
    policy.earlyDays = 3
    #expect(ArrivalWindowGate.failures(of: Self.early, policy: policy) == [])
  }

  @Test("without a session no bound is known, and the plan's own word for an exception proves nothing")
  func unknown() {
    let unknown = ArrivalWindowGate.failures(of: GateFixture.plan(session: nil), policy: Policy())
    #expect(unknown.lines == ["3.4-b no exam session is named, so no earliest arrival is known"])
    var claimed = Self.early
    claimed.earlyArrivalException = true
    #expect(ArrivalWindowGate.failures(of: claimed, policy: Policy()).count == 1)
  }

  @Test("a filing in time, with its reason and safeguards, approved by the province, opens the gate")
  func filed() {
    #expect(Self.lines(Self.filing()) == [])
    let office = Approval(by: PersonID("H2"), office: .province, reason: "同意")
    #expect(Self.lines(Self.filing("2023-12-13T23:59:59.999999", "2023-12-23T23:59:59.999999", office)) == [])
  }

  @Test("from 24:00 of its last day on a filing is late: accepted when the province head approves it, and marked")
  func late() {
    let office = Approval(by: PersonID("H2"), office: .headquarters, reason: "同意")
    let day = GateFixture.date(2024, 1, 13)
    for (branch, province) in [("2023-12-14T00:00:00", "2023-12-15T09:00:00"), ("2023-12-13T09:00:00", "2023-12-24T00:00:00")] {
      #expect(Self.lines(Self.filing(branch, province, office)) == ["3.4-g the filing is late and must be approved by the province's head"])
      #expect(Self.lines(Self.filing(branch, province)) == [])
      #expect(Self.filing(branch, province).isLate(examDate: day, policy: Policy()))
    }
    #expect(!Self.filing().isLate(examDate: day, policy: Policy()))
  }

  @Test(
    "a month before is the calendar's, held at the month's end, and lasts until 24:00",
    arguments: [
      ((2024, 1, 13), "2023-12-14T00:00:00", "2023-12-24T00:00:00"), ((2024, 8, 31), "2024-08-01T00:00:00", "2024-08-11T00:00:00"),
      ((2024, 3, 31), "2024-03-01T00:00:00", "2024-03-11T00:00:00"), ((2025, 3, 31), "2025-03-01T00:00:00", "2025-03-11T00:00:00"),
      ((2025, 5, 31), "2025-05-01T00:00:00", "2025-05-11T00:00:00"),
    ])
  func deadlines(_ exam: (Int, Int, Int), _ branch: String, _ province: String) {
    let deadlines = FilingDeadlines(examDate: GateFixture.date(exam.0, exam.1, exam.2), policy: Policy())
    #expect(deadlines.branch == GateFixture.time(branch))
    #expect(deadlines.province == GateFixture.time(province))
  }

  @Test("a late filing that nobody approved is refused for both at once")
  func lateAndNotApproved() {
    #expect(
      Self.lines(Self.filing("2023-12-20T09:00:00", "2023-12-24T09:00:00", nil)) == [
        "3.4-g the filing is not approved by the province, with a reason",
        "3.4-g the filing is late and must be approved by the province's head",
      ])
  }

  @Test("everything that is missing from a filing is named at once")
  func everything() {
    #expect(
      Self.lines(Self.filing(nil, nil, nil, reason: " ", safeguards: "")) == [
        "3.4-g the filing gives no reason", "3.4-g the filing names no safeguards", "3.4-g the branch has not filed with the province",
        "3.4-g the province has not filed with headquarters", "3.4-g the filing is not approved by the province, with a reason",
      ])
    let own = Approval(by: PersonID("B1"), office: .branchHead, reason: "同意")
    let silent = Approval(by: PersonID("H1"), office: .provinceHead, reason: "")
    for approval in [own, silent] {
      #expect(Self.lines(Self.filing("2023-12-01T09:00:00", "2023-12-10T09:00:00", approval)).count == 1)
    }
  }
}
