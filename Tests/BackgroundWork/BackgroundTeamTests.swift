import BackgroundWork
import Foundation
import Synchronization
import Testing

@Suite("Work shared out that may wait")
struct BackgroundTeamTests {
  @Test("every piece is done once before it returns, however many there are for however many threads", arguments: 0...3)
  func pieces(threads: Int) {
    let team = BackgroundTeam(name: "test", threads: threads, share: .quarter)
    for count in 0...9 {
      let done = Mutex<[Int]>([])
      team.run((0..<count).map { number in { done.withLock { $0.append(number) } } })
      #expect(done.withLock { $0.sorted() } == Array(0..<count))
    }
  }

  @Test("pieces run at once, the first on the thread that asks")
  func atOnce() {
    let team = BackgroundTeam(name: "test", threads: 2, share: .quarter)
    let threads = Mutex<[Int: ObjectIdentifier]>([:])
    let gate = DispatchGroup()
    for _ in 0..<3 { gate.enter() }
    team.run(
      (0..<3).map { number in
        {
          threads.withLock { $0[number] = ObjectIdentifier(Thread.current) }
          gate.leave()
          _ = gate.wait(timeout: .now() + 20)  // until all three have begun
        }
      })
    #expect(threads.withLock { Set($0.values).count } == 3)
    #expect(threads.withLock { $0[0] } == ObjectIdentifier(Thread.current))
  }

  @Test("there is at least one processor")
  func processors() {
    #expect(BackgroundTeam.processors >= 1)
  }
}
