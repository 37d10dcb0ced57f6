import CBackgroundThread
import Dispatch
import Foundation
import Synchronization

/// A thread for work that may wait: it gets the processor when those that answer somebody leave it free, and a share when they do not.
/// Work runs in the order it was given; an actor on it runs nowhere else.
public final class BackgroundThread: SerialExecutor {
  /// What share of a busy processor the work gets beside one thread that answers.
  public enum Share: Sendable {
    /// A quarter, for what somebody waits for in the end.
    case quarter
    /// One part in three hundred, for what nobody waits for.
    case little

    /// What gives it.
    fileprivate var place: background_thread_place {
      switch self {
      case .quarter: BACKGROUND_THREAD_NICE
      case .little: BACKGROUND_THREAD_IDLE
      }
    }
  }

  private let queue = Queue()

  /// Starts the thread; it ends with the last reference, after the work given before.
  ///
  /// - Parameters:
  ///   - name: what debuggers show it as.
  ///   - share: what it gets when the processor is busy.
  public init(name: String, share: Share) {
    let thread = Thread { [queue] in
      background_thread_step_back(share.place)
      queue.runUntilEnd()
    }
    thread.name = name
    thread.stackSize = Self.stackBytes
    thread.start()
  }

  deinit { queue.end() }

  /// Does something after all that was given before.
  public func run(_ work: @escaping @Sendable () -> Void) { queue.add(work) }

  /// Returns when all that was given before is done.
  public func wait() {
    let done = DispatchSemaphore(value: 0)
    run { done.signal() }
    done.wait()
  }

  /// Lets those go first that have something to answer, at the cost of the share: to be called between short pieces of work by what keeps
  /// up. Does nothing on other threads, and little when it was done just before.
  public static func giveWay() { background_thread_give_way() }

  /// Takes a piece of an actor's work.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.add { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
  }

  /// As much as a main thread has: rules and documents may nest.
  private static let stackBytes = 8 << 20
}

/// Work in order, for one thread.
private final class Queue: Sendable {
  private enum Item: Sendable {
    case work(@Sendable () -> Void)
    case end
  }

  private let items = Mutex<[Item]>([])
  private let count = DispatchSemaphore(value: 0)

  func add(_ work: @escaping @Sendable () -> Void) { add(.work(work)) }

  func end() { add(.end) }

  private func add(_ item: Item) {
    items.withLock { $0.append(item) }
    count.signal()
  }

  func runUntilEnd() {
    while true {
      count.wait()
      let all = items.withLock { items in
        defer { items = [] }
        return items
      }
      for item in all {
        guard case .work(let work) = item else { return }
        work()
      }
    }
  }
}
