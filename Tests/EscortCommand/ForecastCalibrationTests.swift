import ConvoySimulator
import EscortDomain
import Foundation
import RouteRules
import Testing

@testable import escort

/// The forecast's figures were chosen with other seeds, but on roads of the same making: what it expects of halts is about what the usual
/// road has. So the usual road shows that the reckoning holds together; how it fares where its expectations are wrong, the other two show.
@Suite("What the arrival forecast is worth")
struct ForecastCalibrationTests {
  private static let seeds: ClosedRange<UInt64> = 201...204

  @Test(
    "of the simulator's convoys nine of ten arrive within the interval on a usual road, and it narrows on the way",
    arguments: [
      (ForecastConvoy.Road.free, 0.9...1), (.usual, 0.85...0.97), (.jammed, 0.7...0.95),
    ] as [(ForecastConvoy.Road, ClosedRange<Double>)])
  func calibration(_ road: ForecastConvoy.Road, _ band: ClosedRange<Double>) throws {
    var asked: [ForecastConvoy.Asked] = []
    var convoys = 0
    for (number, file) in ScenarioTests.files.enumerated() {
      let scenario = try ScenarioFile.read(file)
      for seed in Self.seeds {
        let convoy = try #require(ForecastConvoy(scenario, on: road, seed: seed * 1000 + UInt64(number)), "\(scenario.name), seed \(seed)")
        convoys += 1
        asked += convoy.ask(every: 60)
      }
    }
    let thirds = (0..<3).map { third in Calibration(asked.filter { Int($0.share * 3) == third }) }
    let all = Calibration(asked)
    print("\(road) road, \(convoys) convoys, \(asked.count) forecasts: \(all)")
    for (name, calibration) in zip(["first", "second", "last"], thirds) { print("  \(name) third: \(calibration)") }
    #expect(band.contains(all.inside))
    #expect(band.contains(all.firstInside))
    #expect(all.early < 0.05)
    #expect(thirds[2].medianWidthSeconds < thirds[1].medianWidthSeconds && thirds[1].medianWidthSeconds < thirds[0].medianWidthSeconds)
    #expect(thirds[2].medianMissSeconds < thirds[0].medianMissSeconds / 2)
  }
}

/// How well forecasts did.
struct Calibration: CustomStringConvertible {
  /// The share of arrivals inside the interval, before it and after it.
  let inside: Double
  let early: Double
  let late: Double
  /// The share of the first vehicles' entries inside theirs.
  let firstInside: Double
  /// How wide the interval was, and how far the likely arrival was off.
  let medianWidthSeconds: Double
  let medianMissSeconds: Double

  init(_ asked: [ForecastConvoy.Asked]) {
    let count = Double(max(1, asked.count))
    func share(_ condition: (ForecastConvoy.Asked) -> Bool) -> Double { Double(asked.count(where: condition)) / count }
    early = share { $0.arrival < $0.forecast.earliest }
    late = share { $0.arrival > $0.forecast.latest }
    inside = share { $0.forecast.earliest <= $0.arrival && $0.arrival <= $0.forecast.latest }
    firstInside = share { $0.forecast.firstEntry.earliest <= $0.firstEntry && $0.firstEntry <= $0.forecast.firstEntry.latest }
    medianWidthSeconds = Self.median(asked.map { ($0.forecast.latest - $0.forecast.earliest).seconds })
    medianMissSeconds = Self.median(asked.map { ($0.forecast.likely - $0.arrival).magnitude.seconds })
  }

  private static func median(_ values: [Double]) -> Double { values.isEmpty ? .nan : values.sorted()[values.count / 2] }

  var description: String {
    func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
    return "\(percent(inside)) inside (\(percent(early)) earlier, \(percent(late)) later), first vehicle \(percent(firstInside)); "
      + "median width \(Int(medianWidthSeconds)) s, median miss \(Int(medianMissSeconds)) s"
  }
}
