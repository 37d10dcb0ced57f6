import EscortDomain
import TrackFiles

/// The lines of a scenario's plan: its people and its transport (FEED.md).
enum PlanLines {
  /// The events, known an hour before the scenario begins.
  static func events(of scenario: Scenario) -> [Event] {
    let at = scenario.begins - .seconds(3600)
    return scenario.people.map { event(person($0), at: at) } + [event(transport(scenario.transport), at: at)]
  }

  private static func event(_ object: JSONObject, at: Instant) -> Event {
    var line = JSONObject([("type", object["type"] ?? .null), ("at", .string(at.rfc3339))])
    for field in object.fields { line[field.name] = field.value }
    guard let event = try? EventReader.event(from: line) else {
      preconditionFailure("a scenario was read whole, so its plan is a line that FEED.md allows")
    }
    return event
  }

  private static func person(_ person: Person) -> JSONObject {
    [
      "type": "person", "id": .string(person.id.text), "name": .string(person.name ?? person.id.text),
      "org": .string(person.organisation?.text ?? ""), "formalEmployee": .bool(person.formalEmployee ?? false),
      "candidateRelative": .bool(person.candidateRelative ?? true), "pledge": .string(person.pledge ?? ""),
      "approved": .bool(person.approved ?? false), "training": .string(person.training ?? ""),
    ]
  }

  private static func transport(_ plan: Transport) -> JSONObject {
    var object: JSONObject = [
      "type": "transport", "id": .string(plan.id.text), "leg": .string(plan.leg.rawValue),
      "origin": .object(place(plan.origin)), "destination": .object(place(plan.destination)),
      "plannedDeparture": .string(plan.plannedDeparture.rfc3339), "plannedArrival": .string(plan.plannedArrival.rfc3339),
    ]
    object["firstSession"] = plan.firstSession.map { .string($0.rfc3339) }
    object["route"] = .array(plan.route.points.map { [.number($0.latitude), .number($0.longitude)] })
    object["corridor"] = plan.corridorMetres.map { .number($0) }
    object["stops"] = .array(plan.stops.map { .object(stop($0)) })
    object["zones"] = plan.zones.isEmpty ? nil : .array(plan.zones.map { .object(zone($0)) })
    object["earlyArrivalException"] = plan.earlyArrivalException ? true : nil
    object["vehicles"] = .array(plan.vehicles.map { .object(vehicle($0)) })
    object["simulated"] = true
    return object
  }

  private static func place(_ place: Transport.Place) -> JSONObject {
    var object = JSONObject([("org", .string(place.organisation.text))])
    put(place.area, into: &object)
    return object
  }

  private static func stop(_ stop: Transport.AllowedStop) -> JSONObject {
    var object = JSONObject()
    object["name"] = stop.name.map { .string($0) }
    put(stop.area, into: &object)
    object["limit"] = stop.limitSeconds.map { .number($0) }
    return object
  }

  private static func zone(_ zone: Transport.Zone) -> JSONObject {
    var object = JSONObject([("kind", .string(zone.kind.rawValue))])
    put(zone.area, into: &object)
    object["limit"] = zone.limitSeconds.map { .number($0) }
    return object
  }

  private static func put(_ area: Area, into object: inout JSONObject) {
    switch area.shape {
    case .circle(let centre, let radius):
      object["lat"] = .number(centre.latitude)
      object["lon"] = .number(centre.longitude)
      object["radius"] = radius.map { .number($0) }
    case .polygon(let corners):
      object["polygon"] = .array(corners.map { [.number($0.latitude), .number($0.longitude)] })
    }
  }

  private static func vehicle(_ vehicle: Transport.Vehicle) -> JSONObject {
    var object = JSONObject([("id", .string(vehicle.id.text))])
    object["terminal"] = vehicle.terminal.map { .string($0) }
    object["cameras"] = .array(vehicle.cameras.map { .integer(Int64($0)) })
    object["crew"] = .array(
      vehicle.crew.map { ["person": .string($0.person.text), "role": .string($0.role.rawValue)] })
    return object
  }
}
