import EscortDomain
import Testing

@Suite("Policy")
struct PolicyTests {
  @Test("values are merged by name, alarms by theirs, and null switches off")
  func merging() throws {
    var policy = Policy()
    try policy.merge([
      "escortMinimum": 3, "escortMinimumLone": 4, "signalLoss": 90.5, "transitFactor": 2,
      "terminalAlarms": ["fuel": "high", "emergency": nil], "unheardOf": true,
    ])
    #expect(policy.escortMinimum(vehicles: 1) == 4)
    #expect(policy.escortMinimum(vehicles: 2) == 3)
    #expect(policy.signalLoss.microseconds == 90_500_000)
    #expect(policy.transitFactor == 2)
    #expect(policy.terminalAlarms["fuel"] == .high)
    #expect(policy.terminalAlarms["emergency"] == nil)
    #expect(policy.terminalAlarms["main-power-lost"] == .high)
    try policy.merge(["escortMinimumLone": nil])
    #expect(policy.escortMinimum(vehicles: 1) == 3)
  }

  @Test("a profile is set first, and every value has its name")
  func profiles() throws {
    var policy = Policy()
    #expect(policy.values.fields.count == 58)
    try policy.merge(["escortMinimumLone": 4, "profile": "national"])
    #expect(policy.escortMinimum(vehicles: 1) == 4)
    try policy.merge(["profile": "national"])
    #expect((policy.escortMinimum(vehicles: 1), policy.escortMinimum(vehicles: 2), policy.retentionMonths) == (3, 2, 6))
    try policy.merge(["profile": "regulation"])
    #expect(policy == Policy())
    var copy = Policy()
    try policy.merge(["signalLoss": 90.5, "terminalAlarms": ["fuel": "high", "emergency": nil], "escalateAfter": [10, 20, 30]])
    try copy.merge(policy.values)
    try copy.merge(["terminalAlarms": ["emergency": nil]])
    #expect(copy == policy)
  }

  @Test("an organisation's own lines come after those of the organisations it inherits from, and everybody's come first")
  func inheritance() throws {
    let start = Instant(microsecondsSince1970: 0)
    func line(_ second: Int, _ organisation: String?, _ parent: String?, _ values: JSONObject) -> PolicyDocument.Line {
      let change = PolicyChange(
        values: values, organisation: organisation.map { OrganisationID($0) }, parent: parent.map { OrganisationID($0) },
        canonicalText: JSONValue.object(values).canonicalText)
      return (start + .seconds(second), change)
    }
    let lines = [
      line(5, "changsha", "hunan", ["signalLoss": 60]), line(9, "hunan", "hq", ["signalLoss": 70, "stopFor": 100]),
      line(10, nil, nil, ["signalLoss": 80, "stopFor": 200, "corridor": 90]), line(3, "hq", "changsha", ["corridor": 50, "stopFor": 50]),
    ]
    func policy(_ organisation: String?) -> [Double] {
      let policy = PolicyDocument(of: organisation.map { OrganisationID($0) }, from: lines.shuffled()).policy
      return [policy.signalLoss.seconds, policy.stopFor.seconds, policy.corridorMetres]
    }
    #expect(policy("changsha") == [60, 100, 50])
    #expect(policy("hunan") == [70, 100, 50])
    #expect(policy("beijing") == [80, 200, 90])
    #expect(policy(nil) == [80, 200, 90])
  }

  @Test(
    "a value that makes no sense is refused with its name",
    arguments: [
      ["signalLoss": "long"], ["signalLoss": -1], ["escortMinimum": 1.5], ["corridor": nil], ["escalateAfter": 60],
      ["terminalAlarms": ["fuel": "loud"]], ["escortMinimumLone": "x"], ["profile": "none"],
    ] as [JSONObject])
  func refused(_ values: JSONObject) {
    var policy = Policy()
    #expect(throws: Policy.ValueError.self) { try policy.merge(values) }
  }
}
