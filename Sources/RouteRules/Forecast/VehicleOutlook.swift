import EscortDomain

/// When one vehicle will enter the destination.
///
/// The pace is that of ten planned minutes and what was driven of late; the way ahead takes it, with halts as they came so far. The allowed
/// stops ahead take anything up to their limit, and a vehicle that stands goes on standing about half as long as it has stood. The spread
/// grows with the way ahead, with how unevenly the vehicle drove, and with how little of its driving has been seen.
struct VehicleOutlook {
  let ahead: RouteAhead
  let plan: Transport
  let policy: Policy
  let asOf: Instant
  let departure: Instant?

  /// A length of time with its spread.
  private struct Span {
    var seconds = 0.0
    var variance = 0.0

    mutating func add(_ seconds: Double, deviation: Double = 0) {
      self.seconds += seconds
      variance += deviation * deviation
    }
  }

  /// The estimate. A vehicle that was never seen has the whole way before it since the convoy left, and the longer it is silent the less
  /// is known.
  func estimate(of vehicle: RouteProgress) -> ArrivalForecast.Estimate {
    let last = vehicle.last
    if let entered = vehicle.entered, let departure, entered > departure {
      return ArrivalForecast.Estimate(earliest: entered, likely: entered, latest: entered)
    }
    // Where it went before it left says nothing about this way.
    let vehicle = departure == nil ? RouteProgress() : vehicle
    let metres = departure == nil ? ahead.entryMetres : max(0, ahead.entryMetres - (last?.alongMetres ?? 0))
    let pace = pace(of: vehicle)
    let driving = metres * pace
    var (base, span) = begin(vehicle, last)
    span.add(driving, deviation: drivingDeviation(of: vehicle, driving))
    for stop in ahead.stops where isAhead(stop, of: last) { span.add(stop.meanSeconds, deviation: stop.deviation) }
    span.add(0, deviation: Self.reportSeconds)
    // Halts nobody planned come by chance: at worst there are many, at best none.
    let halted = driving * vehicle.halts.secondsOfSecond
    let early = halted - Self.ninetyPercent * (span.variance + halted * HaltRecord.spreadSeconds).squareRoot()
    let usual = halted * halted / (halted + HaltRecord.usualSeconds)
    let late = halted + Self.ninetyPercent * (span.variance + driving * vehicle.halts.varianceOfSecond).squareRoot()
    // Nobody gets there faster than the limit allows, or than the vehicle goes anyway.
    let least = metres * min(pace, 3.6 / max(1, policy.speedLimitKilometresPerHour))
    func instant(_ seconds: Double) -> Instant { max(asOf, base + (TimeSpan(seconds: seconds) ?? .zero)) }
    // Who should be there by now and is not, may still be as late as that.
    let likely = instant(span.seconds + usual)
    return ArrivalForecast.Estimate(
      earliest: instant(max(least, span.seconds + early)), likely: likely, latest: likely + (TimeSpan(seconds: late - usual) ?? .zero))
  }

  /// From when the way ahead is reckoned, and what passes before it begins.
  private func begin(_ vehicle: RouteProgress, _ last: RouteProgress.Place?) -> (Instant, Span) {
    var wait = Span()
    guard let departure else {
      let overdue = min(max(0, (asOf - plan.plannedDeparture).seconds), Self.mostStood)
      wait.add(overdue / 2, deviation: max(Self.departureSeconds, overdue / 2))
      return (max(asOf, plan.plannedDeparture), wait)
    }
    let age = (asOf - (last?.at ?? departure)).seconds
    guard let last, let rests = vehicle.restsSince, age <= policy.signalLoss.seconds else {
      // Silent, it is taken to go on; the longer the silence, the less is known.
      wait.add(0, deviation: max(0, age - Self.freshSeconds) * Self.silenceDoubt)
      return (max(last?.at ?? departure, departure), wait)
    }
    let stood = max(0, (asOf - max(rests, departure)).seconds)
    if let stop = ahead.stops.first(where: { $0.area.contains(last.coordinate) }), stood < stop.limitSeconds {
      let rest = stop.limitSeconds - stood
      wait.add(rest / 2, deviation: RouteAhead.deviation(ofAnythingUpTo: rest))
    } else {
      let known = min(stood, Self.mostStood)
      wait.add(known / 2, deviation: known)
    }
    return (asOf, wait)
  }

  private func isAhead(_ stop: RouteAhead.Stop, of last: RouteProgress.Place?) -> Bool {
    guard departure != nil, let last else { return true }
    return stop.alongMetres > last.alongMetres && !stop.area.contains(last.coordinate)
  }

  /// Seconds a metre takes: a mean of paces, not of speeds, since it is the slow stretches that take the time.
  private func pace(of vehicle: RouteProgress) -> Double {
    guard vehicle.movingSeconds > 0, vehicle.movingMetres > 0 else { return ahead.plannedPace }
    let weight = planWeight(of: vehicle)
    let own = min(vehicle.movingSeconds / vehicle.movingMetres, ahead.plannedPace * Self.slowest)
    return (weight * ahead.plannedPace + vehicle.movingSeconds * own) / (weight + vehicle.movingSeconds)
  }

  /// How many seconds of driving the planned pace is worth: ten minutes at first, the less the more is seen.
  private func planWeight(of vehicle: RouteProgress) -> Double {
    Self.priorSeconds * Self.priorSeconds / (Self.priorSeconds + vehicle.halts.driven)
  }

  private func drivingDeviation(of vehicle: RouteProgress, _ seconds: Double) -> Double {
    let variation = vehicle.variation.meanSquare
    // What is not seen yet of the convoy's own pace is only planned.
    let weight = planWeight(of: vehicle)
    let planned = Self.planDoubt * weight / (weight + vehicle.movingSeconds)
    let ofStretches = variation / max(1, seconds / PaceVariation.stretchSeconds)
    let ofPace = variation / (vehicle.variation.stretches + PaceVariation.priorStretches)
    return seconds * (planned * planned + ofStretches + ofPace + Self.roadDoubt * Self.roadDoubt).squareRoot()
  }

  private static let priorSeconds = 600.0
  /// Who crawls will not crawl all the way: at most so many times as slow as planned.
  private static let slowest = 5.0
  /// By what part the planned pace may be wrong.
  private static let planDoubt = 0.2
  /// By what part the road ahead may differ from that behind.
  private static let roadDoubt = 0.03
  /// How far a departure as planned strays.
  private static let departureSeconds = 240.0
  /// A fix up to this old says where a vehicle is.
  private static let freshSeconds = 60.0
  private static let silenceDoubt = 0.3
  /// A halt is not expected to go on longer for having lasted longer than this.
  private static let mostStood = 1800.0
  /// An arrival is seen at the next report.
  private static let reportSeconds = 10.0
  /// Nine tenths of a normal distribution lie within so many deviations.
  private static let ninetyPercent = 1.645
}
