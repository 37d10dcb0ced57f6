/// A kind of number a phone sends: what it may be in the phone's unit, and how it becomes the product's.
struct Quantity {
  /// What a number may be, in the phone's unit.
  let range: ClosedRange<Double>
  /// The same in words, for an error's "must be".
  let words: String
  /// What one of the phone's units is in the product's.
  var factor = 1.0
  /// Whether a number below 0 means that the phone does not know.
  var negativeIsUnknown = false

  /// A number in the product's unit; `nil` unless it is finite and in range.
  func converted(_ number: Double) -> Double? {
    range.contains(number) ? number * factor : nil
  }

  static let latitude = Quantity(range: -90...90, words: "a latitude in degrees from -90 to 90")
  static let longitude = Quantity(range: -180...180, words: "a longitude in degrees from -180 to 180")

  static let speedInKnots = Quantity(
    range: 0...3500, words: "a speed in knots from 0 to 3500", factor: 1.852, negativeIsUnknown: true)
  static let speedInMetresPerSecond = Quantity(
    range: 0...1800, words: "a speed in metres a second from 0 to 1800", factor: 3.6, negativeIsUnknown: true)
  static let speedInKilometresPerHour = Quantity(
    range: 0...6480, words: "a speed in kilometres an hour from 0 to 6480", negativeIsUnknown: true)

  static let course = Quantity(range: 0...360, words: "a course in degrees from 0 to 360", negativeIsUnknown: true)
  static let altitude = Quantity(range: -20_000...100_000, words: "an altitude in metres from -20000 to 100000")
  static let accuracy = Quantity(
    range: 0...40_000_000, words: "a radius in metres from 0 to 40000000", negativeIsUnknown: true)

  static let batteryPercent = Quantity(range: 0...100, words: "a charge in percent from 0 to 100", negativeIsUnknown: true)
  static let batteryFraction = Quantity(
    range: 0...1, words: "a charge as a fraction from 0 to 1", factor: 100, negativeIsUnknown: true)
}
