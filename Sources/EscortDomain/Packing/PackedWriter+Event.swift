/// An event is a byte for its kind, its times as steps from the event before, and its fields.
extension PackedWriter {
  /// The block of some events of one vehicle, for ``PackedReader/events(of:vehicle:)``.
  public static func block(of events: some Collection<Event>) -> [UInt8] {
    var writer = PackedWriter(capacity: events.count * usualLength)
    writer.write(ofOneVehicle: events)
    return writer.block()
  }

  /// Bytes an event takes more or less.
  private static let usualLength = 24

  /// Writes events of one vehicle.
  public mutating func write(ofOneVehicle events: some Collection<Event>) {
    write(events.count)
    var last = PackedNumbers()
    for event in events { write(event, from: &last) }
  }

  /// Writes an event without its vehicle.
  mutating func write(_ event: Event, from last: inout PackedNumbers) {
    guard let kind = PackedKind(event.fact) else { preconditionFailure("plans, records and policies are not packed") }
    write(byte: kind.rawValue | (event.unknownFields == nil ? 0 : PackedKind.hasUnknownFields))
    write(step: event.at.microsecondsSince1970, from: &last.at)
    write(step: event.received.microsecondsSince1970, from: &last.delay, after: event.at.microsecondsSince1970)
    switch event.fact {
    case .position(let report): write(report, from: &last)
    case .recording(let heartbeat):
      write(heartbeat.camera)
      write(PackedKind.code(of: heartbeat.state))
      write(optional: heartbeat.freeBytes)
    case .segment(let segment):
      write(segment.camera)
      write(step: segment.from.microsecondsSince1970, from: &last.at)
      write(step: segment.to.microsecondsSince1970, from: &last.at)
      write(string: segment.sha256)
      write(optional: segment.bytes)
    case .act(let act):
      write(PackedKind.code(of: act.kind))
      write(string: act.person.text)
      write(act.coordinate == nil ? 0 : 1)
      if let coordinate = act.coordinate { write(coordinate, from: &last) }
      write(string: act.method)
      write(act.duress ? 1 : 0)
    case .phone(let phone):
      write(string: phone.person.text)
      write(phone.coordinate, from: &last)
    case .door(let door): write(door.state == .open ? 1 : 0)
    case .seal(let seal):
      write(PackedKind.code(of: seal.state))
      write(string: seal.seal)
    case .alarm(let alarm):
      write(string: alarm.name)
      write(alarm.isOn ? 1 : 0)
    case .declaration(let declaration):
      write(PackedKind.code(of: declaration.kind))
      write(string: declaration.transport.text)
      write(string: declaration.by)
    case .policy, .person, .transport: break
    }
    if let fields = event.unknownFields { write(string: fields) }
  }

  /// Writes a position without its vehicle.
  mutating func write(_ report: PositionReport, from last: inout PackedNumbers) {
    var flags = PositionFlags()
    if report.valid { flags.insert(.isValid) }
    if report.speedKilometresPerHour != nil { flags.insert(.hasSpeed) }
    if report.courseDegrees != nil { flags.insert(.hasCourse) }
    if report.altitudeMetres != nil { flags.insert(.hasAltitude) }
    if report.alarms != nil { flags.insert(.hasAlarms) }
    if report.door != nil { flags.insert(.hasDoor) }
    if report.door == .open { flags.insert(.isDoorOpen) }
    write(byte: flags.rawValue)
    write(report.coordinate, from: &last)
    if let speed = report.speedKilometresPerHour { write(decimal: speed, from: &last.speed) }
    if let course = report.courseDegrees { write(decimal: course, from: &last.course) }
    if let altitude = report.altitudeMetres { write(decimal: altitude, from: &last.altitude) }
    if let alarms = report.alarms {
      write(alarms.count)
      for alarm in alarms { write(string: alarm) }
    }
  }

  private mutating func write(_ coordinate: Coordinate, from last: inout PackedNumbers) {
    write(decimal: coordinate.latitude, from: &last.latitude)
    write(decimal: coordinate.longitude, from: &last.longitude)
  }
}

/// What a packed event is.
public enum PackedKind: UInt8 {
  case position, recording, segment, act, phone, door, seal, alarm, declaration

  /// The bit of the kind's byte that says the event has fields of a later version.
  static let hasUnknownFields: UInt8 = 0x80

  static let states: [CameraHeartbeat.State] = [.recording, .stopped, .fault, .occluded, .noSignal]
  static let acts: [CrewAct.Kind] = [.checkIn, .confirm, .checkOut]
  static let sealStates: [SealReport.State] = [.applied, .intact, .broken]
  static let declarations: [Declaration.Kind] = [.loaded, .departed, .arrived, .handedOver, .stored]

  /// The place of a state in ``states``.
  static func code(of state: CameraHeartbeat.State) -> Int {
    switch state {
    case .recording: 0
    case .stopped: 1
    case .fault: 2
    case .occluded: 3
    case .noSignal: 4
    }
  }

  /// The place of an act in ``acts``.
  static func code(of act: CrewAct.Kind) -> Int {
    switch act {
    case .checkIn: 0
    case .confirm: 1
    case .checkOut: 2
    }
  }

  /// The place of a state in ``sealStates``.
  static func code(of state: SealReport.State) -> Int {
    switch state {
    case .applied: 0
    case .intact: 1
    case .broken: 2
    }
  }

  /// The place of a declaration in ``declarations``.
  static func code(of kind: Declaration.Kind) -> Int {
    switch kind {
    case .loaded: 0
    case .departed: 1
    case .arrived: 2
    case .handedOver: 3
    case .stored: 4
    }
  }

  /// The kind of what a vehicle tells or is declared; `nil` of anything else.
  public init?(_ fact: Fact) {
    switch fact {
    case .position: self = .position
    case .recording: self = .recording
    case .segment: self = .segment
    case .act: self = .act
    case .phone: self = .phone
    case .door: self = .door
    case .seal: self = .seal
    case .alarm: self = .alarm
    case .declaration: self = .declaration
    case .policy, .person, .transport: return nil
    }
  }
}

/// What a packed position says and has.
struct PositionFlags: OptionSet {
  let rawValue: UInt8

  static let isValid = PositionFlags(rawValue: 1)
  static let hasSpeed = PositionFlags(rawValue: 2)
  static let hasCourse = PositionFlags(rawValue: 4)
  static let hasAltitude = PositionFlags(rawValue: 8)
  static let hasAlarms = PositionFlags(rawValue: 16)
  static let hasDoor = PositionFlags(rawValue: 32)
  static let isDoorOpen = PositionFlags(rawValue: 64)
}
