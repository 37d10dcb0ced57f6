import EscortDomain
import RouteRules
import Testing

@Suite("Gates: exclusive and route-order")
struct PlanningGateTests {
  // MARK: exclusive

  @Test("every vehicle and person in an overlapping transport is named, and times that only touch do not overlap")
  func exclusive() {
    let plan = GateFixture.plan()
    func other(_ from: String, _ to: String) -> Engagement {
      Engagement(
        transport: TransportID("T9"), span: Interval(from: GateFixture.time(from), to: GateFixture.time(to)),
        vehicles: [GateFixture.two, VehicleID("湘B1")], people: [PersonID("E1"), PersonID("D2"), PersonID("X")])
    }
    let overlapping = other("2024-01-11T10:00:00", "2024-01-11T12:00:00")
    let failures = ExclusiveGate.failures(of: Engagement(of: plan), besides: [overlapping])
    #expect(
      failures.lines == [
        "3.4-c 湘A10002 is already in transport T9 (2024-01-11 10:00:00–12:00:00)",
        "3.4-c D2 is already in transport T9 (2024-01-11 10:00:00–12:00:00)",
        "3.4-c E1 is already in transport T9 (2024-01-11 10:00:00–12:00:00)",
      ])
    #expect(failures.map(\.subject) == [.vehicle(GateFixture.two), .person(PersonID("D2")), .person(PersonID("E1"))])
    let touching = [other("2024-01-11T07:00:00", "2024-01-11T08:30:00"), other("2024-01-11T10:30:00", "2024-01-11T12:00:00")]
    #expect(ExclusiveGate.failures(of: Engagement(of: plan), besides: touching) == [])
    #expect(ExclusiveGate.failures(of: Engagement(of: plan), besides: [Engagement(of: plan)]) == [])
    let both = ExclusiveGate.failures(of: Engagement(of: plan), besides: [overlapping, Engagement(of: GateFixture.plan("T8"))])
    #expect(both.count == 3 + 8)
    var simulated = overlapping
    simulated.isSimulated = true
    #expect(ExclusiveGate.failures(of: Engagement(of: plan), besides: [simulated]).isEmpty)
    #expect(ExclusiveGate.failures(of: simulated, besides: [overlapping]).isEmpty)
  }

  @Test("a transport holds its crew from loading to hand-over, and for as long as it is late")
  func engagement() {
    let plan = GateFixture.plan()
    func span(_ from: String, _ to: String?, _ asOf: String) -> Interval {
      let duty = Interval(from: GateFixture.time(from), to: to.map(GateFixture.time) ?? .distantFuture)
      return Engagement(of: plan, duty: duty, asOf: GateFixture.time(asOf)).span
    }
    #expect(Engagement(of: plan).span == Interval(from: plan.plannedDeparture, to: plan.plannedArrival))
    var odd = plan
    odd.plannedArrival = plan.plannedDeparture
    #expect(!Engagement(of: odd).span.isEmpty)
    let loaded = GateFixture.time("2024-01-11T08:00:00")
    #expect(span("2024-01-11T08:00:00", nil, "2024-01-11T09:00:00") == Interval(from: loaded, to: plan.plannedArrival))
    let late = GateFixture.time("2024-01-11T13:00:00")
    #expect(span("2024-01-11T08:00:00", nil, "2024-01-11T13:00:00") == Interval(from: loaded, to: late + .microsecond))
    let over = GateFixture.time("2024-01-11T10:10:00")
    #expect(span("2024-01-11T08:00:00", "2024-01-11T10:10:00", "2024-01-11T13:00:00") == Interval(from: loaded, to: over))
  }

  // MARK: route-order

  @Test("the four legs of the chain pass, every other pair of levels is refused")
  func chain() {
    let legs: [(OrganisationLevel, OrganisationLevel, Transport.Leg)] = [
      (.printingHouse, .province, .printerProvince), (.province, .branch, .provinceBranch), (.province, .site, .provinceSite),
      (.branch, .site, .branchSite),
    ]
    for from in OrganisationLevel.allCases {
      for to in OrganisationLevel.allCases {
        let leg = legs.first { $0.0 == from && $0.1 == to }?.2
        let failures = RouteOrderGate.failures(of: GateFixture.plan(leg: leg ?? .provinceBranch), from: from, to: to)
        #expect(failures.isEmpty == (leg != nil), "\(from) → \(to)")
        guard leg == nil else { continue }
        #expect(failures.lines == ["3.4-a 湖南省校 → 岳阳分校 is no leg of the chain, and no reason for it is approved"])
        let approval = Approval(by: PersonID("H1"), office: .branchHead, reason: "桥梁封闭")
        #expect(RouteOrderGate.failures(of: GateFixture.plan(), from: from, to: to, approval: approval) == [])
        let blank = Approval(by: PersonID("H1"), office: .provinceHead, reason: " ")
        #expect(RouteOrderGate.failures(of: GateFixture.plan(), from: from, to: to, approval: blank).count == 1)
      }
    }
  }

  @Test("levels that are not recorded are refused, and so is a plan that names another leg than its ends make, whatever is approved")
  func pretended() {
    let approval = Approval(by: PersonID("H1"), office: .headquarters, reason: "桥梁封闭")
    let unknown = RouteOrderGate.failures(of: GateFixture.plan(), from: nil, to: nil, approval: approval)
    #expect(unknown.map(\.clause) == ["3.4-a", "3.4-a"])
    #expect(RouteOrderGate.failures(of: GateFixture.plan(), from: .province, to: nil).lines.count == 1)
    let pretended = GateFixture.plan(leg: .printerProvince)
    let line = "3.4-a the plan says leg printer-province, which its two ends are not"
    #expect(RouteOrderGate.failures(of: pretended, from: .province, to: .branch, approval: approval).lines == [line])
    #expect(RouteOrderGate.failures(of: pretended, from: .branch, to: .branch, approval: approval).lines == [line])
    #expect(RouteOrderGate.failures(of: pretended, from: .branch, to: .branch).count == 2)
  }
}
