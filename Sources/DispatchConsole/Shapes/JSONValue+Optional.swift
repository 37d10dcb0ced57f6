import EscortDomain

extension JSONValue {
  /// An instant, or null.
  static func instant(_ instant: Instant?) -> JSONValue { instant.map { .string($0.rfc3339) } ?? .null }

  /// Text, or null.
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// A figure rounded for people, or null.
  static func measure(_ number: Double?, digits: Int = 0) -> JSONValue {
    guard let number, number.isFinite else { return .null }
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    return .number((number * scale).rounded() / scale)
  }
}
