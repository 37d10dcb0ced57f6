import EscortDomain

/// When two that report their places were too far apart, by the latest place of each while both are fresh enough.
struct SeparationTimeline: Sendable {
  /// When they were apart.
  private(set) var apart = IntervalSet()
  private let beyondMetres: Double
  private let freshFor: TimeSpan

  init(beyondMetres: Double, freshFor: TimeSpan) {
    self.beyondMetres = beyondMetres
    self.freshFor = freshFor
  }

  /// Takes in that one of them is somewhere behind all that is known of both; the other's latest place is given.
  mutating func advance(to place: PlaceAt, other: PlaceAt) {
    let span = Interval(from: place.at, to: other.at + freshFor)
    apart.remove(Interval(from: place.at, to: .distantFuture))
    if !span.isEmpty, place.coordinate.isBeyond(beyondMetres, from: other.coordinate) { apart.insert(span) }
  }

  /// Judges a stretch anew.
  ///
  /// - Parameters:
  ///   - stretch: where the latest place of one of them changed.
  ///   - one: the places of one of them in that stretch, in order, with the last before it.
  ///   - other: the same of the other.
  mutating func refresh(_ stretch: Interval, _ one: some Collection<PlaceAt>, _ other: some Collection<PlaceAt>) {
    apart.remove(stretch)
    var ones = one[...]
    var others = other[...]
    var latest: (one: PlaceAt?, other: PlaceAt?) = (nil, nil)
    while let instant = Instant.earlier(ones.first?.at, others.first?.at) {
      if ones.first?.at == instant { latest.one = ones.removeFirst() }
      if others.first?.at == instant { latest.other = others.removeFirst() }
      guard let one = latest.one, let other = latest.other else { continue }
      let stale = min(one.at, other.at) + freshFor
      let span = Interval(from: instant, to: min(stale, Instant.earlier(ones.first?.at, others.first?.at) ?? .distantFuture))
        .intersection(stretch)
      if !span.isEmpty, one.coordinate.isBeyond(beyondMetres, from: other.coordinate) { apart.insert(span) }
    }
  }
}
