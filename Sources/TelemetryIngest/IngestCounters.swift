public import Figures
import JT808
import Synchronization

/// The counts of one service, safe to use from anywhere.
public final class IngestCounters: Sendable {
  private struct Frames: Hashable {
    /// `nil` for the numbers that are in no standard, of which a peer could make up many.
    let message: UInt16?
    let outcome: Outcome
  }

  /// What a message was answered.
  private enum Outcome: String, Comparable {
    case success, failure, malformed, unsupported, refused
    case alarmAcknowledged = "alarm-acknowledged"

    init(_ result: GeneralReply.Result?) {
      switch result {
      case .success: self = .success
      case .malformed: self = .malformed
      case .unsupported: self = .unsupported
      case .alarmAcknowledged: self = .alarmAcknowledged
      case .failure, nil: self = .failure
      }
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
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

  /// Counts what a message was answered, when the message sent is an answer.
  func count(answer: Message) {
    let frames: Frames
    switch answer {
    case .platformReply(let reply):
      frames = Frames(message: Message.isKnown(reply.replyID) ? reply.replyID : nil, outcome: Outcome(reply.result))
    case .registrationReply(let reply):
      frames = Frames(message: MessageID.registration.rawValue, outcome: reply.result == .success ? .success : .refused)
    default: return
    }
    state.withLock { $0.frames[frames, default: 0] += 1 }
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
      state.frames.sorted { ($0.key.message ?? .max, $0.key.outcome) < ($1.key.message ?? .max, $1.key.outcome) }.map { frames, count in
        ([("message", frames.message.map(Self.hex) ?? "other"), ("outcome", frames.outcome.rawValue)], count)
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
