import Foundation

/// A few threads that do the pieces of one work at once, beside the thread that asks: work that may wait, as on a ``BackgroundThread``.
public final class BackgroundTeam: Sendable {
  private let name: String
  private let threads: Int
  private let share: BackgroundThread.Share

  /// A team; there are no threads while there is nothing to do.
  ///
  /// - Parameters:
  ///   - name: what debuggers show them as.
  ///   - threads: how many beside the one that asks; none does everything on that one.
  ///   - share: what each gets when its processor is busy; the asking thread keeps its own.
  public init(name: String, threads: Int, share: BackgroundThread.Share) {
    self.name = name
    self.threads = max(0, threads)
    self.share = share
  }

  /// Does every piece once, the first of them on the thread that asks, and returns when all are done. Worth it for pieces of a millisecond
  /// and more.
  public func run(_ pieces: [@Sendable () -> Void]) {
    // Threads of their own each time, a twentieth of a millisecond each: a new one begins on the processor that is idle. One that slept
    // was woken, on a virtual machine, on the processor of the thread that asks, and everything was done there.
    let helpers = (0..<min(threads, max(0, pieces.count - 1))).map { BackgroundThread(name: "\(name) \($0 + 1)", share: share) }
    let hands = helpers.count + 1
    for (number, piece) in pieces.enumerated() where number % hands > 0 { helpers[number % hands - 1].run(piece) }
    for number in stride(from: 0, to: pieces.count, by: hands) { pieces[number]() }
    for helper in helpers { helper.wait() }
  }

  /// How many processors there are to work on now.
  public static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }
}
