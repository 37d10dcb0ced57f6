import EscortDomain
import RouteRules

extension ArrivalForecast {
  /// When a convoy will arrive, to the second, as nobody knows it better.
  var json: JSONObject {
    [
      "earliest": .string(earliest.wholeSecond.rfc3339), "likely": .string(likely.wholeSecond.rfc3339),
      "latest": .string(latest.wholeSecond.rfc3339), "remainingMetres": .measure(remainingMetres),
    ]
  }
}

extension ArrivalWarning {
  /// A warning with its sentence in each language.
  var json: JSONObject {
    var object: JSONObject = ["rule": .string(rule.rawValue), "severity": .string(severity.rawValue)]
    for field in explanation.json.fields { object[field.name] = field.value }
    return object
  }
}

extension Instant {
  fileprivate var wholeSecond: Instant { Instant(microsecondsSince1970: microsecondsSince1970 / 1_000_000 * 1_000_000) }
}
