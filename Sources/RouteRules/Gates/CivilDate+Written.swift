import EscortDomain

extension CivilDate {
  /// The date as people write it in a form: `2024-01-13`.
  var written: String { String(shanghaiMidnight.rfc3339Shanghai.prefix("0000-00-00".count)) }
}

extension Instant {
  /// The day and the time of day in Asia/Shanghai: `2024-01-13 09:02:03`.
  var dayAndTime: String { "\(CivilDate(shanghai: self).written) \(timeOfDay)" }
}
