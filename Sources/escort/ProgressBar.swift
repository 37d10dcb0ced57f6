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

  /// A bar for a share from 0 to 1, with its percentage.
  static func cells(share: Double, width: Int = width) -> String {
    let shown = min(1, max(0, share))
    let filled = Int(shown * Double(width))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled) + " \(Int(shown * 100)) %"
  }

  private var bar: String { size.map { "\(Self.cells(share: Double(done) / Double($0))), " } ?? "" }

  private static let width = 30
}
