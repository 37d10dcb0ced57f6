/// What is wrong with a line of a feed.
public struct FeedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong, and with which field.
  public let reason: String

  /// An error with its reason.
  public init(_ reason: String) {
    self.reason = reason
  }

  /// The reason.
  public var description: String { reason }
}
