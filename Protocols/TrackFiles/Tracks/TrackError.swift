/// What is wrong with a track file, and on which line.
public struct TrackError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// What was wrong there.
  public let reason: String

  /// The reason with its line.
  public var description: String { "line \(line): \(reason)" }
}
