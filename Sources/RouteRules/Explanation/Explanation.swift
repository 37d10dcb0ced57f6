public import EscortDomain

/// Why a verdict holds, in one sentence in each language of the product.
public struct Explanation: Hashable, Sendable {
  /// The Chinese sentence, without its full stop.
  public let chinese: String
  /// The English sentence, without its full stop.
  public let english: String

  /// The sentences as a JSON object with the fields `zh` and `en`.
  public var json: JSONObject { ["zh": .string(chinese), "en": .string(english)] }
}

extension Verdict {
  /// Why it holds: whom it is about, since when or from when to when, what held, and for how long; times in Asia/Shanghai.
  ///
  /// - Parameter tellingLength: whether the length is told, which of a verdict that runs is that of when it was judged.
  public func explanation(tellingLength: Bool = true) -> Explanation {
    let what = grounds
    let length = tellingLength ? length : nil
    let (chineseSubject, englishSubject) = subjectNames
    let start = from.timeOfDay
    guard let to else {
      return Explanation(
        chinese: "\(chineseSubject)自 \(start) 起\(what.chinese)\(length.map { ",已 \($0.chinese)" } ?? "")",
        english: "\(englishSubject): \(what.english) since \(start)\(length.map { ", \($0.english) so far" } ?? "")")
    }
    if to == from {
      return Explanation(chinese: "\(chineseSubject)\(start) \(what.chinese)", english: "\(englishSubject): \(what.english) at \(start)")
    }
    let span = "\(start)–\(to.timeOfDay(besides: from))"
    return Explanation(
      chinese: "\(chineseSubject)\(span) \(what.chinese)\(length.map { ",共 \($0.chinese)" } ?? "")",
      english: "\(englishSubject): \(what.english) \(span)\(length.map { ", \($0.english)" } ?? "")")
  }

  private var length: Explanation? { detail["seconds"]?.double.map(Explanation.init(seconds:)) }

  private var subjectNames: (chinese: String, english: String) {
    guard let vehicle = subject.vehicle?.text else { return ("\(subject.transport.text) ", subject.transport.text) }
    guard let camera = subject.camera else { return ("\(vehicle) ", vehicle) }
    return ("\(vehicle) \(camera) 号摄像机 ", "\(vehicle) camera \(camera)")
  }
}

extension Explanation {
  /// A length of time in whole seconds: `7 分 0 秒`.
  init(seconds: Double) {
    let whole = Int(max(0, min(seconds, 1e12)))
    switch whole {
    case ..<60: self.init(chinese: "\(whole) 秒", english: "\(whole) s")
    case ..<3600: self.init(chinese: "\(whole / 60) 分 \(whole % 60) 秒", english: "\(whole / 60) min \(whole % 60) s")
    default:
      self.init(
        chinese: "\(whole / 3600) 小时 \(whole / 60 % 60) 分 \(whole % 60) 秒",
        english: "\(whole / 3600) h \(whole / 60 % 60) min \(whole % 60) s")
    }
  }
}

extension Instant {
  /// The time of day in Asia/Shanghai to the second: `09:02:03`.
  var timeOfDay: String { String(rfc3339Shanghai.dropFirst("0000-00-00T".count).prefix("00:00:00".count)) }

  /// The time of day, with the day when that is another than an instant's.
  func timeOfDay(besides other: Instant) -> String {
    let day = CivilDate(shanghai: self)
    if day == CivilDate(shanghai: other) { return timeOfDay }
    return "\(rfc3339Shanghai.dropFirst("0000-".count).prefix("00-00".count)) \(timeOfDay)"
  }
}
