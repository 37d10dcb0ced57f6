/// How often and how long a vehicle stood where nobody planned it: lights, jams, tolls.
struct HaltRecord: Hashable, Sendable {
  /// All seconds of driving.
  private(set) var driven = 0.0
  private var stood = 0.0
  private var squares = 0.0
  private var present = 0.0

  /// Takes in so many seconds of driving.
  mutating func drive(_ seconds: Double) {
    driven += seconds
    squares += present * present
    present = 0
  }

  /// Takes in so many seconds of standing.
  mutating func stand(_ seconds: Double) {
    stood += seconds
    present += seconds
  }

  /// The seconds of halts a second of driving brings, beginning from what is expected of a road before anything is seen of it.
  var secondsOfSecond: Double { (stood + Self.priorDriven * Self.priorShare) / (driven + Self.priorDriven) }

  /// The variance, in square seconds, that a second of driving brings: that of halts which come by chance, the longer the rarer.
  var varianceOfSecond: Double { (squares + Self.priorDriven * Self.priorVariance) / (driven + Self.priorDriven) }

  /// How long such a halt usually is.
  static let usualSeconds = 75.0
  /// The square seconds that a second of them adds to the variance: of lengths that come by chance, twice the usual one.
  static let spreadSeconds = 150.0
  private static let priorDriven = 1800.0
  /// Three seconds a minute.
  static let priorShare = 0.05
  /// Over an hour of driving a deviation of six minutes: that of a halt of five minutes in forty.
  private static let priorVariance = 36.0
}
