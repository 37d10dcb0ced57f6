import EscortDomain

/// A figure of each fix of a run, in order, with the greatest of all at hand.
struct FigureTimeline: Hashable, Sendable {
  private struct Figure: Hashable, Sendable {
    let at: Instant
    /// Minus infinity for one that was not reported.
    let value: Double
  }

  private var figures: [Figure] = []
  private var greatestOfAll = -Double.infinity

  /// Puts a figure behind all others; `nil` is one that was not reported.
  mutating func append(_ value: Double?, at instant: Instant) {
    let value = value ?? -.infinity
    figures.append(Figure(at: instant, value: value))
    greatestOfAll = max(greatestOfAll, value)
  }

  /// Those up to an instant, it included.
  func upTo(_ instant: Instant) -> FigureTimeline {
    FigureTimeline(figures[..<figures.firstIndex(onceTrue: { $0.at > instant })])
  }

  /// These, and of others those that come behind them.
  func followed(by others: FigureTimeline) -> FigureTimeline {
    guard let last = figures.last else { return others }
    return FigureTimeline(figures[...] + others.figures[others.figures.firstIndex(onceTrue: { $0.at > last.at })...])
  }

  /// How many there are from an instant to before another, and the greatest of them; `nil` when none was reported.
  func summary(within stretch: Interval) -> (count: Int, greatest: Double?) {
    let first = figures.firstIndex(onceTrue: { $0.at >= stretch.from })
    let end = max(first, figures.firstIndex(onceTrue: { $0.at >= stretch.to }))
    let isWhole = first == 0 && end == figures.count
    let greatest = isWhole ? greatestOfAll : figures[first..<end].lazy.map(\.value).max() ?? -.infinity
    return (end - first, greatest == -.infinity ? nil : greatest)
  }

  init() {}

  private init(_ figures: ArraySlice<Figure>) {
    self.figures = Array(figures)
    greatestOfAll = figures.lazy.map(\.value).max() ?? -.infinity
  }
}
