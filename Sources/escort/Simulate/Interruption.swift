import ArgumentParser
import Dispatch
import Foundation
import Synchronization

/// Ctrl-C, or another signal to end: a play leaves its convoys standing first. A second one ends the process at once.
final class Interruption: Sendable {
  private let sources = Mutex<[any DispatchSourceSignal]>([])
  private let interrupted = Atomic(false)

  /// Watches from now on. What the process was started to ignore, as by `nohup`, it goes on to ignore.
  init() {
    sources.withLock { [self] sources in
      sources = Self.signals.filter { !Self.isIgnored($0) }.map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler { [self] in if interrupted.exchange(true, ordering: .relaxed) { exit(ExitStatus.interrupted.rawValue) } }
        source.resume()
        return source
      }
    }
  }

  /// Whether somebody wants the play to end.
  var hasCome: Bool { interrupted.load(ordering: .relaxed) }

  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    // The handler comes first in it; to ignore is 1, and a handler cannot be compared.
    return withUnsafeBytes(of: &action) { $0.load(as: Int.self) } == 1
  }
}
