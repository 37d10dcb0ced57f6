/// Figures in the text form Prometheus reads (exposition format 0.0.4).
public struct MetricsText: Sendable {
  /// The lines so far.
  public private(set) var text = ""

  /// No figures yet.
  public init() {}

  /// A figure that goes up and down.
  public mutating func gauge(_ name: String, _ help: String, _ value: Double) { gauge(name, help, [([], value)]) }

  /// A figure that goes up and down, one line a set of labels.
  public mutating func gauge(_ name: String, _ help: String, _ values: [(labels: [(String, String)], value: Double)]) {
    head(name, help, "gauge")
    for (labels, value) in values { line(name, labels, value) }
  }

  /// A figure that only grows, one line a set of labels.
  public mutating func counter(_ name: String, _ help: String, _ values: [(labels: [(String, String)], value: Int)]) {
    head(name, help, "counter")
    for (labels, value) in values { line(name, labels, Double(value)) }
  }

  /// Lengths of time in seconds.
  public mutating func histogram(_ name: String, _ help: String, _ figures: DurationHistogram.Figures) {
    head(name, help, "histogram")
    var count = 0
    for (index, bound) in DurationHistogram.bounds.enumerated() {
      count += figures.counts[index]
      line(name + "_bucket", [("le", Self.number(Double(bound) / 1_000_000))], Double(count))
    }
    count += figures.counts[DurationHistogram.bounds.count]
    line(name + "_bucket", [("le", "+Inf")], Double(count))
    line(name + "_sum", [], Double(figures.sum) / 1_000_000)
    line(name + "_count", [], Double(count))
  }

  private mutating func head(_ name: String, _ help: String, _ type: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
    let written = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    text += name + (written.isEmpty ? "" : "{\(written)}") + " \(Self.number(value))\n"
  }

  private static func escaped(_ label: String) -> String {
    var text = ""
    for character in label {
      switch character {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.append(character)
      }
    }
    return text
  }

  private static func number(_ value: Double) -> String {
    value.rounded() == value && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
  }
}
