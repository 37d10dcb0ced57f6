public import EscortDomain
import TrackFiles

/// What sets a copy of a convoy apart from the convoy and from other copies: its transports, vehicles, people and organisations carry a
/// suffix, its terminals have numbers of their own.
///
/// Organisations too, so that the policy of a played recording bears on nothing else.
public struct ConvoyMark: Hashable, Sendable {
  /// What is put behind every name, such as `-0007`.
  public let suffix: String
  private let terminals: [String: String]

  /// A mark.
  ///
  /// - Parameters:
  ///   - terminals: the numbers of the convoy's terminals as planned.
  ///   - block: tells runs against one service apart, 0 to 99999.
  ///   - first: the number within the block that the first of them gets; the others get the next ones.
  public init(suffix: String, terminals: [String], block: Int, first: Int) {
    self.suffix = suffix
    let numbers = terminals.enumerated().map { index, number in (number, Self.number(block: block, index: first + index)) }
    self.terminals = Dictionary(numbers) { first, _ in first }
  }

  /// A block for terminals' numbers drawn from a text.
  public static func block(of text: String) -> Int {
    Int(text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 } % 100_000)
  }

  /// Twelve digits, which every edition of JT/T 808 can carry, and no mobile number begins with a 9.
  private static func number(block: Int, index: Int) -> String { "9" + padded(block, 5) + padded(index, 6) }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  func transport(_ id: TransportID) -> TransportID { TransportID(id.text + suffix) }
  func vehicle(_ id: VehicleID) -> VehicleID { VehicleID(id.text + suffix) }
  func person(_ id: PersonID) -> PersonID { PersonID(id.text + suffix) }
  func terminal(_ number: String) -> String { terminals[number] ?? number }

  /// An event as the copy tells it. Policies are nobody's copy and stay as they are.
  public func marked(_ event: Event) -> Event {
    var event = event
    switch event.fact {
    case .policy: break
    case .person, .transport: return rewritten(event)
    case .declaration(var declaration):
      declaration.transport = transport(declaration.transport)
      event.fact = .declaration(declaration)
    case .position(var report):
      report.vehicle = vehicle(report.vehicle)
      event.fact = .position(report)
    case .recording(var heartbeat):
      heartbeat.vehicle = vehicle(heartbeat.vehicle)
      event.fact = .recording(heartbeat)
    case .segment(var segment):
      segment.vehicle = vehicle(segment.vehicle)
      event.fact = .segment(segment)
    case .act(var act):
      act.vehicle = vehicle(act.vehicle)
      act.person = person(act.person)
      event.fact = .act(act)
    case .phone(var phone):
      phone.vehicle = vehicle(phone.vehicle)
      phone.person = person(phone.person)
      event.fact = .phone(phone)
    case .door(var door):
      door.vehicle = vehicle(door.vehicle)
      event.fact = .door(door)
    case .seal(var seal):
      seal.vehicle = vehicle(seal.vehicle)
      event.fact = .seal(seal)
    case .alarm(var alarm):
      alarm.vehicle = vehicle(alarm.vehicle)
      event.fact = .alarm(alarm)
    }
    return event
  }

  /// What is expected of the convoy, as it is expected of the copy.
  public func marked(_ line: Expectation.Line) -> Expectation.Line {
    var line = line
    for name in ["transport", "vehicle", "person"] {
      if let value = line.subject[name] { line.subject[name] = value + suffix }
    }
    return line
  }

  /// A verdict or transition of the convoy as FEED.md prints it, as it would be of the copy.
  public func marked(_ verdict: JSONObject) -> JSONObject {
    var verdict = verdict
    for name in ["transport", "vehicle", "person"] { append(to: name, of: &verdict) }
    return verdict
  }

  /// Plans and records are their text: a field that nobody knows must not be lost.
  private func rewritten(_ event: Event) -> Event {
    var object = EventWriter.object(event)
    append(to: "id", of: &object)
    append(to: "org", of: &object)
    for place in ["origin", "destination"] {
      guard var area = object[place]?.object else { continue }
      append(to: "org", of: &area)
      object[place] = .object(area)
    }
    if let vehicles = object["vehicles"]?.array { object["vehicles"] = .array(vehicles.map { marked(vehicle: $0) }) }
    guard let event = try? EventReader.event(from: object) else {
      preconditionFailure("it was read from these fields, and only texts have changed")
    }
    return event
  }

  private func marked(vehicle value: JSONValue) -> JSONValue {
    guard var vehicle = value.object else { return value }
    append(to: "id", of: &vehicle)
    if let number = vehicle["terminal"]?.string { vehicle["terminal"] = .string(terminal(number)) }
    if let crew = vehicle["crew"]?.array {
      vehicle["crew"] = .array(
        crew.map { member in
          guard var object = member.object else { return member }
          append(to: "person", of: &object)
          return .object(object)
        })
    }
    return .object(vehicle)
  }

  private func append(to name: String, of object: inout JSONObject) {
    if let text = object[name]?.string { object[name] = .string(text + suffix) }
  }
}
