import EscortDomain
import Foundation

/// The machine's clock and the only sleep of the product, at the edge alone.
enum WallClock {
  static var time: Instant {
    var spec = timespec()
    clock_gettime(CLOCK_REALTIME, &spec)
    return Instant(microsecondsSince1970: Int64(spec.tv_sec) * 1_000_000 + Int64(spec.tv_nsec) / 1000)
  }

  /// Waits so long; ends early only when the task is cancelled.
  static func wait(_ span: TimeSpan) async throws {
    try await Task.sleep(for: .microseconds(max(0, span.microseconds)))
  }
}
