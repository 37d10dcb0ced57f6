public import EscortDomain

/// When a transport's papers are in custody and its crew on duty, with what that rests on (RULES.md §2).
public struct Custody: Hashable, Sendable {
  /// The departure the rules use; `nil` when nothing shows one.
  public private(set) var departure: Instant?
  /// The arrival the rules use; `nil` when nothing shows one later than the departure.
  public private(set) var arrival: Instant?
  /// The earliest declared departure.
  public let declaredDeparture: Instant?
  /// The earliest departure observed of any vehicle.
  public let observedDeparture: Instant?
  /// The latest declared arrival.
  public let declaredArrival: Instant?
  /// The latest observed arrival, when every vehicle has one.
  public let observedArrival: Instant?
  /// The earliest observed entry of any vehicle into the destination.
  public let earliestEntry: Instant?
  /// The time in which the crew is on duty; `nil` before anything begins it.
  public private(set) var duty: Interval?

  /// `[departure, arrival)`; `nil` without a departure, since then the custody rules do not run.
  public var custody: Interval? {
    departure.map { Interval(from: $0, to: arrival ?? .distantFuture) }
  }

  init(plan: Transport, declarations: DeclarationTimeline, vehicles: [VehicleTimelines]) {
    declaredDeparture = declarations.departed
    var observed: Instant?
    for index in vehicles.indices {
      if let departure = vehicles[index].observedDeparture { observed = min(observed ?? departure, departure) }
    }
    observedDeparture = observed
    declaredArrival = declarations.arrived
    var entries: (earliest: Instant, latest: Instant, count: Int)?
    if let earliest = Instant.earlier(declaredDeparture, observedDeparture) {
      for index in vehicles.indices {
        guard let entry = vehicles[index].observedArrival(after: earliest) else { continue }
        entries = entries.map { (min($0.earliest, entry), max($0.latest, entry), $0.count + 1) } ?? (entry, entry, 1)
      }
    }
    earliestEntry = entries?.earliest
    observedArrival = entries?.count == vehicles.count ? entries?.latest : nil

    departure = declaredDeparture ?? observedDeparture
    let earliestArrival = departure ?? plan.plannedDeparture
    arrival = [declaredArrival, observedArrival, declarations.handedOver].lazy.compactMap(\.self).first { $0 > earliestArrival }
    if departure == nil, arrival != nil { departure = plan.plannedDeparture }

    if let start = Instant.earlier(declarations.loaded, departure) {
      let end = declarations.handedOver.flatMap { $0 > start ? $0 : nil }
      duty = Interval(from: start, to: end ?? .distantFuture)
    }
  }
}
