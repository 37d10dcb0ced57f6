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

  @Test(
    "a value that makes no sense is refused with its name",
    arguments: [
      ["signalLoss": "long"], ["signalLoss": -1], ["escortMinimum": 1.5], ["corridor": nil], ["escalateAfter": 60],
      ["terminalAlarms": ["fuel": "loud"]], ["escortMinimumLone": "x"],
    ] as [JSONObject])
  func refused(_ values: JSONObject) {
    var policy = Policy()
    #expect(throws: Policy.ValueError.self) { try policy.merge(values) }
  }
}
