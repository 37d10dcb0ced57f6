public import EscortDomain

/// How far one vehicle has come along its route, and how it went: what a forecast needs of its past, in a few words of memory however long
/// the way.
///
/// It is a fold over the vehicle's fixes in device-time order, a constant time each, so the same fixes give the same progress; when a fix
/// comes late or is revised, it is begun anew. A fix out of reach of the last one waits for the next to bear it out.
public struct RouteProgress: Hashable, Sendable {
  /// The device time of the last fix it has seen, borne out or not; `nil` before the first.
  public private(set) var lastSeen: Instant?
  /// The last fix that counts.
  private(set) var last: Place?
  /// Since when the vehicle stands; `nil` while it moves.
  private(set) var restsSince: Instant?
  /// The first fix of the stay in the destination; `nil` outside it.
  private(set) var entered: Instant?
  /// The seconds in motion of late, older ones counting less and less, and the metres along the route made in them.
  private(set) var movingSeconds = 0.0
  private(set) var movingMetres = 0.0
  /// How the pace of each stretch differed from what it was until then.
  private(set) var variation = PaceVariation()
  /// The halts nobody planned, and how long it drove beside them.
  private(set) var halts = HaltRecord()
  /// The length of the route it is measured on.
  private(set) var routeMetres: Double?
  private var doubted: Fix?

  /// Where the vehicle was last.
  struct Place: Hashable, Sendable {
    let at: Instant
    let coordinate: Coordinate
    let alongMetres: Double
    let piece: Int
  }

  /// A vehicle that has not been seen.
  public init() {}

  /// Metres from the route's start to the last fix that counts; `nil` before the first.
  public var alongMetres: Double? { last?.alongMetres }

  /// Takes in a fix behind all others.
  mutating func take(_ fix: Fix, on route: RoutePath, _ policy: Policy) {
    lastSeen = fix.at
    routeMetres = route.lengthMetres
    guard let last, isOutOfReach(fix, from: (last.at, last.coordinate), policy) else { return accept(fix, on: route, policy) }
    if let doubted, !isOutOfReach(fix, from: (doubted.at, doubted.coordinate), policy) {
      accept(doubted, on: route, policy)
      accept(fix, on: route, policy)
    } else {
      doubted = fix
    }
  }

  private mutating func accept(_ fix: Fix, on route: RoutePath, _ policy: Policy) {
    doubted = nil
    guard let projection = route.projection(of: fix.coordinate, near: last?.piece ?? 0) else { return }
    let place = Place(at: fix.at, coordinate: fix.coordinate, alongMetres: projection.alongMetres, piece: projection.piece)
    let isInFirstHalf = place.alongMetres * 2 < route.lengthMetres
    let isResting = isSlow(fix, policy)
    if fix.isInOrigin, isInFirstHalf {
      // The way to the origin says nothing about the way from it.
      (movingSeconds, movingMetres, variation, halts) = (0, 0, PaceVariation(), HaltRecord())
    } else if let last, fix.at - last.at <= policy.signalLoss, !isOutOfReach(fix, from: (last.at, last.coordinate), policy) {
      // A step nobody can have driven says where the vehicle is, and nothing about how it drives.
      let seconds = (fix.at - last.at).seconds
      if !isResting {
        move(seconds, place.alongMetres - last.alongMetres)
      } else if fix.stopLimit == nil, !fix.isInDestination {
        halts.stand(seconds)
      }
    }
    restsSince = isResting ? restsSince ?? fix.at : nil
    entered = fix.isInDestination && !isInFirstHalf ? entered ?? fix.at : nil
    last = place
  }

  private mutating func move(_ seconds: Double, _ metres: Double) {
    halts.drive(seconds)
    let kept = Self.memorySeconds / (Self.memorySeconds + seconds)
    variation.take(seconds: seconds, metres: metres, usual: (movingSeconds, movingMetres))
    movingSeconds = movingSeconds * kept + seconds
    movingMetres = movingMetres * kept + metres
  }

  private func isSlow(_ fix: Fix, _ policy: Policy) -> Bool {
    if let speed = fix.speedKilometresPerHour { return speed <= policy.restSpeedKilometresPerHour }
    guard let last else { return false }
    let seconds = (fix.at - last.at).seconds
    return fix.coordinate.distanceMetres(to: last.coordinate) * 3.6 <= policy.restSpeedKilometresPerHour * seconds
  }

  private func isOutOfReach(_ fix: Fix, from other: (at: Instant, coordinate: Coordinate), _ policy: Policy) -> Bool {
    let metres = fix.coordinate.distanceMetres(to: other.coordinate)
    let seconds = (fix.at - other.at).seconds
    return metres > policy.implausibleDistanceMetres && metres * 3.6 > policy.implausibleSpeedKilometresPerHour * seconds
  }

  /// What was driven half an hour ago counts a third.
  private static let memorySeconds = 1800.0
}

extension VehicleTimelines {
  /// Brings a progress up to the last fix known, marked or not; one of another route, or ahead of what is known, or behind what is held,
  /// begins anew from what is known of the fixes that were let go.
  public func advance(_ progress: inout RouteProgress, along route: RoutePath, policy: Policy) {
    let isOfAnother = progress.routeMetres.map { $0 != route.lengthMetres } ?? false
    let isAhead = progress.lastSeen.map { seen in fixes.fixes.last.map { $0.at < seen } ?? true } ?? false
    let isBehind = progressLetGo.lastSeen.map { $0 > progress.lastSeen ?? .distantPast } ?? false
    if isOfAnother || isAhead || isBehind { progress = progressLetGo }
    let first = progress.lastSeen.map { fixes.index(ofFirstAtOrAfter: $0 + .microsecond) } ?? 0
    for fix in fixes.fixes[first...] { progress.take(fix, on: route, policy) }
  }
}
