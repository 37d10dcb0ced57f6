import EscortDomain
import RouteRules
import Testing

@Suite("Gate: eligibility")
struct EligibilityGateTests {
  private static func failures(
    _ record: Person?, duty: Assignment.Duty = .escort, plan: Transport = GateFixture.plan(),
    today: CivilDate = GateFixture.date(2024, 1, 11)
  ) -> [GateFailure] {
    EligibilityGate.failures(
      of: [Assignment(person: PersonID("E1"), duty: duty)], on: plan, seasonBegins: GateFixture.date(2023, 12, 1), today: today
    ) { _ in record }
  }

  private static func person(_ change: (inout Person) -> Void) -> Person {
    var person = GateFixture.person("E1")
    change(&person)
    return person
  }

  @Test("a formal employee of either party, no relative, pledged and approved, may have each duty")
  func open() {
    for duty in [Assignment.Duty.escort, .keeper, .signer] {
      #expect(Self.failures(GateFixture.person("E1"), duty: duty) == [])
      #expect(Self.failures(Self.person { $0.organisation = GateFixture.branch }, duty: duty) == [])
    }
  }

  @Test("each failing is refused by its clause, and what is not recorded like what is wrong")
  func refused() {
    let changes: [((inout Person) -> Void, String)] = [
      ({ $0.formalEmployee = false }, "3.6-e E1 is not a formal employee"),
      ({ $0.formalEmployee = nil }, "3.6-e E1 is not recorded as a formal employee"),
      ({ $0.organisation = OrganisationID("衡阳分校") }, "3.6-e E1 (衡阳分校) belongs to neither party, 湖南省校 or 岳阳分校"),
      ({ $0.organisation = nil }, "3.6-e E1 (no organisation recorded) belongs to neither party, 湖南省校 or 岳阳分校"),
      ({ $0.candidateRelative = true }, "3.6-f E1 has a relative among the candidates"),
      ({ $0.candidateRelative = nil }, "3.6-f E1 has not declared to have no candidate relative"),
      ({ $0.pledge = nil }, "3.6-c E1 has no commitment letter of this season"),
      ({ $0.pledge = "2023-06-20" }, "3.6-c E1 has no commitment letter of this season (recorded: 2023-06-20)"),
      ({ $0.pledge = "yes" }, "3.6-c E1 has no commitment letter of this season (recorded: yes)"),
      ({ $0.approved = false }, "3.6-b E1 is not approved by the chief examiner"),
      ({ $0.approved = nil }, "3.6-b E1 is not approved by the chief examiner"),
    ]
    for (change, line) in changes {
      let failures = Self.failures(Self.person(change))
      #expect(failures.lines == [line])
      #expect(failures.map(\.subject) == [.person(PersonID("E1"))])
      #expect(failures.allSatisfy { $0.gate == .eligibility && !$0.explanation.chinese.isEmpty })
    }
  }

  @Test("a letter counts from the season's first day to the day it is asked")
  func pledgeDays() {
    for (written, isGood) in [
      ("2023-11-30", false), ("2023-12-01", true), ("2024-01-11", true), ("2024-01-12", false), ("2024-01-05T09:00:00+08:00", true),
      ("2024-01-055", false), ("2024-13-01", false),
    ] {
      #expect(Self.failures(Self.person { $0.pledge = written }).isEmpty == isGood, "\(written)")
    }
  }

  @Test("of somebody without a record everything is named at once, and an escort who drives as well is refused")
  func everything() {
    #expect(Self.failures(nil).map(\.clause) == ["3.6-e", "3.6-e", "3.6-f", "3.6-c", "3.6-b"])
    let driving = GateFixture.plan(drivers: ["E1"])
    #expect(Self.failures(nil, plan: driving).map(\.clause) == ["3.6-e", "3.6-e", "3.6-f", "3.6-c", "3.6-b", "3.4-d"])
    #expect(Self.failures(GateFixture.person("E1"), duty: .keeper, plan: driving) == [])
    let assigned = GateFixture.plan().escortAssignments
    #expect(assigned.map(\.person.text) == ["E1", "E2", "E3", "E4"])
    let failures = EligibilityGate.failures(
      of: assigned, on: GateFixture.plan(), seasonBegins: GateFixture.date(2023, 12, 1), today: GateFixture.date(2024, 1, 11)
    ) { $0.text == "E3" ? nil : GateFixture.person($0.text) }
    #expect(Set(failures.map(\.subject)) == [.person(PersonID("E3"))] && failures.count == 5)
  }

  @Test("a failure's JSON names the gate, the clause, whom it is about, and both sentences")
  func json() throws {
    let json = try #require(Self.failures(Self.person { $0.approved = false }).first).json
    #expect(
      json == [
        "gate": "eligibility", "clause": "3.6-b", "person": "E1", "zh": "E1未经主考审查批准",
        "en": "E1 is not approved by the chief examiner",
      ])
  }
}
