import JT808
import Logging
public import Figures
import Synchronization

/// What intake counts, by the name it is shown under.
public enum IngestCount: String, Hashable, Sendable, CaseIterable {
  /// Messages stored and answered.
  case stored
  /// Messages that could not be stored and were answered so.
  case storeFailed = "store-failed"
  /// Frames dropped: wrong escape, checksum or length, no delimiter, garbage.
  case dropped
  /// Bytes of what was dropped.
  case droppedBytes = "dropped-bytes"
  /// Bodies that are not as the standard says.
  case malformed
  /// Messages this version does not know.
  case unsupported
  /// Parts of split messages asked for again.
  case partsRequested = "parts-requested"
  /// Split messages given up because parts never came.
  case incomplete
  /// Commands given to terminals.
  case commands
  /// Commands that ended without what was asked for.
  case commandsFailed = "commands-failed"
  /// Registrations of terminals or vehicles that are not provisioned.
  case registrationRefused = "registration-refused"
  /// Wrong authentication codes.
  case authenticationRefused = "authentication-refused"
  /// Reports before authentication.
  case unauthenticated
  /// Connections that a newer one of the same terminal replaced.
  case replaced
  /// Connections closed on arrival because there were too many.
  case tooManyConnections = "too-many-connections"
  /// Connections closed because nothing came for too long.
  case idle
  /// Connections closed because they did not authenticate in time.
  case neverAuthenticated = "never-authenticated"
  /// Times a connection was not read because too much waited to be stored.
  case paused
  /// Connections accepted.
  case connected
}

extension IngestCount {
  /// What is said of it when it may be somebody's doing.
  var warning: Logger.Message? {
    switch self {
    case .registrationRefused: "security: a terminal that is not provisioned so was refused"
    case .authenticationRefused: "security: a wrong authentication code was refused"
    default: nil
    }
  }
}

/// The counts of one service, safe to use from anywhere.
public final class IngestCounters: Sendable {
  private struct Frames: Hashable {
    let message: UInt16
    let outcome: String
  }

  private struct State {
    var counts: [IngestCount: Int] = [:]
    var frames: [Frames: Int] = [:]
    var drops: [FrameError: Int] = [:]
  }

  private let state = Mutex(State())
  private let answers = DurationHistogram()

  /// Nothing counted yet.
  public init() {}

  /// Adds to a count.
  public func add(_ count: IngestCount, _ amount: Int = 1) { state.withLock { $0.counts[count, default: 0] += amount } }

  /// A count as it stands.
  public subscript(_ count: IngestCount) -> Int { state.withLock { $0.counts[count] ?? 0 } }

  /// Counts a message by what it was answered; messages of the field that are in no standard count as one.
  func answered(_ message: UInt16, _ outcome: String, isKnown: Bool) {
    state.withLock { $0.frames[Frames(message: isKnown ? message : 0xFFFF, outcome: outcome), default: 0] += 1 }
  }

  /// Counts something dropped.
  func dropped(_ reason: FrameError, bytes: Int) {
    state.withLock { state in
      state.drops[reason, default: 0] += 1
      state.counts[.dropped, default: 0] += 1
      state.counts[.droppedBytes, default: 0] += bytes
    }
  }

  /// Counts how long a message waited for its answer, the disk's sync in it.
  func waited(microseconds: Int64) { answers.observe(microseconds: microseconds) }

  /// The figures for Prometheus.
  public func write(to text: inout MetricsText) {
    let state = state.withLock(\.self)
    text.counter(
      "escort_ingest_total", "What intake did, by kind.",
      IngestCount.allCases.map { ([("kind", $0.rawValue)], state.counts[$0] ?? 0) })
    text.counter(
      "escort_frames_total", "Messages of terminals by number and by what they were answered.",
      state.frames.sorted { ($0.key.message, $0.key.outcome) < ($1.key.message, $1.key.outcome) }.map { frames, count in
        ([("message", frames.message == 0xFFFF ? "other" : Self.hex(frames.message)), ("outcome", frames.outcome)], count)
      })
    text.counter(
      "escort_drops_total", "Frames and bytes between frames that were dropped, by reason.",
      FrameError.allCases.map { ([("reason", $0.rawValue)], state.drops[$0] ?? 0) })
    text.histogram("escort_answer_seconds", "From a message's arrival to its answer, the disk's sync in it.", answers.figures)
  }

  private static func hex(_ number: UInt16) -> String {
    let digits = String(number, radix: 16)
    return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
