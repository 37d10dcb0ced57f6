import EscortDomain
import Yams

/// Reads the fields of one mapping of a scenario, each named once; whatever is not read is refused with its line.
struct ScenarioFields {
  let line: Int
  private let path: String
  private var nodes: [(name: String, line: Int, node: Node)]

  init(_ node: Node, path: String) throws(ScenarioError) {
    line = node.line
    self.path = path
    guard case .mapping(let mapping) = node else {
      throw ScenarioError(line: node.line, "\(path) must be a mapping of names to values")
    }
    nodes = []
    for (key, value) in mapping {
      guard case .scalar(let name) = key else { throw ScenarioError(line: key.line, "\(path): a name must be plain text") }
      nodes.append((name.string, key.line, value))
    }
  }

  /// Takes a field out; `nil` when it is not there.
  mutating func take(_ name: String) -> Node? {
    guard let index = nodes.firstIndex(where: { $0.name == name }) else { return nil }
    return nodes.remove(at: index).node
  }

  /// Whether a field is there and not yet taken.
  func has(_ name: String) -> Bool { nodes.contains { $0.name == name } }

  mutating func node(_ name: String) throws(ScenarioError) -> Node {
    guard let node = take(name) else { throw ScenarioError(line: line, "\(path) needs \"\(name)\"") }
    return node
  }

  /// Refuses what nobody asked for.
  func finish() throws(ScenarioError) {
    if let rest = nodes.first { throw ScenarioError(line: rest.line, "\(path) has no \"\(rest.name)\"; look for a slip of the pen") }
  }

  mutating func text(_ name: String) throws(ScenarioError) -> String {
    try Self.text(try node(name), "\(path).\(name)")
  }

  mutating func choice<Value: RawRepresentable<String> & Sendable>(
    _ name: String, _ values: [Value]
  ) throws(ScenarioError) -> Value {
    let node = try node(name)
    let text = try Self.text(node, "\(path).\(name)")
    guard let value = values.first(where: { $0.rawValue == text }) else {
      throw ScenarioError(
        line: node.line, "\(path).\(name) must be one of \(values.map(\.rawValue).joined(separator: ", ")), not \"\(text)\"")
    }
    return value
  }

  mutating func number(_ name: String, in range: ClosedRange<Double>) throws(ScenarioError) -> Double {
    try Self.number(try node(name), "\(path).\(name)", in: range)
  }

  mutating func optionalNumber(_ name: String, in range: ClosedRange<Double>) throws(ScenarioError) -> Double? {
    guard let node = take(name) else { return nil }
    return try Self.number(node, "\(path).\(name)", in: range)
  }

  mutating func whole(_ name: String, in range: ClosedRange<Int>) throws(ScenarioError) -> Int {
    try Self.whole(try node(name), "\(path).\(name)", in: range)
  }

  mutating func optionalFlag(_ name: String) throws(ScenarioError) -> Bool? {
    guard let node = take(name) else { return nil }
    let text = try Self.text(node, "\(path).\(name)")
    guard text == "true" || text == "false" else {
      throw ScenarioError(line: node.line, "\(path).\(name) must be true or false, not \"\(text)\"")
    }
    return text == "true"
  }

  /// A length of time such as `20s`, `12m` or `2h`.
  mutating func duration(_ name: String, otherwise: TimeSpan? = nil) throws(ScenarioError) -> TimeSpan {
    guard let node = take(name) else {
      guard let otherwise else { throw ScenarioError(line: line, "\(path) needs \"\(name)\"") }
      return otherwise
    }
    let text = try Self.text(node, "\(path).\(name)")
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), (0...100_000).contains(count) else {
      throw ScenarioError(line: node.line, "\(path).\(name) must be a length of time such as 20s, 12m or 2h, not \"\(text)\"")
    }
    return .seconds(count * unit)
  }

  /// An instant: a time of day on the scenario's date, or RFC 3339.
  mutating func instant(_ name: String, on date: CivilDate) throws(ScenarioError) -> Instant {
    let node = try node(name)
    let text = try Self.text(node, "\(path).\(name)")
    guard let instant = Self.instant(text, on: date) else {
      throw ScenarioError(
        line: node.line, "\(path).\(name) must be a time of day such as \"09:02:03\" or an RFC 3339 instant, not \"\(text)\"")
    }
    return instant
  }

  mutating func list(_ name: String) throws(ScenarioError) -> [Node] {
    guard let node = take(name) else { return [] }
    guard case .sequence(let sequence) = node else { throw ScenarioError(line: node.line, "\(path).\(name) must be a list") }
    return Array(sequence)
  }

  static func instant(_ text: String, on date: CivilDate) -> Instant? {
    if let instant = Instant(rfc3339: text) { return instant }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.count == 2 ? Int($0) : nil }
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
    else { return nil }
    return date.shanghaiMidnight + .seconds(hour * 3600 + minute * 60 + second)
  }

  static func text(_ node: Node, _ path: String) throws(ScenarioError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw ScenarioError(line: node.line, "\(path) must be plain text")
    }
    return scalar.string
  }

  static func whole(_ node: Node, _ path: String, in range: ClosedRange<Int>) throws(ScenarioError) -> Int {
    let text = try text(node, path)
    guard let number = Int(text), range.contains(number) else {
      throw ScenarioError(
        line: node.line, "\(path) must be a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
    }
    return number
  }

  static func number(_ node: Node, _ path: String, in range: ClosedRange<Double>) throws(ScenarioError) -> Double {
    let text = try text(node, path)
    guard let number = Double(text), range.contains(number) else {
      throw ScenarioError(line: node.line, "\(path) must be a number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
    }
    return number
  }
}

extension Node {
  /// The line of the file, from 1.
  var line: Int { mark?.line ?? 1 }
}
