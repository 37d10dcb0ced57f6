/// A part of a whole, kept as the two so that the shares of vehicles and days add up to the fleet's.
public struct Share: Hashable, Sendable {
  /// The part, in the metric's unit: metres, records or vehicles.
  public var part: Double
  /// The whole, in the same unit.
  public var whole: Double

  /// A share; of nothing, unless said.
  public init(part: Double = 0, whole: Double = 0) {
    self.part = part
    self.whole = whole
  }

  /// The share from 0 to 1; `nil` of nothing, since of nothing none is proved.
  public var ratio: Double? { whole > 0 ? part / whole : nil }

  /// The share of both wholes together.
  public static func + (left: Share, right: Share) -> Share { Share(part: left.part + right.part, whole: left.whole + right.whole) }

  /// The share of all wholes together.
  public static func sum(_ shares: some Sequence<Share>) -> Share { shares.reduce(Share()) { $0 + $1 } }
}
