import EscortDomain
import Testing

@testable import escort

@Suite("Showing a policy")
struct PolicyShowTests {
  @Test("every value comes from the last source that named or changed it")
  func origins() {
    let (policy, origins) = PolicyShowCommand.merged([
      (["profile": "national"], "profile national"), (["signalLoss": 90, "stopFor": 300], "everybody"), (["signalLoss": 60], "changsha"),
    ])
    #expect(policy.signalLoss == .seconds(60))
    #expect(origins["signalLoss"] == "changsha")
    #expect(origins["stopFor"] == "everybody")
    #expect(origins["escortMinimumLone"] == "profile national")
    #expect(origins["corridor"] == nil)
  }
}
