public import EscortDomain
import JT808
public import Journal
public import Registers
import TrackFiles

/// Derives events from journal entries, in journal order, and keeps the register they rest on.
///
/// The journal holds bytes as received; what they mean is derived again whenever it is read, from nothing but what stood
/// before them in the journal.
public struct EntryDecoder: EventDeriver {
  /// The register as folded so far.
  public private(set) var register = FleetRegister()
  /// The tokens given so far.
  public private(set) var tokens = TokenRegister()
  /// The commands given so far.
  public private(set) var commands = CommandBook()
  private var cards = CardReader()
  private var crews = CrewWhereabouts()
  private var clocks: [String: DeviceClock] = [:]

  /// A decoder before the first entry.
  public init() {}

  /// The events of the next entry.
  public mutating func events(of entry: Entry) -> [Event] {
    switch entry.draft.kind {
    case .jt808Frame:
      return frameEvents(entry)
    case .feedLine:
      let events = Self.lineEvents(entry)
      for event in events {
        register.take(event)
        crews.take(event)
      }
      return events
    case .phoneReport:
      return phoneEvents(entry)
    case .terminalRegistered:
      register.setCodeHash(String(decoding: entry.draft.bytes, as: UTF8.self), of: entry.draft.origin)
    case .terminalUnregistered:
      register.setCodeHash(nil, of: entry.draft.origin)
    case .commandIssued, .commandOutcome:
      commands.take(entry)
    case .tokenGiven:
      if let holder = TokenRegister.Holder(text: entry.draft.origin) {
        tokens.give(hash: String(decoding: entry.draft.bytes, as: UTF8.self), to: holder)
      }
    default:
      break
    }
    return []
  }

  /// The vehicle of a terminal that authenticated.
  public func connectedVehicle(of entry: Entry) -> VehicleID? {
    entry.draft.kind == .terminalAuthenticated ? register.terminal(entry.draft.origin)?.vehicle.id : nil
  }

  /// How the clock of a terminal stands.
  public func clock(ofTerminal number: String) -> DeviceClock? { clocks[FleetRegister.identity(of: number)] }

  /// Whether an entry bears on a register.
  public func lasts(_ entry: Entry) -> Bool {
    switch entry.draft.kind {
    case .terminalRegistered, .terminalUnregistered, .tokenGiven: true
    default: false
    }
  }

  private mutating func frameEvents(_ entry: Entry) -> [Event] {
    let identity = entry.draft.origin
    guard let terminal = register.terminal(identity), let message = Self.message(in: entry.draft.bytes) else { return [] }
    switch message {
    case .location(let report):
      if let device = report.time.instant {
        let speed = register.plan(terminal.transport)?.clock?.speed(at: entry.received) ?? 1
        clocks[identity, default: DeviceClock()].take(
          device: device, received: register.time(of: terminal, at: entry.received), speed: speed)
      }
      return LocationEvents.events(of: report, vehicle: terminal.vehicle, received: entry.received)
    case .driverCard(let card):
      let event = cards.event(of: card, terminal: identity, terminal, received: entry.received, register: register)
      if let event { crews.take(event) }
      return event.map { [$0] } ?? []
    case .tabled(let tabled):
      guard let list = tabled.body as? RecordingList else { return Self.events(of: message, terminal, entry) }
      let received = register.time(of: terminal, at: entry.received)
      let at = clocks[identity]?.time(at: received) ?? received
      return RecordingListEvents.events(of: list, terminal: terminal, at: at, received: entry.received)
    default:
      return Self.events(of: message, terminal, entry)
    }
  }

  private func phoneEvents(_ entry: Entry) -> [Event] {
    guard case .crew(let person)? = TokenRegister.Holder(text: entry.draft.origin), let report = PhoneEntry(entry.draft) else {
      return Self.unitPhoneEvents(entry)
    }
    guard let vehicle = crews.vehicle(of: person, at: report.at ?? entry.received, register) else { return [] }
    return report.events(of: person, on: vehicle, received: entry.received)
  }

  /// The positions of a phone that serves as a vehicle's unit.
  private static func unitPhoneEvents(_ entry: Entry) -> [Event] {
    guard case .unit(let vehicle)? = TokenRegister.Holder(text: entry.draft.origin) else { return [] }
    return PhoneEntry(entry.draft)?.events(of: vehicle, received: entry.received) ?? []
  }

  /// The positions one entry tells of, with what comes with them, given the register it rests on.
  static func positions(of entry: Entry, register: FleetRegister) -> [Event] {
    if entry.draft.kind == .phoneReport { return unitPhoneEvents(entry) }
    guard entry.draft.kind == .jt808Frame else { return lineEvents(entry) }
    guard let terminal = register.terminal(entry.draft.origin), let message = message(in: entry.draft.bytes) else { return [] }
    return events(of: message, terminal, entry)
  }

  private static func events(of message: Message, _ terminal: FleetRegister.Terminal, _ entry: Entry) -> [Event] {
    message.reports.flatMap { LocationEvents.events(of: $0, vehicle: terminal.vehicle, received: entry.received) }
  }

  private static func lineEvents(_ entry: Entry) -> [Event] {
    // What was journaled was read once before it was answered; a later version that reads less keeps the bytes.
    guard entry.draft.kind == .feedLine, var event = try? EventReader.event(fromLine: entry.draft.bytes) else { return [] }
    event.received = entry.received
    return [event]
  }

  /// The message of one frame, or of all frames of a split one.
  static func message(in bytes: [UInt8]) -> Message? {
    var scanner = FrameScanner()
    var reassembler = Reassembler()
    var message: Message?
    scanner.scan(bytes) { element in
      guard case .frame(let frame) = element else { return }
      if frame.header.part == nil {
        message = try? Message(frame)
      } else if case .whole(let whole) = reassembler.take(frame) {
        message = try? Message(whole)
      }
    }
    return message
  }
}

/// What messages and acts have shown of terminals and crews, and what became of commands.
extension EntryDecoder {
  /// Which cards are in, who is where, how clocks stand, and the commands.
  public struct Record: Packable, Sendable {
    fileprivate let cards: CardReader
    fileprivate let crews: CrewWhereabouts
    fileprivate let clocks: [String: DeviceClock]
    fileprivate let commands: CommandBook

    fileprivate init(cards: CardReader, crews: CrewWhereabouts, clocks: [String: DeviceClock], commands: CommandBook) {
      self.cards = cards
      self.crews = crews
      self.clocks = clocks
      self.commands = commands
    }

    /// Writes it.
    public func pack(into writer: inout PackedWriter) {
      writer.write(cards)
      writer.write(crews)
      writer.write(clocks)
      writer.write(commands)
    }

    /// Reads it.
    public init(from reader: inout PackedReader) {
      self.init(cards: reader.read(), crews: reader.read(), clocks: reader.read(), commands: reader.read())
    }
  }

  /// What it keeps of entries that are not read again.
  public var record: Record { Record(cards: cards, crews: crews, clocks: clocks, commands: commands) }

  /// Takes up what another one kept.
  public mutating func takeUp(_ record: Record) {
    cards = record.cards
    crews = record.crews
    clocks = record.clocks
    commands = record.commands
  }
}
