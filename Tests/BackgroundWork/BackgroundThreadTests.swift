import BackgroundWork
import Foundation
import Synchronization
import Testing

@Suite("Work that may wait")
struct BackgroundThreadTests {
  @Test("runs in order, on one thread, and is done when waited for")
  func order() {
    let thread = BackgroundThread(name: "test", share: .quarter)
    let done = Mutex<[Int]>([])
    let threads = Mutex<Set<ObjectIdentifier>>([])
    for number in 0..<1000 {
      thread.run {
        done.withLock { $0.append(number) }
        _ = threads.withLock { $0.insert(ObjectIdentifier(Thread.current)) }
      }
    }
    thread.wait()
    #expect(done.withLock(\.self) == Array(0..<1000))
    #expect(threads.withLock(\.count) == 1)
  }

  @Test("work that gives way is done all the same, and other threads may say so as well")
  func givingWay() {
    BackgroundThread.giveWay()
    for share in [BackgroundThread.Share.quarter, .little] {
      let thread = BackgroundThread(name: "test", share: share)
      let done = Mutex(0)
      thread.run {
        for _ in 0..<1000 {
          done.withLock { $0 += 1 }
          BackgroundThread.giveWay()
        }
      }
      thread.wait()
      #expect(done.withLock(\.self) == 1000)
    }
  }

  @Test("what was given before the last reference went is still done")
  func end() async {
    await withCheckedContinuation { continuation in
      let thread = BackgroundThread(name: "test", share: .quarter)
      thread.run {}
      thread.run { continuation.resume() }
    }
  }

  @Test("an actor on it runs there alone")
  func actor() async {
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { await counter.count() } }
    }
    #expect(await counter.value == 100)
    #expect(await counter.threads == 1)
  }

  private actor Counter {
    private let thread = BackgroundThread(name: "test", share: .quarter)
    private var seen: Set<ObjectIdentifier> = []
    private(set) var value = 0
    var threads: Int { seen.count }

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    func count() async {
      value += 1
      look()
      await Task.yield()
      look()
    }

    private func look() { seen.insert(ObjectIdentifier(Thread.current)) }
  }
}
