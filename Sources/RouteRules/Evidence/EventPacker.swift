import EscortDomain

/// Packs events of one vehicle into a block of bytes, to be read by ``EventUnpacker`` alone.
///
/// An event is a byte for its kind, its times as steps from the event before, and its fields. Whole numbers are zigzag varints; decimals
/// that are a whole number of ten-millionths, as coordinates and speeds of terminals are, are steps of such; all others are their eight
/// bytes. The block ends with the strings its events name by number.
struct EventPacker {
  private var writer: PackedWriter
  private var last = PackedNumbers()

  /// Packs events; each is of the vehicle that the block is kept for.
  static func block(of events: some Collection<Event>) -> [UInt8] {
    var packer = EventPacker(writer: PackedWriter(capacity: events.count * usualLength))
    packer.writer.write(events.count)
    for event in events { packer.pack(event) }
    packer.writer.writeStrings()
    return packer.writer.bytes
  }

  /// Bytes an event takes more or less.
  private static let usualLength = 24

  private mutating func pack(_ event: Event) {
    guard let kind = PackedKind(event.fact) else { preconditionFailure("only what vehicles tell is packed") }
    writer.write(byte: kind.rawValue | (event.unknownFields == nil ? 0 : PackedKind.hasUnknownFields))
    writer.write(step: event.at.microsecondsSince1970, from: &last.at)
    writer.write(step: event.received.microsecondsSince1970, from: &last.delay, after: event.at.microsecondsSince1970)
    switch event.fact {
    case .position(let report): pack(report)
    case .recording(let heartbeat):
      writer.write(heartbeat.camera)
      writer.write(PackedKind.code(of: heartbeat.state))
      writer.write(optional: heartbeat.freeBytes)
    case .segment(let segment):
      writer.write(segment.camera)
      writer.write(step: segment.from.microsecondsSince1970, from: &last.at)
      writer.write(step: segment.to.microsecondsSince1970, from: &last.at)
      writer.write(string: segment.sha256)
      writer.write(optional: segment.bytes)
    case .act(let act):
      writer.write(PackedKind.code(of: act.kind))
      writer.write(string: act.person.text)
      writer.write(act.coordinate == nil ? 0 : 1)
      if let coordinate = act.coordinate { pack(coordinate) }
      writer.write(string: act.method)
      writer.write(act.duress ? 1 : 0)
    case .phone(let phone):
      writer.write(string: phone.person.text)
      pack(phone.coordinate)
    case .door(let door): writer.write(door.state == .open ? 1 : 0)
    case .seal(let seal):
      writer.write(PackedKind.code(of: seal.state))
      writer.write(string: seal.seal)
    case .alarm(let alarm):
      writer.write(string: alarm.name)
      writer.write(alarm.isOn ? 1 : 0)
    case .policy, .person, .transport, .declaration: break
    }
    if let fields = event.unknownFields { writer.write(string: fields) }
  }

  private mutating func pack(_ report: PositionReport) {
    var flags = PositionFlags()
    if report.valid { flags.insert(.isValid) }
    if report.speedKilometresPerHour != nil { flags.insert(.hasSpeed) }
    if report.courseDegrees != nil { flags.insert(.hasCourse) }
    if report.altitudeMetres != nil { flags.insert(.hasAltitude) }
    if report.alarms != nil { flags.insert(.hasAlarms) }
    if report.door != nil { flags.insert(.hasDoor) }
    if report.door == .open { flags.insert(.isDoorOpen) }
    writer.write(byte: flags.rawValue)
    pack(report.coordinate)
    if let speed = report.speedKilometresPerHour { writer.write(decimal: speed, from: &last.speed) }
    if let course = report.courseDegrees { writer.write(decimal: course, from: &last.course) }
    if let altitude = report.altitudeMetres { writer.write(decimal: altitude, from: &last.altitude) }
    if let alarms = report.alarms {
      writer.write(alarms.count)
      for alarm in alarms { writer.write(string: alarm) }
    }
  }

  private mutating func pack(_ coordinate: Coordinate) {
    writer.write(decimal: coordinate.latitude, from: &last.latitude)
    writer.write(decimal: coordinate.longitude, from: &last.longitude)
  }
}

/// What a packed event is.
enum PackedKind: UInt8 {
  case position, recording, segment, act, phone, door, seal, alarm

  /// The bit of the kind's byte that says the event has fields of a later version.
  static let hasUnknownFields: UInt8 = 0x80

  static let states: [CameraHeartbeat.State] = [.recording, .stopped, .fault, .occluded, .noSignal]
  static let acts: [CrewAct.Kind] = [.checkIn, .confirm, .checkOut]
  static let sealStates: [SealReport.State] = [.applied, .intact, .broken]

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

  /// The kind of what a vehicle tells; `nil` of anything else.
  init?(_ fact: Fact) {
    switch fact {
    case .position: self = .position
    case .recording: self = .recording
    case .segment: self = .segment
    case .act: self = .act
    case .phone: self = .phone
    case .door: self = .door
    case .seal: self = .seal
    case .alarm: self = .alarm
    case .policy, .person, .transport, .declaration: return nil
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

/// The numbers that the next ones of a block are told from.
struct PackedNumbers {
  var at: Int64 = 0
  var delay: Int64 = 0
  var latitude: Int64 = 0
  var longitude: Int64 = 0
  var speed: Int64 = 0
  var course: Int64 = 0
  var altitude: Int64 = 0

  /// Decimals are counted in ten-millionths, a centimetre of latitude.
  static let scale = 1e7
  /// What is scaled to more is not counted so: its step, doubled twice, would not fit.
  static let greatest = 1e17

  static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

  static func unzigzag(_ value: UInt64) -> Int64 { Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
}
