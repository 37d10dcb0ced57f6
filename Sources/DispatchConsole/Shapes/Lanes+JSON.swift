import DispatchDesk
import EscortDomain
import RouteRules

extension Lanes {
  /// The lanes as a desk draws them.
  func json(of transport: TransportID) -> JSONObject {
    [
      "transport": .string(transport.text), "now": .string(window.to.rfc3339), "from": .string(window.from.rfc3339),
      "to": .string(horizon.rfc3339), "vehicles": .array(vehicles.map { .object($0.json) }),
    ]
  }
}

extension Lanes.Vehicle {
  fileprivate var json: JSONObject {
    let cameras = recording.map { camera, spans -> JSONValue in
      ["kind": "recording", "camera": .integer(Int64(camera)), "spans": .array(spans.map(\.json))]
    }
    let lanes: [JSONValue] =
      [["kind": "escorts", "spans": .array(escorts.map(\.json))]] + cameras + [
        ["kind": "position", "spans": .array(position.map(\.json))],
        ["kind": "speed", "points": .array(speed.map { [.string($0.at.rfc3339), .number($0.kilometresPerHour)] })],
      ]
    return ["vehicle": .string(id.text), "lanes": .array(lanes)]
  }
}

extension Lanes.Span {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "from": .string(interval.from.rfc3339), "to": .string(interval.to.rfc3339), "state": .string(state.rawValue),
    ]
    object["count"] = count.map { .integer(Int64($0)) }
    return .object(object)
  }
}
