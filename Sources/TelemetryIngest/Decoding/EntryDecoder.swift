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

  /// A decoder before the first entry.
  public init() {}

  /// The events of the next entry.
  public mutating func events(of entry: Entry) -> [Event] {
    switch entry.draft.kind {
    case .jt808Frame, .feedLine:
      let events = Self.evidence(of: entry, register: register)
      for event in events { register.take(event) }
      return events
    case .terminalRegistered:
      register.setCodeHash(String(decoding: entry.draft.bytes, as: UTF8.self), of: entry.draft.origin)
    case .terminalUnregistered:
      register.setCodeHash(nil, of: entry.draft.origin)
    case .tokenGiven:
      if let holder = TokenRegister.Holder(text: entry.draft.origin) {
        tokens.give(hash: String(decoding: entry.draft.bytes, as: UTF8.self), to: holder)
      }
    default:
      break
    }
    return []
  }

  /// The events of one entry, given the register it rests on.
  static func evidence(of entry: Entry, register: FleetRegister) -> [Event] {
    guard entry.draft.kind == .jt808Frame else { return lineEvents(entry) }
    guard let terminal = register.terminal(entry.draft.origin), let message = message(in: entry.draft.bytes) else { return [] }
    let reports: [LocationReport] =
      switch message {
      case .location(let report): [report]
      case .batch(let batch): batch.reports
      default: []
      }
    return reports.flatMap { LocationEvents.events(of: $0, vehicle: terminal.vehicle, received: entry.received) }
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
