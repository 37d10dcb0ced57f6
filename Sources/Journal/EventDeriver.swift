public import EscortDomain

/// Derives events from entries, in journal order: what an entry means may rest on the entries before it.
public protocol EventDeriver: Sendable {
  /// What it keeps of entries that are not read again.
  associatedtype Record: Packable, Sendable

  /// The events of the next entry.
  mutating func events(of entry: Entry) -> [Event]

  /// The vehicle whose terminal has just connected, when the entry tells of that.
  func connectedVehicle(of entry: Entry) -> VehicleID?

  /// How the clock of a terminal stands, from the entries so far; `nil` when nothing is known of it.
  func clock(ofTerminal number: String) -> DeviceClock?

  /// Whether what an entry says stays true until another one says otherwise, so that it is read again where a record is taken up. Entries
  /// whose events are plans, records, policies or declarations always are.
  func lasts(_ entry: Entry) -> Bool

  /// What it keeps of the entries that are not read again.
  var record: Record { get }

  /// Takes a record up, after the entries before it that last.
  mutating func takeUp(_ record: Record)
}

extension EventDeriver {
  /// None, for derivers that go by the events alone.
  public func lasts(_ entry: Entry) -> Bool { false }

  /// Takes a record up, after the entries before it that last, and returns the events of these.
  public mutating func takeUp(_ record: Record, after entries: [Entry]) -> [Event] {
    let events = entries.flatMap { self.events(of: $0) }
    takeUp(record)
    return events
  }

  /// None, for entries that tell of no terminals.
  public func connectedVehicle(of entry: Entry) -> VehicleID? { nil }

  /// None, for entries that tell of no terminals.
  public func clock(ofTerminal number: String) -> DeviceClock? { nil }
}
