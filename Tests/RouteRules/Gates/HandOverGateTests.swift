import EscortDomain
import RouteRules
import Testing

@Suite("Gate: hand-over")
struct HandOverGateTests {
  private static func failures(_ change: (inout HandOver) -> Void) -> [GateFailure] {
    var handOver = HandOver(
      annex1: Annex1(
        isPrepared: true,
        signatures: [
          Annex1.Signature(PersonID("E1"), for: .giving), Annex1.Signature(PersonID("E2"), for: .giving),
          Annex1.Signature(PersonID("K1"), for: .receiving), Annex1.Signature(PersonID("K2"), for: .receiving),
        ]), lines: [HandOver.Line(name: "岳阳分校", sent: 40, received: 40), HandOver.Line(name: "云溪考点", sent: 12, received: 12)],
      sealsApplied: ["S1", "S2"], sealsFound: ["S1": .intact, "S2": .intact])
    change(&handOver)
    return HandOverGate.failures(of: handOver, on: TransportID("T1"))
  }

  @Test("two and two, counts that agree, the seals of the loading whole: it is complete")
  func open() { #expect(Self.failures { _ in } == []) }

  @Test("a person who signs twice is one, and one who signs for both sides is refused")
  func signers() {
    let twice = Self.failures { $0.annex1.signatures[1] = Annex1.Signature(PersonID("E1"), for: .giving) }
    #expect(twice.lines == ["3.4-f Annex 1: 1 of 2 people signed for the giving side"])
    #expect(twice.map(\.subject) == [.side(.giving)])
    let common = Self.failures { $0.annex1.signatures.append(Annex1.Signature(PersonID("E2"), for: .receiving)) }
    #expect(common.lines == ["3.4-f E2 signed Annex 1 for both sides"])
    #expect(Self.failures { $0.annex1.signatures.append(Annex1.Signature(PersonID("K3"), for: .receiving)) } == [])
  }

  @Test("counts that differ need an explanation, and what nobody counted is refused")
  func counts() {
    let differ = Self.failures { $0.lines[1].received = 11 }
    #expect(differ.lines == ["3.4-f 云溪考点: 12 sent, 11 received, and no explanation"])
    #expect(differ.map(\.subject) == [.line("云溪考点")])
    #expect(Self.failures { ($0.lines[1].received, $0.lines[1].explanation) = (11, " ") }.count == 1)
    #expect(Self.failures { ($0.lines[1].received, $0.lines[1].explanation) = (11, "一袋另行移交,见附页") } == [])
    #expect(Self.failures { $0.lines[0].received = nil }.lines == ["3.4-f 岳阳分校 has not been counted"])
    #expect(Self.failures { ($0.lines[0].received, $0.lines[0].explanation) = (nil, "稍后") }.count == 1)
    #expect(Self.failures { $0.lines = [] }.lines == ["3.4-f Annex 1 has no line that says what is handed over"])
  }

  @Test("a seal that is broken, strange or gone needs a finding")
  func seals() {
    func change(_ handOver: inout HandOver) {
      handOver.sealsFound = ["S1": .broken, "S9": .intact]
    }
    let failures = Self.failures(change)
    #expect(
      failures.lines == [
        "3.4-f seal S1 is broken, and there is no finding", "3.4-f seal S2 is not there at the hand-over, and there is no finding",
        "3.4-f seal S9 is not one of those put on at loading, and there is no finding",
      ])
    #expect(failures.map(\.subject) == [.seal("S1"), .seal("S2"), .seal("S9")])
    let found = Self.failures {
      change(&$0)
      $0.findings = ["S1": "途中检查时更换为 S9", "S2": "\n", "S9": "见 S1"]
    }
    #expect(found.map(\.subject) == [.seal("S2")])
    #expect(Self.failures { ($0.sealsApplied, $0.sealsFound) = ([], [:]) } == [])
  }

  @Test("everything that is wrong is named at once")
  func everything() {
    let failures = Self.failures {
      $0 = HandOver(
        annex1: Annex1(isPrepared: true, signatures: [Annex1.Signature(PersonID("E1"), for: .giving)]),
        lines: [HandOver.Line(name: "甲", sent: 2, received: 1), HandOver.Line(name: "乙", sent: 1, received: nil)],
        sealsApplied: ["S1"], sealsFound: ["S1": .broken])
    }
    #expect(failures.map(\.subject) == [.side(.giving), .side(.receiving), .line("甲"), .line("乙"), .seal("S1")])
    #expect(failures.allSatisfy { $0.gate == .handOver && $0.clause == "3.4-f" && !$0.explanation.chinese.isEmpty })
  }
}
