import EscortDomain

/// Reads the events of one vehicle from a block that ``EventPacker`` wrote; a block is the engine's own, so one that cannot be read is a
/// fault of the engine or the archive and traps.
struct EventUnpacker {
  private var reader: PackedReader
  private let vehicle: VehicleID
  private var last = PackedNumbers()

  /// The events of a block, in the order they were packed.
  static func events(of block: [UInt8], vehicle: VehicleID) -> [Event] {
    var unpacker = EventUnpacker(reader: PackedReader(block), vehicle: vehicle)
    let count = unpacker.reader.number()
    return (0..<count).map { _ in unpacker.event() }
  }

  private mutating func event() -> Event {
    let byte = reader.byte()
    guard let kind = PackedKind(rawValue: byte & ~PackedKind.hasUnknownFields) else { PackedReader.fail() }
    let at = Instant(microsecondsSince1970: reader.step(from: &last.at))
    let received = Instant(microsecondsSince1970: at.microsecondsSince1970 &+ reader.step(from: &last.delay))
    let fact = self.fact(kind)
    return Event(
      at: at, received: received, fact: fact, unknownFields: byte & PackedKind.hasUnknownFields == 0 ? nil : reader.string())
  }

  private mutating func fact(_ kind: PackedKind) -> Fact {
    switch kind {
    case .position: return .position(report())
    case .recording:
      let camera = reader.number()
      let state = PackedKind.states[reader.number()]
      return .recording(CameraHeartbeat(vehicle: vehicle, camera: camera, state: state, freeBytes: reader.optionalNumber()))
    case .segment:
      let camera = reader.number()
      let from = Instant(microsecondsSince1970: reader.step(from: &last.at))
      let to = Instant(microsecondsSince1970: reader.step(from: &last.at))
      let sha256 = reader.string()
      return .segment(
        RecordedSegment(vehicle: vehicle, camera: camera, from: from, to: to, sha256: sha256, bytes: reader.optionalNumber()))
    case .act:
      let kind = PackedKind.acts[reader.number()]
      let person = PersonID(reader.string() ?? "")
      let coordinate = reader.number() == 1 ? self.coordinate() : nil
      let method = reader.string()
      return .act(
        CrewAct(kind: kind, vehicle: vehicle, person: person, coordinate: coordinate, method: method, duress: reader.number() == 1))
    case .phone:
      let person = PersonID(reader.string() ?? "")
      return .phone(PhonePosition(vehicle: vehicle, person: person, coordinate: coordinate()))
    case .door: return .door(DoorReport(vehicle: vehicle, state: reader.number() == 1 ? .open : .closed))
    case .seal:
      let state = PackedKind.sealStates[reader.number()]
      return .seal(SealReport(vehicle: vehicle, seal: reader.string() ?? "", state: state))
    case .alarm:
      let name = reader.string() ?? ""
      return .alarm(AlarmReport(vehicle: vehicle, name: name, isOn: reader.number() == 1))
    }
  }

  private mutating func report() -> PositionReport {
    let flags = PositionFlags(rawValue: reader.byte())
    var report = PositionReport(vehicle: vehicle, coordinate: coordinate(), valid: flags.contains(.isValid))
    if flags.contains(.hasSpeed) { report.speedKilometresPerHour = reader.decimal(from: &last.speed) }
    if flags.contains(.hasCourse) { report.courseDegrees = reader.decimal(from: &last.course) }
    if flags.contains(.hasAltitude) { report.altitudeMetres = reader.decimal(from: &last.altitude) }
    if flags.contains(.hasAlarms) { report.alarms = (0..<reader.number()).map { _ in reader.string() ?? "" } }
    if flags.contains(.hasDoor) { report.door = flags.contains(.isDoorOpen) ? .open : .closed }
    return report
  }

  private mutating func coordinate() -> Coordinate {
    let latitude = reader.decimal(from: &last.latitude)
    return Coordinate(latitude: latitude, longitude: reader.decimal(from: &last.longitude))
  }
}
