import EscortDomain

/// The events that are a vehicle's evidence.
extension EventReader {
  static func position(_ fields: inout FieldReader) throws(FeedError) -> PositionReport {
    PositionReport(
      vehicle: try vehicle(&fields),
      coordinate: try coordinate(&fields),
      valid: try fields.optionalBool("valid") ?? true,
      speedKilometresPerHour: try fields.optionalNumber("speed"),
      courseDegrees: try fields.optionalNumber("course"),
      altitudeMetres: try fields.optionalNumber("altitude"),
      alarms: try alarmNames(&fields),
      door: try fields.optionalChoice("door", doorStates))
  }

  static func heartbeat(_ fields: inout FieldReader) throws(FeedError) -> CameraHeartbeat {
    CameraHeartbeat(
      vehicle: try vehicle(&fields), camera: try fields.integer("camera"),
      state: try fields.choice("state", [.recording, .stopped, .fault, .occluded, .noSignal]),
      freeBytes: try fields.optionalInteger("freeBytes"))
  }

  static func segment(_ fields: inout FieldReader) throws(FeedError) -> RecordedSegment {
    RecordedSegment(
      vehicle: try vehicle(&fields), camera: try fields.integer("camera"), from: try fields.instant("from"),
      to: try fields.instant("to"), sha256: try fields.optionalString("sha256"),
      bytes: try fields.optionalInteger("bytes"))
  }

  static func act(_ kind: CrewAct.Kind, _ fields: inout FieldReader) throws(FeedError) -> CrewAct {
    let latitude = try fields.optionalNumber("lat")
    let longitude = try fields.optionalNumber("lon")
    var coordinate: Coordinate?
    if let latitude, let longitude { coordinate = Coordinate(latitude: latitude, longitude: longitude) }
    return CrewAct(
      kind: kind, vehicle: try vehicle(&fields), person: try person(of: &fields), coordinate: coordinate,
      method: try fields.optionalString("method"), duress: try fields.optionalBool("duress") ?? false)
  }

  static func phone(_ fields: inout FieldReader) throws(FeedError) -> PhonePosition {
    PhonePosition(vehicle: try vehicle(&fields), person: try person(of: &fields), coordinate: try coordinate(&fields))
  }

  static func door(_ fields: inout FieldReader) throws(FeedError) -> DoorReport {
    DoorReport(vehicle: try vehicle(&fields), state: try fields.choice("state", doorStates))
  }

  static func seal(_ fields: inout FieldReader) throws(FeedError) -> SealReport {
    SealReport(
      vehicle: try vehicle(&fields), seal: try fields.string("seal"),
      state: try fields.choice("state", [.applied, .intact, .broken]))
  }

  static func alarm(_ fields: inout FieldReader) throws(FeedError) -> AlarmReport {
    let vehicle = try vehicle(&fields)
    let name = try fields.string("name")
    let state = try fields.string("state")
    guard state == "on" || state == "off" else { throw fields.wrong("state", "one of on, off") }
    return AlarmReport(vehicle: vehicle, name: name, isOn: state == "on")
  }

  private static let doorStates: [DoorState] = [.open, .closed]

  private static func vehicle(_ fields: inout FieldReader) throws(FeedError) -> VehicleID {
    VehicleID(try fields.string("vehicle"))
  }

  private static func person(of fields: inout FieldReader) throws(FeedError) -> PersonID {
    PersonID(try fields.string("person"))
  }

  private static func coordinate(_ fields: inout FieldReader) throws(FeedError) -> Coordinate {
    Coordinate(latitude: try fields.number("lat"), longitude: try fields.number("lon"))
  }

  private static func alarmNames(_ fields: inout FieldReader) throws(FeedError) -> [String]? {
    guard let value = fields.value("alarms") else { return nil }
    guard let elements = value.array else { throw fields.wrong("alarms", "a list of names") }
    let names = elements.compactMap(\.string)
    guard names.count == elements.count else { throw fields.wrong("alarms", "a list of names") }
    return names
  }
}
