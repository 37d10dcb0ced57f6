import DispatchDesk
import EscortDomain
import RouteRules

extension Alert {
  /// The alert as a desk shows it.
  var json: JSONObject {
    var object: JSONObject = [
      "id": .string(id.text), "transport": .string(verdict.subject.transport.text),
      "rule": .string(verdict.subject.rule.rawValue),
    ]
    object["vehicle"] = verdict.subject.vehicle.map { .string($0.text) }
    object["camera"] = verdict.subject.camera.map { .integer(Int64($0)) }
    object["person"] = verdict.subject.person.map { .string($0.text) }
    object["from"] = .string(verdict.from.rfc3339)
    object["to"] = .instant(verdict.to)
    object["severity"] = .string(verdict.severity.rawValue)
    object["detail"] = .object(detail)
    object["because"] = .object(verdict.explanation(tellingLength: false).json)
    object["state"] = .string(state.rawValue)
    object["raised"] = .string(raised.rfc3339)
    object["updated"] = .string(updated.rfc3339)
    object["acknowledged"] =
      acknowledgement.map { ["by": .string($0.by), "at": .string($0.at.rfc3339)] } ?? .null
    object["reason"] =
      reason.map { reason in
        [
          "id": .string(reason.kind.rawValue), "received": .string(reason.received.rfc3339),
          "count": .integer(Int64(reason.count)),
        ]
      } ?? .null
    return object
  }
}
