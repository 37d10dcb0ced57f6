public import EscortDomain

/// A valid point of a vehicle's track, as the fleet metrics count it (requirements §1.4).
public struct TrackPoint: Hashable, Sendable {
  /// Device time.
  public var at: Instant
  /// Where, WGS-84.
  public var coordinate: Coordinate
  /// The reported speed in km/h, when reported.
  public var speedKilometresPerHour: Double?

  /// A point.
  public init(at: Instant, coordinate: Coordinate, speedKilometresPerHour: Double? = nil) {
    self.at = at
    self.coordinate = coordinate
    self.speedKilometresPerHour = speedKilometresPerHour
  }

  /// The points of a vehicle in a span, by device time, of several at one instant the one that RULES.md 8.2-12 lets stand.
  ///
  /// - Parameter events: in any order, repeated or not; whatever is no valid position of the vehicle is passed over.
  public static func track(of vehicle: VehicleID, within span: Interval, from events: some Sequence<Event>) -> [TrackPoint] {
    var standing: [Instant: TrackPoint] = [:]
    for event in events {
      guard case .position(let report) = event.fact, report.vehicle == vehicle, report.isFix, span.contains(event.at) else { continue }
      let point = TrackPoint(at: event.at, coordinate: report.coordinate, speedKilometresPerHour: report.speedKilometresPerHour)
      if standing[event.at].map(point.stands(before:)) ?? true { standing[event.at] = point }
    }
    return standing.values.sorted { $0.at < $1.at }
  }

  private func stands(before other: TrackPoint) -> Bool {
    func order(_ point: TrackPoint) -> (Double, Double, Double) {
      (point.coordinate.latitude, point.coordinate.longitude, point.speedKilometresPerHour ?? .infinity)
    }
    return order(self) < order(other)
  }

  /// The speed in km/h that the way from another point needs; infinite when it needs no time at all.
  func impliedKilometresPerHour(from other: TrackPoint) -> Double {
    let seconds = (at - other.at).magnitude.seconds
    let metres = coordinate.distanceMetres(to: other.coordinate)
    return seconds > 0 ? metres / seconds * 3.6 : metres > 0 ? .infinity : 0
  }
}
