public import EscortDomain

/// 数据合格率 (RULES.md §7, requirements §1.4): the position records that qualify, of all that came in. One qualifies when it could be read, is
/// of a known vehicle, lies in China's box, says a speed and a course that can be, was made at most a day before and a minute after it was
/// received, and is no duplicate. What a record does not say, it does not say wrongly.
public enum DataQualification {
  /// Degrees north.
  public static let latitudes = 3.51...53.33
  /// Degrees east.
  public static let longitudes = 73.33...135.05
  /// Kilometres an hour.
  public static let speeds = 0.0...160.0
  /// Degrees from north, clockwise; 360 is 0.
  public static let courses = 0.0..<360.0
  /// How far a device time may lie before the receive time.
  public static let oldest = TimeSpan.seconds(86_400)
  /// How far it may lie after it.
  public static let mostAhead = TimeSpan.seconds(60)

  /// The qualified records of a list.
  ///
  /// - Parameters:
  ///   - events: in any order; whatever is no position is passed over. Of equal records the one received first may qualify.
  ///   - unreadable: how many more came in that could not be read.
  ///   - isKnown: whether a vehicle is on file.
  public static func share(of events: some Sequence<Event>, unreadable: Int = 0, isKnown: (VehicleID) -> Bool) -> Share {
    var first: [Occurrence: Instant] = [:]
    var records = 0
    for event in events {
      guard case .position = event.fact else { continue }
      records += 1
      let occurrence = Occurrence(at: event.at, fact: event.fact, unknownFields: event.unknownFields)
      first[occurrence] = min(first[occurrence] ?? event.received, event.received)
    }
    let qualified = first.filter { occurrence, received in
      guard case .position(let report) = occurrence.fact else { return false }
      return isKnown(report.vehicle) && isSound(report) && occurrence.at >= received - oldest && occurrence.at <= received + mostAhead
    }.count
    return Share(part: Double(qualified), whole: Double(records + unreadable))
  }

  /// What makes two records one (RULES.md 8.1-3).
  private struct Occurrence: Hashable {
    let at: Instant
    let fact: Fact
    let unknownFields: String?
  }

  private static func isSound(_ report: PositionReport) -> Bool {
    latitudes.contains(report.coordinate.latitude) && longitudes.contains(report.coordinate.longitude)
      && report.speedKilometresPerHour.map(speeds.contains) ?? true && report.courseDegrees.map(courses.contains) ?? true
  }
}
