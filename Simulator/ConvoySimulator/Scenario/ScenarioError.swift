/// A scenario that cannot be read: where, and what to do about it.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line of the file, from 1; `nil` where it is about the whole.
  public let line: Int?
  /// What is wrong and what would be right.
  public let reason: String

  init(line: Int?, _ reason: String) {
    self.line = line
    self.reason = reason
  }

  /// The sentence for people.
  public var description: String { line.map { "line \($0): \(reason)" } ?? reason }
}
