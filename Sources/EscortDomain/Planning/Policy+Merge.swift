extension Policy {
  /// Why a policy value was refused.
  public struct ValueError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The policy's name.
    public let name: String
    /// What a value must be.
    public let expected: String

    /// The sentence for people.
    public var description: String { "policy value \"\(name)\" must be \(expected)" }
  }

  /// Sets every policy value that the object names; names that are no policy's are left alone.
  ///
  /// A `profile` among them is set first, wherever it stands.
  public mutating func merge(_ values: JSONObject) throws(ValueError) {
    if let profile = values["profile"] {
      guard let known = profile.string.flatMap(PolicyProfile.init) else {
        throw ValueError(name: "profile", expected: "one of " + PolicyProfile.allCases.map(\.rawValue).joined(separator: ", "))
      }
      try merge(known.values)
    }
    for field in values.fields {
      if let path = Self.spans[field.name] {
        guard let seconds = field.value.double, seconds >= 0, let span = TimeSpan(seconds: seconds) else {
          throw ValueError(name: field.name, expected: "a number of seconds, 0 or more")
        }
        self[keyPath: path] = span
      } else if let path = Self.numbers[field.name] {
        guard let number = field.value.double, number >= 0 else {
          throw ValueError(name: field.name, expected: "a number, 0 or more")
        }
        self[keyPath: path] = number
      } else if let path = Self.counts[field.name] {
        guard let count = field.value.integer, (0...1_000_000).contains(count) else {
          throw ValueError(name: field.name, expected: "a whole number, 0 to 1000000")
        }
        self[keyPath: path] = count
      } else {
        try mergeOther(field)
      }
    }
  }

  /// Every policy value by its name, in order of the names; lengths of time in seconds.
  public var values: JSONObject {
    var pairs: [(String, JSONValue)] = Self.spans.map { ($0.key, .number(self[keyPath: $0.value].seconds)) }
    pairs += Self.numbers.map { ($0.key, .number(self[keyPath: $0.value])) }
    pairs += Self.counts.map { ($0.key, .integer(Int64(self[keyPath: $0.value]))) }
    pairs.append(("escortMinimumLone", escortMinimumLone.map { .integer(Int64($0)) } ?? .null))
    pairs.append(("escalateAfter", .array(escalateAfter.map { .number($0.seconds) })))
    let alarms = terminalAlarms.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value.rawValue)) }
    pairs.append(("terminalAlarms", .object(JSONObject(alarms))))
    return JSONObject(pairs.sorted { $0.0 < $1.0 })
  }

  private mutating func mergeOther(_ field: JSONObject.Field) throws(ValueError) {
    switch field.name {
    case "escortMinimumLone":
      if field.value == .null {
        escortMinimumLone = nil
      } else if let count = field.value.integer, (0...1_000_000).contains(count) {
        escortMinimumLone = count
      } else {
        throw ValueError(name: field.name, expected: "a whole number, 0 to 1000000, or null")
      }
    case "escalateAfter":
      let spans = field.value.array?.compactMap { $0.double.flatMap { TimeSpan(seconds: $0) } }
      guard let spans, spans.count == field.value.array?.count else {
        throw ValueError(name: field.name, expected: "a list of numbers of seconds")
      }
      escalateAfter = spans
    case "terminalAlarms":
      guard let alarms = field.value.object else {
        throw ValueError(name: field.name, expected: "an object of alarm names and severities")
      }
      for alarm in alarms.fields {
        let severity = alarm.value.string.flatMap { Severity(rawValue: $0) }
        guard severity != nil || alarm.value == .null else {
          throw ValueError(name: "terminalAlarms.\(alarm.name)", expected: "critical, high, medium, info or null")
        }
        terminalAlarms[alarm.name] = severity
      }
    default:
      break
    }
  }

  private static let spans: [String: any WritableKeyPath<Policy, TimeSpan> & Sendable] = [
    "escortMinimumFor": \.escortMinimumFor,
    "checkInInterval": \.checkInInterval,
    "checkInGrace": \.checkInGrace,
    "heartbeatGap": \.heartbeatGap,
    "segmentJoin": \.segmentJoin,
    "recordingGapIgnored": \.recordingGapIgnored,
    "signalLoss": \.signalLoss,
    "offlineFor": \.offlineFor,
    "deviationFor": \.deviationFor,
    "stopFor": \.stopFor,
    "stopCritical": \.stopCritical,
    "stopLimit": \.stopLimit,
    "speedingFor": \.speedingFor,
    "separationFor": \.separationFor,
    "fixMaxAge": \.fixMaxAge,
    "crewApartFor": \.crewApartFor,
    "frozenFor": \.frozenFor,
    "clockAhead": \.clockAhead,
    "departureStay": \.departureStay,
    "arrivalStay": \.arrivalStay,
    "declaredObservedMax": \.declaredObservedMax,
    "lateArrivalBy": \.lateArrivalBy,
    "lateDepartureBy": \.lateDepartureBy,
    "lateCriticalBeforeSession": \.lateCriticalBeforeSession,
    "confirmStop": \.confirmStop,
    "confirmGrace": \.confirmGrace,
    "confirmHigh": \.confirmHigh,
    "confirmCritical": \.confirmCritical,
    "evidenceLead": \.evidenceLead,
    "handOverWithin": \.handOverWithin,
    "handOverHigh": \.handOverHigh,
    "departureHeartbeat": \.departureHeartbeat,
    "departureFix": \.departureFix,
  ]

  private static let numbers: [String: any WritableKeyPath<Policy, Double> & Sendable] = [
    "offlineDistance": \.offlineDistanceMetres,
    "offlineSpeed": \.offlineSpeedKilometresPerHour,
    "corridor": \.corridorMetres,
    "deviationCritical": \.deviationCriticalMetres,
    "restSpeed": \.restSpeedKilometresPerHour,
    "restRadius": \.restRadiusMetres,
    "speedLimit": \.speedLimitKilometresPerHour,
    "separationDistance": \.separationDistanceMetres,
    "crewDistance": \.crewDistanceMetres,
    "implausibleSpeed": \.implausibleSpeedKilometresPerHour,
    "implausibleDistance": \.implausibleDistanceMetres,
    "frozenSpeed": \.frozenSpeedKilometresPerHour,
    "areaRadius": \.areaRadiusMetres,
    "transitFactor": \.transitFactor,
    "escalateHighFactor": \.escalateHighFactor,
  ]

  private static let counts: [String: any WritableKeyPath<Policy, Int> & Sendable] = [
    "escortMinimum": \.escortMinimum,
    "deviationFixes": \.deviationFixes,
    "frozenFixes": \.frozenFixes,
    "earlyDays": \.earlyDays,
    "retentionMonths": \.retentionMonths,
    "exceptionMonths": \.exceptionMonths,
    "exceptionDays": \.exceptionDays,
  ]
}
