/// How unevenly a vehicle drives: the squares by which the pace of each stretch of five minutes in motion differed from the usual, as a
/// part of it.
struct PaceVariation: Hashable, Sendable {
  /// How many stretches there were.
  private(set) var stretches = 0.0
  private var squares = 0.0
  private var seconds = 0.0
  private var metres = 0.0
  /// The usual pace at the beginning of the stretch under way, as its seconds and metres.
  private var usualSeconds = 0.0
  private var usualMetres = 0.0

  /// Takes in a step in motion.
  ///
  /// - Parameter usual: the seconds and metres of late, without the step; no metres while there is no usual pace.
  mutating func take(seconds step: Double, metres way: Double, usual: (seconds: Double, metres: Double)) {
    if seconds == 0 { (usualSeconds, usualMetres) = usual }
    seconds += step
    metres += way
    guard seconds >= Self.stretchSeconds else { return }
    // What the stretch would have taken at the usual pace, against what it took.
    let expected = usualMetres > 0 ? metres * usualSeconds / usualMetres : 0
    if expected > 0 {
      let difference = min(seconds / expected - 1, Self.mostDifference)
      stretches += 1
      squares += difference * difference
    }
    (seconds, metres) = (0, 0)
  }

  /// The mean square, beginning from what is expected of a road before anything is seen of it.
  var meanSquare: Double {
    (squares + Self.priorStretches * Self.priorShare * Self.priorShare) / (stretches + Self.priorStretches)
  }

  static let stretchSeconds = 300.0
  static let priorStretches = 3.0
  private static let priorShare = 0.1
  /// A stretch in a jam takes many times the usual; one such must not drown all others.
  private static let mostDifference = 2.0
}
