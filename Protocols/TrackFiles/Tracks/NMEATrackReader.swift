import EscortDomain

/// Reads a track as NMEA 0183: RMC sentences are its points, GGA ones of the same instant give the altitude, others are passed over.
///
/// Of every sentence the checksum must hold where there is one. A receiver that says it has no fix gives no point.
public enum NMEATrackReader {
  /// Reads a whole file.
  public static func track(from text: String) throws(TrackError) -> Track {
    let sentences = try TrackFile.lines(of: text).map { line throws(TrackError) in (line.number, try fields(of: line.text, line.number)) }
    // A receiver may tell a second's altitude before or after its place.
    var altitudes: [String: Double] = [:]
    var date = ""
    for (_, fields) in sentences where fields[0].count == 5 {
      if fields[0].hasSuffix("RMC"), fields.count >= 10 { date = fields[9] }
      if fields[0].hasSuffix("GGA"), fields.count >= 10, let metres = Double(fields[9]) { altitudes["\(date) \(fields[1])"] = metres }
    }
    var builder = TrackBuilder()
    var former = ""
    for (number, fields) in sentences where fields[0].count == 5 && fields[0].hasSuffix("RMC") {
      guard fields.count >= 10 else { throw TrackError(line: number, reason: "an RMC sentence of \(fields.count) fields") }
      defer { former = fields[9] }
      guard fields[2] == "A" else { continue }
      let altitude = altitudes["\(fields[9]) \(fields[1])"] ?? altitudes["\(former) \(fields[1])"]
      try builder.add(try point(fields, altitude, number), line: number)
    }
    return try builder.track(lastLine: sentences.last?.0 ?? 1)
  }

  /// The fields between `$` and `*`, whose checksum must be their bytes' exclusive or.
  private static func fields(of line: Substring, _ number: Int) throws(TrackError) -> [String] {
    guard line.first == "$" || line.first == "!" else { throw TrackError(line: number, reason: "no NMEA sentence: it begins with no $") }
    let parts = line.dropFirst().split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      let sum = parts[0].utf8.reduce(UInt8(0), ^)
      guard parts[1].count == 2, UInt8(parts[1], radix: 16) == sum else {
        let expected = String(sum, radix: 16, uppercase: true)
        throw TrackError(line: number, reason: "the checksum is \(parts[1]), and the sentence sums to \(expected)")
      }
    }
    return (parts.first ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)  // one at least
  }

  private static func point(_ fields: [String], _ altitudeMetres: Double?, _ number: Int) throws(TrackError) -> Track.Point {
    guard let at = instant(date: fields[9], time: fields[1]) else {
      throw TrackError(line: number, reason: "\(fields[9]) \(fields[1]) is no date and time (ddmmyy hhmmss)")
    }
    guard let latitude = degrees(fields[3], wholeDigits: 2, fields[4], negative: "S", positive: "N"),
      let longitude = degrees(fields[5], wholeDigits: 3, fields[6], negative: "W", positive: "E")
    else {
      let place = fields[3...6].joined(separator: ",")
      throw TrackError(line: number, reason: "\(place) is no place (ddmm.mm,N,dddmm.mm,E)")
    }
    return Track.Point(
      at: at, coordinate: Coordinate(latitude: latitude, longitude: longitude),
      speedKilometresPerHour: Double(fields[7]).map { $0 * kilometresInNauticalMile }, courseDegrees: Double(fields[8]),
      altitudeMetres: altitudeMetres)
  }

  private static func degrees(_ text: String, wholeDigits: Int, _ side: String, negative: String, positive: String) -> Double? {
    guard side == negative || side == positive, text.count > wholeDigits, let whole = Double(text.prefix(wholeDigits)),
      let minutes = Double(text.dropFirst(wholeDigits)), (0..<60).contains(minutes)
    else { return nil }
    return (whole + minutes / 60) * (side == negative ? -1 : 1)
  }

  private static func instant(date: String, time: String) -> Instant? {
    guard date.count == 6, time.count >= 6, date.allSatisfy(\.isNumber), let year = Int(date.suffix(2)) else { return nil }
    func pair(_ text: String, _ offset: Int) -> Substring { text.dropFirst(offset).prefix(2) }
    let century = year >= 80 ? "19" : "20"
    let day = "\(century)\(pair(date, 4))-\(pair(date, 2))-\(pair(date, 0))"
    return Instant(rfc3339: "\(day)T\(pair(time, 0)):\(pair(time, 2)):\(pair(time, 4))\(time.dropFirst(6))Z")
  }

  private static let kilometresInNauticalMile = 1.852
}
