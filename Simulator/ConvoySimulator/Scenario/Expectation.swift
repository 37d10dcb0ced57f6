public import EscortDomain

/// What must come of a scenario: its verdicts at its end, and the transitions on the way.
public struct Expectation: Sendable {
  /// One verdict or transition as expected; what is not said may be anything.
  public struct Line: Hashable, Sendable {
    /// Fields that must be equal, as FEED.md names them; an absent one must be absent.
    public var subject: [String: String]
    /// Instants that must be met within the tolerance.
    public var instants: [String: Instant]
    /// Whether the interval must still be open.
    public var isOpen: Bool
    /// The severity, where it is said.
    public var severity: Severity?
    /// The line of the file.
    public var line: Int
  }

  /// The verdicts at the end: these and no others.
  public var verdicts: [Line]
  /// The transitions: these and no others; `nil` where the file says nothing of them.
  public var transitions: [Line]?

  /// How far an expected instant may be off.
  public static let tolerance = TimeSpan.seconds(1)
  /// The fields that say what a verdict or transition is about.
  static let subjectFields = ["transition", "rule", "transport", "vehicle", "camera", "person", "of", "name", "kind"]

  /// What differs between expected lines and what came, as sentences; empty when nothing does.
  public static func differences(expected: [Line], actual: [JSONObject], what: String) -> [String] {
    var unclaimed = actual
    var differences: [String] = []
    for line in expected {
      if let index = unclaimed.firstIndex(where: { line.matches($0) }) {
        unclaimed.remove(at: index)
      } else {
        differences.append("the \(what) expected in line \(line.line) did not come: \(line)")
      }
    }
    return differences + unclaimed.map { "a \(what) came that was not expected: \(JSONValue.object($0).text)" }
  }
}

extension Expectation.Line: CustomStringConvertible {
  /// Whether a verdict or transition, as FEED.md prints it, is about the same, whenever it came.
  public func isOfSameKind(as object: JSONObject) -> Bool {
    Expectation.subjectFields.allSatisfy { subject[$0] == Self.text(of: $0, in: object) }
  }

  /// Whether a verdict or transition, as FEED.md prints it, is the expected one.
  public func matches(_ object: JSONObject) -> Bool {
    guard isOfSameKind(as: object) else { return false }
    for (name, instant) in instants {
      guard let actual = object[name]?.string.flatMap({ Instant(rfc3339: $0) }) else { return false }
      let off = actual > instant ? actual - instant : instant - actual
      if off > Expectation.tolerance { return false }
    }
    if isOpen != (object["to"]?.string == nil) { return false }
    return severity.map { $0.rawValue == object["severity"]?.string } ?? true
  }

  /// The line for people.
  public var description: String {
    var words: [String] = []
    for name in Expectation.subjectFields {
      if let value = subject[name] { words.append("\(name) \(value)") }
    }
    for name in ["received", "from", "to"] {
      if let instant = instants[name] { words.append("\(name) \(instant.rfc3339Shanghai)") }
    }
    if isOpen { words.append("to open") }
    return words.joined(separator: ", ")
  }

  private static func text(of name: String, in object: JSONObject) -> String? {
    let isDetail = ["of", "name", "kind"].contains(name)
    let value = isDetail ? object["detail"]?.object?[name] : object[name]
    return value?.string ?? value?.integer.map(String.init)
  }
}
