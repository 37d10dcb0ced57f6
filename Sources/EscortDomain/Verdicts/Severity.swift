/// How grave a verdict is, by its name in a feed; ordered from information to critical.
public enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
  /// Information.
  case info
  /// To watch.
  case medium
  /// To act upon.
  case high
  /// To act upon at once.
  case critical

  /// Graver is greater.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .medium: 1
    case .high: 2
    case .critical: 3
    }
  }
}
