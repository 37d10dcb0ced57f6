import Synchronization

/// What a played convoy has said so far, safe to read while it plays.
public final class PlayTally: Sendable {
  private let counts = Mutex<(reports: Int, posts: Int, retries: Int)>((0, 0, 0))

  /// Nothing said yet.
  public init() {}

  /// Location reports answered as stored.
  public var reports: Int { counts.withLock(\.reports) }
  /// Requests over HTTP answered as stored.
  public var posts: Int { counts.withLock(\.posts) }
  /// Times a connection was lost on the way and the report sent again.
  public var retries: Int { counts.withLock(\.retries) }

  func add(reports: Int) { counts.withLock { $0.reports += reports } }
  func addPost() { counts.withLock { $0.posts += 1 } }
  func addRetry() { counts.withLock { $0.retries += 1 } }
}
