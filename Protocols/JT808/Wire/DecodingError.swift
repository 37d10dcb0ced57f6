/// Why a message body could not be read, and at which byte of it.
public struct DecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offset in the body at which reading failed.
  public let offset: Int
  /// What was wrong there.
  public let reason: String

  /// An error at an offset.
  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }

  /// The reason with its place.
  public var description: String { "\(reason) at byte \(offset) of the body" }
}
