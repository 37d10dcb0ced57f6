import EscortDomain
import Testing

@testable import RouteRules

@Suite("When transports want to be judged")
struct WakeQueueTests {
  @Test("whatever is set and set again, the earliest comes first and each once", arguments: 0..<50)
  func order(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var queue = WakeQueue()
    var expected: [Int: Instant] = [:]
    let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)
    for step in 0..<2000 {
      let transport = Int.random(in: 0..<20, using: &generator)
      let wake = start + .seconds(Int.random(in: 0..<1000, using: &generator))
      switch Int.random(in: 0..<10, using: &generator) {
      case 0:
        queue.set(nil, of: transport)
        expected[transport] = nil
      case 1:
        let due = start + .seconds(step / 3)
        var taken: [Instant] = []
        while let next = queue.next(dueAt: due) {
          let wake = expected.removeValue(forKey: next)
          #expect(wake.map { $0 <= due } == true)
          if let wake { taken.append(wake) }
        }
        #expect(taken == taken.sorted())
        #expect(expected.values.allSatisfy { $0 > due })
      default:
        queue.set(wake, of: transport)
        expected[transport] = wake
      }
      #expect(queue.earliest == expected.values.min())
    }
  }
}
