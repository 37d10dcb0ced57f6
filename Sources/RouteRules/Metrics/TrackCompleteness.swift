public import EscortDomain

/// 轨迹完整率 (RULES.md §7, requirements §1.4): the metres between consecutive valid points at most three reporting intervals apart, of all
/// metres between consecutive points, those over gaps taken straight.
public enum TrackCompleteness {
  /// How many reporting intervals may lie between two points of an unbroken track.
  public static let mostIntervals = 3.0

  /// The complete metres of a track.
  ///
  /// - Parameters:
  ///   - track: the points of one vehicle by device time, as ``TrackPoint/track(of:within:from:)`` gives them.
  ///   - reportingInterval: the time between two reports of its unit.
  public static func share(of track: [TrackPoint], reportingInterval: TimeSpan) -> Share {
    let longest = reportingInterval.scaled(by: mostIntervals)
    return zip(track, track.dropFirst()).reduce(into: Share()) { share, step in
      let metres = step.0.coordinate.distanceMetres(to: step.1.coordinate)
      share.whole += metres
      if step.1.at - step.0.at <= longest { share.part += metres }
    }
  }
}
