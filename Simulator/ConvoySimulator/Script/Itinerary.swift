import EscortDomain

/// Where a convoy's first vehicle is over time: halts joined by drives that speed up and slow down evenly.
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
  /// Where the convoy stands though it should drive, in order.
  private let stops: [(from: Instant, to: Instant)]

  /// The drives of a scenario along its route, from its start over its halts to its end.
  init(_ scenario: Scenario) {
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
    var stops: [(from: Instant, to: Instant)] = []
    for fault in scenario.faults.filter({ $0.kind == .stop }).sorted(by: { $0.from < $1.from }) {
      if let last = stops.last, fault.from <= last.to {
        stops[stops.count - 1].to = max(last.to, fault.to)
      } else {
        stops.append((fault.from, fault.to))
      }
    }
    self.stops = stops
  }

  /// When the first vehicle begins to stand, at its halts and where it stops, in order.
  var halts: [Instant] { (drives.dropLast().map { later($0.ends) } + stops.map(\.from)).sorted() }

  /// Where the first vehicle is at an instant.
  func progress(at instant: Instant) -> Progress {
    let stood = stops.reduce(TimeSpan.zero) { $0 + max(.zero, min(instant, $1.to) - $1.from) }
    let planned = planned(at: instant - stood)
    let stands = stops.contains { $0.from <= instant && instant < $0.to }
    return stands ? Progress(alongMetres: planned.alongMetres, metresPerSecond: 0) : planned
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
