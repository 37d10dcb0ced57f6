import EscortDomain

/// When a vehicle's seals were not as they must be. A vehicle may carry several (RULES.md `seal`).
struct SealTimeline: Sendable {
  /// The seals put on, by their numbers, with when; and every instant at which one was put on.
  private(set) var appliedNumbers: [String: Instant] = [:]
  private var applied = SortedInstants()
  private var brokenAt = SortedInstants()
  private(set) var intact: [(at: Instant, number: String)] = []

  /// Takes a report in.
  mutating func insert(_ report: SealReport, at instant: Instant) {
    switch report.state {
    case .applied:
      applied.insert(instant)
      appliedNumbers[report.seal] = min(appliedNumbers[report.seal] ?? instant, instant)
    case .broken: brokenAt.insert(instant)
    case .intact: intact.append((instant, report.seal))
    }
  }

  /// From where a seal was found broken to where the next one is put on.
  var broken: IntervalSet { untilApplied(brokenAt.instants) }

  /// From where a seal was found whole that had not been put on, to where the next one is put on. Of a vehicle of which no seal is known
  /// nothing is said.
  var mismatched: IntervalSet {
    guard !appliedNumbers.isEmpty else { return IntervalSet() }
    return untilApplied(intact.filter { found in appliedNumbers[found.number].map { $0 > found.at } ?? true }.map(\.at))
  }

  private func untilApplied(_ instants: [Instant]) -> IntervalSet {
    IntervalSet(instants.map { Interval(from: $0, to: applied.first(after: $0) ?? .distantFuture) })
  }
}
