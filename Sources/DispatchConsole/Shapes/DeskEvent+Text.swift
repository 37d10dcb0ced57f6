import DispatchDesk
import EscortDomain

extension DeskStream.Numbered {
  /// The event as it goes over the wire (HTML Living Standard, server-sent events).
  var text: String {
    let id = sequence.map { "id: \($0)\n" } ?? ""
    return "\(id)event: \(event.name)\ndata: \(JSONValue.object(event.json).text)\n\n"
  }
}

extension DeskEvent {
  fileprivate var name: String {
    switch self {
    case .transport, .planned: "transport"
    case .position: "position"
    case .alert: "alert"
    case .time: "tick"
    case .reset: "reset"
    }
  }

  fileprivate var json: JSONObject {
    switch self {
    case .transport(let view): return view.json
    case .planned(let view, let trails): return view.json(trails: trails)
    case .position(let news):
      var object: JSONObject = ["transport": .string(news.transport.text), "vehicle": .string(news.vehicle.text)]
      for field in news.report.json(at: news.at).fields { object[field.name] = field.value }
      object["lastHeard"] = .string(news.lastHeard.rfc3339)
      object["late"] = .bool(news.isLate)
      return object
    case .alert(let alert, let step):
      var object = alert.json
      object["transition"] = .string(step.rawValue)
      return object
    case .time(let now, let delay, let transports):
      let times = JSONObject(transports.map { ($0.text, .string($1.rfc3339)) })
      return [
        "now": .string(now.rfc3339), "delaySeconds": .measure(delay.seconds, digits: 3), "transports": .object(times),
      ]
    case .reset: return [:]
    }
  }
}
