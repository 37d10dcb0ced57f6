public import EscortDomain

/// Derives events from entries, in journal order: what an entry means may rest on the entries before it.
public protocol EventDeriver: Sendable {
  /// The events of the next entry.
  mutating func events(of entry: Entry) -> [Event]
}
