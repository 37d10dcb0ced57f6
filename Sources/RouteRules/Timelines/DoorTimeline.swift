import EscortDomain

/// When a vehicle's cargo door was open; unknown is closed, and at one instant open beats closed (RULES.md 8.2-12, 8.3-19).
struct DoorTimeline: Sendable {
  private var door = SwitchTimeline()
  private var closed = SortedInstants()

  /// When it was open.
  var open: IntervalSet { door.stretches }

  /// Takes a state in.
  mutating func insert(_ state: DoorState, at instant: Instant) {
    switch state {
    case .open:
      door.turnOn(at: instant, nextOff: closed.first(after: instant))
    case .closed:
      closed.insert(instant)
      door.turnOff(at: instant)
    }
  }

  /// Lets go of what nothing placed after an instant needs.
  mutating func trim(upTo instant: Instant) {
    door.trim(upTo: instant)
    closed.trim(upTo: instant)
  }
}
