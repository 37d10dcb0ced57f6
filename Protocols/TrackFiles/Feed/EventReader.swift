public import EscortDomain

/// Reads one line of a feed, or one object of `POST /api/v1/telemetry`, as an event (FEED.md).
public enum EventReader {
  /// The event of an object. `received` is the line's own, else `receivedOtherwise`, else its `at`.
  public static func event(from object: JSONObject, receivedOtherwise: Instant? = nil) throws(FeedError) -> Event {
    var fields = FieldReader(object)
    let type = try fields.string("type")
    let at = try fields.instant("at")
    let received = try fields.optionalInstant("received") ?? receivedOtherwise ?? at
    let fact = try fact(type: type, &fields)
    switch fact {
    case .policy, .person, .transport:
      return Event(at: at, received: received, fact: fact)  // their canonical text holds every field already
    default:
      return Event(at: at, received: received, fact: fact, unknownFields: fields.unknownFields)
    }
  }

  /// The event of one JSON line.
  public static func event(fromLine line: some Sequence<UInt8>) throws(FeedError) -> Event {
    let value: JSONValue
    do { value = try JSONValue(parsing: line) } catch { throw FeedError("not JSON: \(error)") }
    guard let object = value.object else { throw FeedError("a line must be one JSON object") }
    return try event(from: object)
  }

  private static func fact(type: String, _ fields: inout FieldReader) throws(FeedError) -> Fact {
    if let kind = Declaration.Kind(rawValue: type) {
      let transport = TransportID(try fields.string("transport"))
      return .declaration(Declaration(kind: kind, transport: transport, by: try fields.optionalString("by")))
    }
    if let kind = CrewAct.Kind(rawValue: type) { return .act(try act(kind, &fields)) }
    switch type {
    case "policy": return .policy(try policy(fields.object))
    case "person": return .person(try person(&fields))
    case "transport": return .transport(try transport(&fields))
    case "position": return .position(try position(&fields))
    case "recording": return .recording(try heartbeat(&fields))
    case "segment": return .segment(try segment(&fields))
    case "phone": return .phone(try phone(&fields))
    case "door": return .door(try door(&fields))
    case "seal": return .seal(try seal(&fields))
    case "alarm": return .alarm(try alarm(&fields))
    default: throw FeedError("unknown type \"\(type)\"")
    }
  }

  /// The canonical text of a line: all its fields but `at` and `received` (RULES.md 8.1-4).
  static func canonicalText(_ object: JSONObject) -> String {
    var rest = object
    rest["at"] = nil
    rest["received"] = nil
    return JSONValue.object(rest).canonicalText
  }

  private static func policy(_ object: JSONObject) throws(FeedError) -> PolicyChange {
    var values = object
    for name in ["type", "at", "received"] { values[name] = nil }
    var probe = Policy()
    do { try probe.merge(values) } catch { throw FeedError(error.description) }
    func organisation(_ name: String) throws(FeedError) -> OrganisationID? {
      guard let value = object[name], value != .null else { return nil }
      guard let text = value.string else { throw FeedError("\"\(name)\" must be text") }
      return OrganisationID(text)
    }
    return PolicyChange(
      values: values, organisation: try organisation("org"), parent: try organisation("parent"), canonicalText: canonicalText(object))
  }

  private static func person(_ fields: inout FieldReader) throws(FeedError) -> Person {
    Person(
      id: PersonID(try fields.string("id")),
      name: try fields.optionalString("name"),
      organisation: try fields.optionalString("org").map { OrganisationID($0) },
      formalEmployee: try fields.optionalBool("formalEmployee"),
      candidateRelative: try fields.optionalBool("candidateRelative"),
      pledge: try fields.optionalString("pledge"),
      approved: try fields.optionalBool("approved"),
      training: try fields.optionalString("training"),
      canonicalText: canonicalText(fields.object))
  }
}
