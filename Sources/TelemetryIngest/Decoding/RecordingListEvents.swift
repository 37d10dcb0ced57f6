import EscortDomain
import JT808
import Registers

/// The recorded segments a terminal's list tells of (RULES.md 8.4-26).
enum RecordingListEvents {
  /// One segment a record whose times can be read.
  ///
  /// - Parameter at: when the list was told, on the device's clock; no record proves anything past it.
  static func events(of list: RecordingList, terminal: FleetRegister.Terminal, at: Instant, received: Instant) -> [Event] {
    list.items.compactMap { item in
      guard let from = item.start.secondsSince1970, let to = item.end.secondsSince1970 else { return nil }
      let segment = RecordedSegment(
        vehicle: terminal.vehicle.id, camera: Int(item.channel), from: Instant(microsecondsSince1970: from * 1_000_000),
        to: Instant(microsecondsSince1970: to * 1_000_000), bytes: Int(item.bytes))
      return Event(at: at, received: received, fact: .segment(segment))
    }
  }
}
