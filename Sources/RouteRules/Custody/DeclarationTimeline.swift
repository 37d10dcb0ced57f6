import EscortDomain

/// What was declared about a transport, reduced to the instants that count (RULES.md §2).
struct DeclarationTimeline: Sendable {
  /// The earliest `loaded`.
  private(set) var loaded: Instant?
  /// The earliest `departed`.
  private(set) var departed: Instant?
  /// The latest `arrived`.
  private(set) var arrived: Instant?
  /// The latest `handed-over`.
  private(set) var handedOver: Instant?
  /// The latest `stored`.
  private(set) var stored: Instant?

  /// Takes a declaration in.
  mutating func insert(_ kind: Declaration.Kind, at instant: Instant) {
    switch kind {
    case .loaded: loaded = min(loaded ?? instant, instant)
    case .departed: departed = min(departed ?? instant, instant)
    case .arrived: arrived = max(arrived ?? instant, instant)
    case .handedOver: handedOver = max(handedOver ?? instant, instant)
    case .stored: stored = max(stored ?? instant, instant)
    }
  }
}
