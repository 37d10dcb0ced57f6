import EscortDomain
import RouteRules
import Testing

@Suite("Gate: retention")
struct RetentionGateTests {
  private static func item(
    _ ended: String, session: String? = "2023-11-01T10:00:00", closed: [String?] = [], hold: String? = nil
  ) -> RetainedItem {
    RetainedItem(
      name: "录像 7", ended: GateFixture.time(ended), lastSession: session.map(GateFixture.time),
      incidents: closed.map { RetainedItem.Incident(name: "I1", closed: $0.map(GateFixture.time)) }, legalHold: hold)
  }

  private static func lines(_ item: RetainedItem, at time: String, _ policy: Policy = Policy()) -> [String] {
    RetentionGate.failures(ofDeleting: item, at: GateFixture.time(time), policy: policy).lines
  }

  @Test(
    "three months are the calendar's, held at the month's end, and at least whole",
    arguments: [
      ("2024-01-11T10:30:00", "2024-04-11T10:30:00"), ("2023-11-30T15:00:00", "2024-02-29T15:00:00"),
      ("2024-11-30T15:00:00", "2025-02-28T15:00:00"), ("2024-05-31T23:59:59.999999", "2024-08-31T23:59:59.999999"),
      ("2024-08-31T00:00:00", "2024-11-30T00:00:00"), ("2023-12-31T00:10:00", "2024-03-31T00:10:00"),
    ])
  func months(_ ended: String, _ until: String) {
    let item = Self.item(ended)
    #expect(item.keptUntil(Policy()) == GateFixture.time(until))
    #expect(RetentionGate.failures(ofDeleting: item, at: GateFixture.time(until) - .microsecond, policy: Policy()).count == 1)
    #expect(RetentionGate.failures(ofDeleting: item, at: GateFixture.time(until), policy: Policy()) == [])
  }

  @Test("a policy may keep for longer than three months, not for less; and the ends of the range end nothing", arguments: [0, 2])
  func leastMonths(_ months: Int) {
    var policy = Policy()
    policy.retentionMonths = months
    #expect(Self.item("2024-01-11T10:30:00").keptUntil(policy) == GateFixture.time("2024-04-11T10:30:00"))
    for end in [Instant.distantFuture, .distantPast] {
      let item = RetainedItem(name: "录像 7", ended: end, lastSession: nil)
      #expect(item.keptUntil(policy) >= end)
    }
  }

  @Test("they are counted from the latest of the end, the last session and the closing of any incident; the policy says how many")
  func latest() {
    let line = "3.4-e 录像 7 is kept until 2024-04-14 17:00:00"
    #expect(Self.lines(Self.item("2024-01-11T10:30:00", session: "2024-01-14T17:00:00"), at: "2024-04-14T16:59:59") == [line])
    let incidents = ["2024-02-01T09:00:00", "2024-03-05T09:00:00"]
    let closed = Self.item("2024-01-11T10:30:00", session: "2024-01-14T17:00:00", closed: incidents)
    #expect(Self.lines(closed, at: "2024-06-05T08:59:59").count == 1)
    #expect(Self.lines(closed, at: "2024-06-05T09:00:00") == [])
    var policy = Policy()
    policy.retentionMonths = 6
    #expect(Self.lines(Self.item("2024-01-11T10:30:00"), at: "2024-07-11T10:29:59", policy).count == 1)
    #expect(Self.lines(Self.item("2024-01-11T10:30:00"), at: "2024-07-11T10:30:00", policy) == [])
  }

  @Test("an open incident, a session that is not known and a legal hold keep it for ever, and all is named at once")
  func held() {
    let years = "2030-01-01T00:00:00"
    #expect(
      Self.lines(Self.item("2024-01-11T10:30:00", closed: [nil]), at: years) == [
        "3.4-e 录像 7 is evidence of the incident I1, which is not closed"
      ])
    #expect(
      Self.lines(Self.item("2024-01-11T10:30:00", session: nil), at: years) == ["3.4-e 录像 7: the season's last session is not known"])
    #expect(Self.lines(Self.item("2024-01-11T10:30:00", hold: "湘公函 7 号"), at: years) == ["3.4-e 录像 7 is under a legal hold (湘公函 7 号)"])
    let everything = Self.item("2024-01-11T10:30:00", session: nil, closed: [nil, "2024-01-20T09:00:00"], hold: "")
    #expect(
      Self.lines(everything, at: "2024-02-01T00:00:00") == [
        "3.4-e 录像 7 is under a legal hold", "3.4-e 录像 7: the season's last session is not known",
        "3.4-e 录像 7 is evidence of the incident I1, which is not closed", "3.4-e 录像 7 is kept until 2024-04-20 09:00:00",
      ])
  }
}
