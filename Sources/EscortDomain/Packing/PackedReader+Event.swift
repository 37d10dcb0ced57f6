extension PackedReader {
  /// The events of a block of one vehicle, in the order they were packed; `nil` when it is damaged.
  public static func events(of block: [UInt8], vehicle: VehicleID) -> [Event]? {
    var reader = PackedReader(block)
    let events = reader.events(of: vehicle)
    return reader.isDamaged ? nil : events
  }

  /// Reads events of one vehicle.
  public mutating func events(of vehicle: VehicleID) -> [Event] {
    let count = count()
    var last = PackedNumbers()
    var events: [Event] = []
    events.reserveCapacity(count)
    for _ in 0..<count where !isDamaged { events.append(event(of: vehicle, from: &last)) }
    return events
  }

  /// Reads an event that was written without its vehicle.
  mutating func event(of vehicle: VehicleID, from last: inout PackedNumbers) -> Event {
    let byte = byte()
    let kind = PackedKind(rawValue: byte & ~PackedKind.hasUnknownFields) ?? fail(.door)
    let at = Instant(microsecondsSince1970: step(from: &last.at))
    let received = Instant(microsecondsSince1970: at.microsecondsSince1970 &+ step(from: &last.delay))
    let fact = fact(kind, of: vehicle, from: &last)
    return Event(at: at, received: received, fact: fact, unknownFields: byte & PackedKind.hasUnknownFields == 0 ? nil : string())
  }

  private mutating func fact(_ kind: PackedKind, of vehicle: VehicleID, from last: inout PackedNumbers) -> Fact {
    switch kind {
    case .position: return .position(report(of: vehicle, from: &last))
    case .recording:
      let camera = number()
      let state = member(of: PackedKind.states)
      return .recording(CameraHeartbeat(vehicle: vehicle, camera: camera, state: state, freeBytes: optionalNumber()))
    case .segment:
      let camera = number()
      let from = Instant(microsecondsSince1970: step(from: &last.at))
      let to = Instant(microsecondsSince1970: step(from: &last.at))
      let sha256 = string()
      return .segment(RecordedSegment(vehicle: vehicle, camera: camera, from: from, to: to, sha256: sha256, bytes: optionalNumber()))
    case .act:
      let kind = member(of: PackedKind.acts)
      let person = PersonID(string() ?? "")
      let coordinate = number() == 1 ? coordinate(from: &last) : nil
      let method = string()
      return .act(
        CrewAct(kind: kind, vehicle: vehicle, person: person, coordinate: coordinate, method: method, duress: number() == 1))
    case .phone:
      let person = PersonID(string() ?? "")
      return .phone(PhonePosition(vehicle: vehicle, person: person, coordinate: coordinate(from: &last)))
    case .door: return .door(DoorReport(vehicle: vehicle, state: number() == 1 ? .open : .closed))
    case .seal:
      let state = member(of: PackedKind.sealStates)
      return .seal(SealReport(vehicle: vehicle, seal: string() ?? "", state: state))
    case .alarm:
      let name = string() ?? ""
      return .alarm(AlarmReport(vehicle: vehicle, name: name, isOn: number() == 1))
    case .declaration:
      let kind = member(of: PackedKind.declarations)
      let transport = TransportID(string() ?? "")
      return .declaration(Declaration(kind: kind, transport: transport, by: string()))
    }
  }

  /// Reads a position that was written without its vehicle.
  mutating func report(of vehicle: VehicleID, from last: inout PackedNumbers) -> PositionReport {
    let flags = PositionFlags(rawValue: byte())
    var report = PositionReport(vehicle: vehicle, coordinate: coordinate(from: &last), valid: flags.contains(.isValid))
    if flags.contains(.hasSpeed) { report.speedKilometresPerHour = decimal(from: &last.speed) }
    if flags.contains(.hasCourse) { report.courseDegrees = decimal(from: &last.course) }
    if flags.contains(.hasAltitude) { report.altitudeMetres = decimal(from: &last.altitude) }
    if flags.contains(.hasAlarms) { report.alarms = (0..<count()).map { _ in string() ?? "" } }
    if flags.contains(.hasDoor) { report.door = flags.contains(.isDoorOpen) ? .open : .closed }
    return report
  }

  private mutating func coordinate(from last: inout PackedNumbers) -> Coordinate {
    let latitude = decimal(from: &last.latitude)
    return Coordinate(latitude: latitude, longitude: decimal(from: &last.longitude))
  }

  private mutating func member<Member>(of members: [Member]) -> Member {
    let place = number()
    return members.indices.contains(place) ? members[place] : fail(members[0])
  }
}
