import DispatchDesk
import EscortDomain
import Testing

@Suite("The live stream")
struct StreamTests {
  @Test("who resumes gets what was missed, in order; who missed too much is told to begin again")
  func resume() async throws {
    try await withDesk { fixture in
      let following = Task { try await fixture.desk.run(clock: { fixture.wallTime(0) }, pause: {}) }
      defer { following.cancel() }
      while await !fixture.desk.isFollowing { await Task.yield() }
      let all = try #require(fixture.desk.stream.listen(after: nil))
      try await fixture.tell(DeskFixture.plan(clock: fixture.clock), at: 0)
      for second in [0, 10, 20] { try await fixture.tell(DeskFixture.position(second), at: second) }
      var seen: [Int64] = []
      for await numbered in all {
        if case .position = numbered.event { seen.append(try #require(numbered.sequence)) }
        if seen.count == 3 { break }
      }
      #expect(seen == seen.sorted())
      let resumed = try #require(fixture.desk.stream.listen(after: seen[1]))
      for await numbered in resumed {
        #expect(numbered.sequence == seen[2])
        break
      }
      let lost = try #require(fixture.desk.stream.listen(after: 1_000_000))
      for await numbered in lost {
        guard case .reset = numbered.event else {
          Issue.record("a listener from another run must begin again")
          break
        }
        break
      }
    }
  }
}
