extension Scenario {
  /// How inexact a convoy's receivers are, and how reliable its network.
  public struct Noise: Hashable, Sendable {
    /// How far a fix on the road lies beside its place at most, north or south and east or west, in metres; at rest a third of it.
    public var scatterMetres: Double
    /// The share of location reports that are lost on their way for good, from 0 to 1.
    public var lostShare: Double

    /// A good receiver under an open sky, and a network that loses nothing.
    public static let usual = Noise(scatterMetres: 6.1, lostShare: 0)

    var movingMicrodegrees: Int { Int((scatterMetres * Self.microdegreesInMetre).rounded()) }
    var restingMicrodegrees: Int { movingMicrodegrees / 3 }

    /// Along the meridian, on the sphere of RULES.md 8.1-10.
    private static let microdegreesInMetre = 8.993
  }
}
