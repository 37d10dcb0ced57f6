import DispatchDesk
import EscortDomain
import RouteRules

extension Overview {
  /// The desk as a page opens with it.
  func json(now: Instant, duty: String) -> JSONObject {
    [
      "sequence": .integer(sequence), "now": .string(now.rfc3339), "duty": .string(duty),
      "transports": .array(transports.map { .object($0.view.json(trails: $0.trails)) }),
      "alerts": .array(alerts.map { .object($0.json) }),
    ]
  }
}

extension TransportView {
  /// The transport with everything that stays as planned, and the vehicles' trails.
  func json(trails: [VehicleID: [TrailPoint]]) -> JSONObject {
    var object = json
    object["route"] = .array(plan.route.points.map(\.json))
    object["stops"] = .array(
      plan.stops.map { stop in
        var object = stop.area.json
        object["limit"] = stop.limitSeconds.map { .number($0) }
        object["name"] = stop.name.map { .string($0) }
        return .object(object)
      })
    object["zones"] = .array(
      plan.zones.map { zone in
        var object = zone.area.json
        object["kind"] = .string(zone.kind.rawValue)
        object["limit"] = zone.limitSeconds.map { .number($0) }
        return .object(object)
      })
    object["vehicles"] = .array(
      vehicles.map { vehicle in
        var object = vehicle.json
        object["trail"] = .array((trails[vehicle.id] ?? []).map(\.json))
        return .object(object)
      })
    return object
  }

  /// The transport's figures.
  var json: JSONObject {
    [
      "id": .string(plan.id.text), "simulated": .bool(plan.isSimulated), "speed": .number(plan.clock?.speed(whenItIs: asOf) ?? 1),
      "now": .string(asOf.rfc3339), "leg": .string(plan.leg.rawValue), "origin": .object(plan.origin.json),
      "destination": .object(plan.destination.json), "corridor": .number(corridorMetres),
      "plannedDeparture": .string(plan.plannedDeparture.rfc3339), "plannedArrival": .string(plan.plannedArrival.rfc3339),
      "departure": .instant(custody.departure), "arrival": .instant(custody.arrival), "state": .string(stage.rawValue),
      "remainingKilometres": .measure(remainingMetres.map { $0 / 1000 }, digits: 1),
      "eta": forecast.map { .object($0.json) } ?? .null, "warnings": .array(warnings.map { .object($0.json) }),
      "severity": .text(severity?.rawValue),
      "proofs": [
        "escorts": .object(escorts.json), "recording": .object(recording.json),
        "route": [
          "state": .string(route.state.rawValue), "offRouteMetres": .measure(route.offRouteMetres),
          "silentSeconds": .measure(route.silence?.seconds),
        ],
        "time": [
          "state": .string(time.state.rawValue), "lateSeconds": .measure(time.late?.seconds), "early": .bool(time.isEarly),
        ],
      ],
      "rules": .array(
        rules.map { standing in
          [
            "rule": .string(standing.rule.rawValue), "state": .string(standing.state.rawValue),
            "severity": .text(standing.severity?.rawValue), "ended": .integer(Int64(standing.ended)),
          ]
        }),
      "vehicles": .array(vehicles.map { .object($0.json) }),
    ]
  }
}

extension TransportView.EscortProof {
  fileprivate var json: JSONObject {
    ["state": .string(state.rawValue), "present": .integer(Int64(present)), "required": .integer(Int64(required))]
  }
}

extension TransportView.RecordingProof {
  fileprivate var json: JSONObject {
    ["state": .string(state.rawValue), "gapSeconds": .measure(gap?.seconds), "share": .measure(share, digits: 4)]
  }
}

extension TransportView.Vehicle {
  fileprivate var json: JSONObject {
    [
      "id": .string(id.text), "lastHeard": .instant(lastHeard), "behind": .bool(isBehind),
      "position": position.map { .object($0.report.json(at: $0.at)) } ?? .null, "severity": .text(severity?.rawValue),
      "clock": clock.map { .object($0.json) } ?? .null,
      "proofs": ["escorts": .object(escorts.json), "recording": .object(recording.json)],
    ]
  }
}

extension DeviceClock {
  fileprivate var json: JSONObject {
    [
      "condition": .string(condition.rawValue), "offsetSeconds": .measure(offset?.seconds), "steps": .integer(Int64(steps)),
      "lastStep": lastStep.map { ["at": .string($0.noticed.rfc3339), "seconds": .number($0.amount.seconds)] } ?? .null,
    ]
  }
}

extension PositionReport {
  /// Where a vehicle is, as a map needs it.
  func json(at: Instant) -> JSONObject {
    [
      "at": .string(at.rfc3339), "lat": .number(coordinate.latitude), "lon": .number(coordinate.longitude),
      "speed": speedKilometresPerHour.map { .number($0) } ?? .null, "course": courseDegrees.map { .number($0) } ?? .null,
    ]
  }
}

extension TrailPoint {
  fileprivate var json: JSONValue {
    let point: [JSONValue] = [.number(coordinate.latitude), .number(coordinate.longitude), .string(at.rfc3339)]
    return .array(isLate ? point + ["late"] : point)
  }
}

extension Transport.Place {
  fileprivate var json: JSONObject {
    var object = area.json
    object["org"] = .string(organisation.text)
    return object
  }
}

extension Area {
  fileprivate var json: JSONObject {
    switch shape {
    case .circle(let centre, let radius):
      var object: JSONObject = ["lat": .number(centre.latitude), "lon": .number(centre.longitude)]
      object["radius"] = radius.map { .number($0) }
      return object
    case .polygon(let corners): return ["polygon": .array(corners.map(\.json))]
    }
  }
}

extension Coordinate {
  fileprivate var json: JSONValue { [.number(latitude), .number(longitude)] }
}
