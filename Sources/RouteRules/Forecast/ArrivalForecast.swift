public import EscortDomain

/// When a convoy will arrive, as far as its plan and its own past tell: advice, never a verdict.
///
/// It is a pure function of the plan, the policy, the instant and each vehicle's progress. Between `earliest` and `latest` nine of ten
/// arrivals lie; how many do on the simulator's convoys is measured by a test.
public struct ArrivalForecast: Hashable, Sendable {
  /// An instant with the bounds between which it lies nine times of ten.
  public struct Estimate: Hashable, Sendable {
    /// One time of twenty it is earlier.
    public var earliest: Instant
    /// As likely earlier as later.
    public var likely: Instant
    /// One time of twenty it is later.
    public var latest: Instant
  }

  /// The convoy's arrival: its last vehicle's.
  public let arrival: Estimate
  /// The first vehicle's entry into the destination, which `early-arrival` looks at.
  public let firstEntry: Estimate
  /// Metres of the route ahead of the vehicle that has most before it.
  public let remainingMetres: Double
  /// The instant for which it was asked.
  public let asOf: Instant

  /// The earliest the convoy will be there.
  public var earliest: Instant { arrival.earliest }
  /// When it will most likely be there.
  public var likely: Instant { arrival.likely }
  /// The latest it will be there.
  public var latest: Instant { arrival.latest }

  /// The forecast for a convoy on the way or about to leave; `nil` without a route or while no vehicle has been seen.
  ///
  /// - Parameters:
  ///   - departure: when the convoy left, as `Custody` says; `nil` before.
  ///   - vehicles: each vehicle's progress; one that was never seen has the whole way before it.
  public init?(plan: Transport, policy: Policy, asOf: Instant, departure: Instant?, vehicles: [RouteProgress]) {
    guard let ahead = RouteAhead(of: plan, policy: policy) else { return nil }
    let outlook = VehicleOutlook(ahead: ahead, plan: plan, policy: policy, asOf: asOf, departure: departure)
    let seen = vehicles.filter { $0.alongMetres != nil }.map { outlook.estimate(of: $0) }
    // An entry is one that is observed; an arrival is of every vehicle.
    guard let firstEntry = Self.componentwise(seen, min), let arrival = Self.componentwise(vehicles.map { outlook.estimate(of: $0) }, max),
      let least = vehicles.map({ $0.alongMetres ?? 0 }).min()
    else { return nil }
    self.arrival = arrival
    self.firstEntry = firstEntry
    remainingMetres = plan.route.lengthMetres - least
    self.asOf = asOf
  }

  private static func componentwise(_ estimates: [Estimate], _ choose: (Instant, Instant) -> Instant) -> Estimate? {
    guard let first = estimates.first else { return nil }
    return estimates.dropFirst().reduce(first) { chosen, next in
      Estimate(
        earliest: choose(chosen.earliest, next.earliest), likely: choose(chosen.likely, next.likely),
        latest: choose(chosen.latest, next.latest))
    }
  }
}
