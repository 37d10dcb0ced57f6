import EscortDomain
import Synchronization

/// What was played so far and how it was answered, safe to read while it plays.
public final class PlayTally: Sendable {
  /// The ways something is sent.
  enum Way: Sendable {
    /// A JT/T 808 message with a location report.
    case message
    /// One with stored reports, which a service may let wait for what happens now.
    case batch
    /// A request over HTTP.
    case post
  }

  /// The counts at one moment.
  public struct Figures: Sendable {
    /// Location reports answered as stored.
    public var reports = 0
    /// Messages with a location report that were sent, and of these those answered as stored.
    public var messagesSent = 0, messagesAnswered = 0
    /// Batches of stored reports that were sent, and of these those answered as stored.
    public var batchesSent = 0, batchesAnswered = 0
    /// Heartbeats of terminals that had nothing to say, answered.
    public var heartbeats = 0
    /// Requests over HTTP that were sent, and of these those answered as stored.
    public var postsSent = 0, posts = 0
    /// Messages and requests answered with a refusal.
    public var refusals = 0
    /// Times something was sent again, or a terminal signed in again: there was no answer, or it could not be stored.
    public var retries = 0
    /// How much later than at its time each thing was sent: what came before it was not answered yet, or the machine was busy. No answer's
    /// time has it in it, since these are counted from when something was sent.
    public var lateness = AnswerTimes()
    /// How long the answers to messages took.
    public var messageTimes = AnswerTimes()
    /// How long the answers to batches took.
    public var batchTimes = AnswerTimes()
    /// How long the answers to requests took.
    public var postTimes = AnswerTimes()
  }

  private let state = Mutex(Figures())

  /// Nothing said yet.
  public init() {}

  /// The counts as they stand.
  public var figures: Figures { state.withLock(\.self) }
  /// Location reports answered as stored.
  public var reports: Int { state.withLock(\.reports) }
  /// Requests over HTTP answered as stored.
  public var posts: Int { state.withLock(\.posts) }
  /// Times something was sent again, or a terminal signed in again: there was no answer, or it could not be stored.
  public var retries: Int { state.withLock(\.retries) }

  func note(_ way: Way) {
    state.withLock { figures in
      switch way {
      case .message: figures.messagesSent += 1
      case .batch: figures.batchesSent += 1
      case .post: figures.postsSent += 1
      }
    }
  }

  func noteAnswer(_ way: Way, reports: Int = 0, after span: TimeSpan) {
    state.withLock { figures in
      figures.reports += reports
      switch way {
      case .message:
        figures.messagesAnswered += 1
        figures.messageTimes.note(span)
      case .batch:
        figures.batchesAnswered += 1
        figures.batchTimes.note(span)
      case .post:
        figures.posts += 1
        figures.postTimes.note(span)
      }
    }
  }

  /// Something is sent for the first time, so much later than at its time.
  func noteLateness(_ span: TimeSpan) { state.withLock { $0.lateness.note(span) } }

  func noteHeartbeat() { state.withLock { $0.heartbeats += 1 } }
  func noteRefusal() { state.withLock { $0.refusals += 1 } }
  func noteRetry() { state.withLock { $0.retries += 1 } }
}
