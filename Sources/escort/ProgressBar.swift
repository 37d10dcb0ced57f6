/// How far a long piece of work is, on a terminal.
struct ProgressBar {
  private let name: String
  /// How many bytes there are; `nil` when nobody knows.
  private let size: Int?
  private var done = 0

  init(_ name: String, size: Int?) {
    self.name = name
    self.size = size.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Shows that so many more bytes are done; `always` shows it, a line each, where there is no terminal.
  mutating func show(bytes: Int, _ told: String, always: Bool) {
    done += bytes
    let line = "\(name): \(bar)\(told)"
    if always { Terminal.warn(line) } else { Terminal.progress(line) }
  }

  private var bar: String {
    guard let size else { return "" }
    let share = min(1, Double(done) / Double(size))
    let filled = Int(share * Double(Self.width))
    let cells = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
    return "\(cells) \(Int(share * 100)) %, "
  }

  private static let width = 30
}
