public import EscortDomain

/// Writes events as the lines of a feed (FEED.md).
public enum EventWriter {
  /// The line of an event, without its line end.
  public static func line(_ event: Event) -> String { JSONValue.object(object(event)).text }

  /// The object of an event; `received` is left out where it equals `at`.
  public static func object(_ event: Event) -> JSONObject {
    var object = JSONObject([("type", .string(type(of: event.fact))), ("at", .string(event.at.rfc3339))])
    if event.received != event.at { object["received"] = .string(event.received.rfc3339) }
    for field in fields(of: event.fact).fields where object[field.name] == nil { object[field.name] = field.value }
    if let unknown = event.unknownFields, let kept = try? JSONValue(parsing: unknown).object {
      for field in kept.fields { object[field.name] = field.value }
    }
    return object
  }

  /// The `type` of a fact in a feed.
  public static func type(of fact: Fact) -> String {
    switch fact {
    case .policy: "policy"
    case .person: "person"
    case .transport: "transport"
    case .declaration(let declaration): declaration.kind.rawValue
    case .position: "position"
    case .recording: "recording"
    case .segment: "segment"
    case .act(let act): act.kind.rawValue
    case .phone: "phone"
    case .door: "door"
    case .seal: "seal"
    case .alarm: "alarm"
    }
  }

  private static func fields(of fact: Fact) -> JSONObject {
    switch fact {
    case .policy(let change): return change.values
    case .person(let person): return kept(person.canonicalText)
    case .transport(let transport): return kept(transport.canonicalText)
    case .declaration(let declaration):
      var object = JSONObject([("transport", .string(declaration.transport.text))])
      object["by"] = declaration.by.map { .string($0) }
      return object
    case .position(let report): return position(report)
    case .recording(let heartbeat):
      var object = of(heartbeat.vehicle)
      object["camera"] = .integer(Int64(heartbeat.camera))
      object["state"] = .string(heartbeat.state.rawValue)
      object["freeBytes"] = heartbeat.freeBytes.map { .integer(Int64($0)) }
      return object
    case .segment(let segment):
      var object = of(segment.vehicle)
      object["camera"] = .integer(Int64(segment.camera))
      object["from"] = .string(segment.from.rfc3339)
      object["to"] = .string(segment.to.rfc3339)
      object["sha256"] = segment.sha256.map { .string($0) }
      object["bytes"] = segment.bytes.map { .integer(Int64($0)) }
      return object
    case .act(let act): return crewAct(act)
    case .phone(let phone):
      var object = of(phone.vehicle)
      object["person"] = .string(phone.person.text)
      put(phone.coordinate, into: &object)
      return object
    case .door(let door):
      var object = of(door.vehicle)
      object["state"] = .string(door.state.rawValue)
      return object
    case .seal(let seal):
      var object = of(seal.vehicle)
      object["seal"] = .string(seal.seal)
      object["state"] = .string(seal.state.rawValue)
      return object
    case .alarm(let alarm):
      var object = of(alarm.vehicle)
      object["name"] = .string(alarm.name)
      object["state"] = .string(alarm.isOn ? "on" : "off")
      return object
    }
  }

  private static func position(_ report: PositionReport) -> JSONObject {
    var object = of(report.vehicle)
    put(report.coordinate, into: &object)
    if !report.valid { object["valid"] = false }
    object["speed"] = report.speedKilometresPerHour.map { .number($0) }
    object["course"] = report.courseDegrees.map { .number($0) }
    object["altitude"] = report.altitudeMetres.map { .number($0) }
    object["alarms"] = report.alarms.map { .array($0.map { .string($0) }) }
    object["door"] = report.door.map { .string($0.rawValue) }
    return object
  }

  private static func crewAct(_ act: CrewAct) -> JSONObject {
    var object = of(act.vehicle)
    object["person"] = .string(act.person.text)
    if let coordinate = act.coordinate { put(coordinate, into: &object) }
    object["method"] = act.method.map { .string($0) }
    if act.duress { object["duress"] = true }
    return object
  }

  private static func of(_ vehicle: VehicleID) -> JSONObject { JSONObject([("vehicle", .string(vehicle.text))]) }

  private static func put(_ coordinate: Coordinate, into object: inout JSONObject) {
    object["lat"] = .number(coordinate.latitude)
    object["lon"] = .number(coordinate.longitude)
  }

  /// Records and plans are written from the text they were read from, so that no field is lost.
  private static func kept(_ canonicalText: String) -> JSONObject {
    (try? JSONValue(parsing: canonicalText))?.object ?? JSONObject()
  }
}
