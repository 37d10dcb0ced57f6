import EscortDomain

/// Where a vehicle of a convoy is over time: halts joined by drives that speed up and slow down evenly.
struct Itinerary: Sendable {
  /// A place and speed along the route.
  struct Progress: Hashable, Sendable {
    let alongMetres: Double
    let metresPerSecond: Double
  }

  private struct Drive: Sendable {
    let begins: Instant
    let fromMetres: Double
    let lengthMetres: Double
    let cruise: Double

    /// Seconds and metres of speeding up, and of slowing down; a short drive never reaches its cruising speed.
    var peak: Double { min(cruise, (lengthMetres * Itinerary.acceleration).squareRoot()) }
    var rampSeconds: Double { peak / Itinerary.acceleration }
    var rampMetres: Double { peak * rampSeconds / 2 }
    var seconds: Double { lengthMetres > 0 ? 2 * rampSeconds + (lengthMetres - 2 * rampMetres) / peak : 0 }
    var ends: Instant { begins + TimeSpan(microseconds: Int64(seconds * 1_000_000)) }

    func progress(after elapsed: Double) -> Progress {
      let remaining = seconds - elapsed
      if elapsed < rampSeconds {
        let speed = Itinerary.acceleration * elapsed
        return Progress(alongMetres: fromMetres + speed * elapsed / 2, metresPerSecond: speed)
      }
      if remaining < rampSeconds {
        let speed = Itinerary.acceleration * remaining
        return Progress(alongMetres: fromMetres + lengthMetres - speed * remaining / 2, metresPerSecond: speed)
      }
      return Progress(alongMetres: fromMetres + rampMetres + peak * (elapsed - rampSeconds), metresPerSecond: peak)
    }
  }

  private let drives: [Drive]
  /// How far the vehicle is behind the first.
  private let lag: TimeSpan
  /// Where it stands though it should drive, in order, on the first vehicle's time.
  private let stops: [(from: Instant, to: Instant)]

  /// The drives of a vehicle of a scenario along its route, from its start over its halts to its end.
  init(_ scenario: Scenario, vehicleAt index: Int = 0) {
    let route = scenario.transport.route
    var drives: [Drive] = []
    var departs = scenario.drive.departs
    var place = 0.0
    func drive(to metres: Double) -> Instant {
      let leg = Drive(
        begins: departs, fromMetres: place, lengthMetres: max(0, metres - place),
        cruise: scenario.drive.cruiseKilometresPerHour / 3.6)
      drives.append(leg)
      place = max(place, metres)
      return leg.ends
    }
    for halt in scenario.drive.halts {
      let centre = scenario.transport.stops[halt.stop].area.middle
      departs = drive(to: route.projection(of: centre)?.alongMetres ?? place) + halt.duration
    }
    _ = drive(to: route.lengthMetres)
    self.drives = drives
    lag = Self.lag(of: index, scenario)
    var stops: [(from: Instant, to: Instant)] = []
    for stop in Self.stands(scenario, vehicleAt: index).sorted(by: { $0.from < $1.from }) {
      if let last = stops.last, stop.from <= last.to {
        stops[stops.count - 1].to = max(last.to, stop.to)
      } else {
        stops.append(stop)
      }
    }
    self.stops = stops
  }

  private static func lag(of index: Int, _ scenario: Scenario) -> TimeSpan { scenario.drive.headway.scaled(by: Double(index)) }

  /// Everybody stands at the place of the first vehicle, or of the one that broke down.
  private static func stands(_ scenario: Scenario, vehicleAt index: Int) -> [(from: Instant, to: Instant)] {
    let vehicles = scenario.transport.vehicles
    return scenario.faults.compactMap { fault in
      switch fault.kind {
      case .stop: return (fault.from, fault.to)
      case .breakdown(let broken, let relief):
        guard let place = vehicles.firstIndex(where: { $0.id == broken }) else { return nil }
        let from = fault.from - lag(of: place, scenario)
        if place == index { return (from, .distantFuture) }
        return vehicles[index].id == relief ? (from, fault.to - lag(of: index, scenario)) : nil
      default: return nil
      }
    }
  }

  /// When the vehicle begins to stand, at its halts and where it stops, in order.
  var halts: [Instant] { (drives.dropLast().map { later($0.ends) } + stops.map(\.from)).map { $0 + lag }.sorted() }

  /// Where the vehicle is at an instant.
  func progress(at instant: Instant) -> Progress {
    let own = instant - lag
    let stood = stops.reduce(TimeSpan.zero) { $0 + max(.zero, min(own, $1.to) - $1.from) }
    let planned = planned(at: own - stood)
    let stands = stops.contains { $0.from <= own && own < $0.to }
    return stands ? Progress(alongMetres: planned.alongMetres, metresPerSecond: 0) : planned
  }

  /// The first whole second from a beginning on at which the vehicle has come so far along the route; `nil` when it has not by the end.
  func arrival(alongMetres metres: Double, between begins: Instant, and ends: Instant) -> Instant? {
    guard progress(at: ends).alongMetres >= metres else { return nil }
    var (before, after) = (-1, Int((ends - begins).seconds))
    while before + 1 < after {
      let middle = (before + after) / 2
      if progress(at: begins + .seconds(middle)).alongMetres >= metres { after = middle } else { before = middle }
    }
    return begins + .seconds(after)
  }

  /// When the convoy, for all its stops, is where it should have been at an instant.
  private func later(_ instant: Instant) -> Instant {
    stops.reduce(instant) { $1.from < $0 ? $0 + ($1.to - $1.from) : $0 }
  }

  private func planned(at instant: Instant) -> Progress {
    guard let drive = drives.last(where: { $0.begins <= instant }) else { return Progress(alongMetres: 0, metresPerSecond: 0) }
    let elapsed = (instant - drive.begins).seconds
    guard elapsed < drive.seconds else {
      return Progress(alongMetres: drive.fromMetres + drive.lengthMetres, metresPerSecond: 0)
    }
    return drive.progress(after: elapsed)
  }

  /// Metres per second gained or lost each second by a loaded van.
  private static let acceleration = 0.5
}

extension Area {
  /// A point to aim for: the centre of a circle, the mean of a polygon's corners.
  fileprivate var middle: Coordinate {
    switch shape {
    case .circle(let centre, _): return centre
    case .polygon(let corners):
      let count = Double(max(1, corners.count))
      return Coordinate(
        latitude: corners.reduce(0) { $0 + $1.latitude } / count, longitude: corners.reduce(0) { $0 + $1.longitude } / count)
    }
  }
}
