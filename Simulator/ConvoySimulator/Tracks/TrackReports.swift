import EscortDomain
public import JT808
public import TrackFiles

/// The location reports a terminal would have sent along a track. Device time in JT/T 808 is whole seconds: fractions are cut off.
public enum TrackReports {
  /// One report a point, in order.
  public static func reports(of track: Track) -> [LocationReport] {
    track.points.map { point in
      var status: UInt32 = 0b11  // ignition on, positioned
      if point.coordinate.latitude < 0 { status |= 1 << 2 }
      if point.coordinate.longitude < 0 { status |= 1 << 3 }
      return LocationReport(
        statusBits: status,
        latitudeMagnitude: UInt32((abs(point.coordinate.latitude) * 1e6).rounded()),
        longitudeMagnitude: UInt32((abs(point.coordinate.longitude) * 1e6).rounded()),
        altitudeMetres: UInt16(clamping: Int((point.altitudeMetres ?? 0).rounded())),
        speedTenths: UInt16(clamping: Int(((point.speedKilometresPerHour ?? 0) * 10).rounded())),
        courseDegrees: UInt16(clamping: Int((point.courseDegrees ?? 0).rounded()) % 360),
        time: BCDTime(secondsSince1970: point.at.microsecondsSince1970 / 1_000_000))
    }
  }
}
