/// 上线率 (RULES.md §7, requirements §1.4): the vehicles with a valid point during their transport's time, of those assigned.
public enum OnlineRate {
  /// The share of one assigned vehicle.
  ///
  /// - Parameter track: its valid points during the transport, as ``TrackPoint/track(of:within:from:)`` gives them.
  public static func share(of track: [TrackPoint]) -> Share { Share(part: track.isEmpty ? 0 : 1, whole: 1) }
}
