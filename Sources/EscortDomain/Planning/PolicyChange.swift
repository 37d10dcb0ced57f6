/// A line of policy values, effective from its device time (RULES.md 8.1-1).
public struct PolicyChange: Hashable, Sendable {
  /// The values by policy name, checked when the line was read.
  public var values: JSONObject
  /// The line's canonical text: of lines with equal time the greater is merged last (RULES.md 8.1-4).
  public var canonicalText: String

  /// A line of policy values.
  public init(values: JSONObject, canonicalText: String) {
    self.values = values
    self.canonicalText = canonicalText
  }
}
