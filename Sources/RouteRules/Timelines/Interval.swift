public import EscortDomain

/// A half-open stretch of time `[from, to)`; what never ends has `to` in the distant future (RULES.md §1).
public struct Interval: Hashable, Sendable {
  /// The first instant.
  public var from: Instant
  /// The first instant no longer included.
  public var to: Instant

  /// A stretch of time.
  public init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }

  /// Whether it holds no instant at all.
  public var isEmpty: Bool { to <= from }

  /// Whether an instant lies in it.
  public func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }

  /// What two stretches share; empty when they share nothing.
  public func intersection(_ other: Interval) -> Interval {
    Interval(from: max(from, other.from), to: min(to, other.to))
  }

  /// All time.
  public static let always = Interval(from: .distantPast, to: .distantFuture)
}

extension Instant {
  /// The earlier of two that may not be known; `nil` when neither is.
  static func earlier(_ one: Instant?, _ other: Instant?) -> Instant? {
    guard let one, let other else { return one ?? other }
    return min(one, other)
  }

  /// The later of two that may not be known; `nil` when neither is.
  static func later(_ one: Instant?, _ other: Instant?) -> Instant? {
    guard let one, let other else { return one ?? other }
    return max(one, other)
  }
}

extension Interval: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(from)
    writer.write(to)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) { self.init(from: reader.read(), to: reader.read()) }
}
