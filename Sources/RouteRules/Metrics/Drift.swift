import EscortDomain

/// 漂移率 (RULES.md §7, requirements §1.4): the vehicles that drift, of those online. A point drifts when the way from both its neighbours
/// needs more than 160 km/h, or when it lies more than a kilometre from the point before and reports less than 10 km/h; a vehicle drifts
/// with three such points in a day of Asia/Shanghai.
public enum Drift {
  /// The implied speed in km/h above which a point drifts.
  public static let mostKilometresPerHour = 160.0
  /// The metres from the point before above which a slow point drifts.
  public static let jumpMetres = 1000.0
  /// The reported speed in km/h below which a point is slow.
  public static let slowKilometresPerHour = 10.0
  /// How many drifting points in a day make a vehicle drift.
  public static let pointsOfDay = 3

  /// The drifting points of a track, by device time.
  ///
  /// - Parameter track: the points of one vehicle, as ``TrackPoint/track(of:within:from:)`` gives them.
  public static func points(of track: [TrackPoint]) -> [TrackPoint] {
    track.indices.dropFirst().filter { index in
      let (before, point) = (track[index - 1], track[index])
      let isSlow = point.speedKilometresPerHour.map { $0 < slowKilometresPerHour } ?? false
      if isSlow, point.coordinate.isBeyond(jumpMetres, from: before.coordinate) { return true }
      guard index + 1 < track.count, point.impliedKilometresPerHour(from: before) > mostKilometresPerHour else { return false }
      return track[index + 1].impliedKilometresPerHour(from: point) > mostKilometresPerHour
    }.map { track[$0] }
  }

  /// Whether a vehicle of a track drifts, as the share of one vehicle that is online; nothing of one without a point.
  public static func share(of track: [TrackPoint]) -> Share {
    guard !track.isEmpty else { return Share() }
    let days = Dictionary(grouping: points(of: track)) { CivilDate(shanghai: $0.at) }
    return Share(part: days.values.contains { $0.count >= pointsOfDay } ? 1 : 0, whole: 1)
  }
}
