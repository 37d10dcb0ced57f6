import BackgroundWork
import EscortDomain
import Journal
import RouteRules

/// An entry and what it means.
private struct ReadEntry {
  let entry: Entry
  let events: [Event]
}

/// Many entries at once.
extension Desk {
  /// Takes entries in as if one after the other: what they mean is read first, then they are judged, on several processors, then what came
  /// of each is told in their order.
  func takeTogether(_ entries: [Entry]) {
    var read: [ReadEntry] = []
    for entry in entries {
      read.append(ReadEntry(entry: entry, events: deriver.events(of: entry)))
      // What is asked of a unit then rests on what was known then. While the desk begins nothing is asked.
      guard !isBeginning, let vehicle = deriver.connectedVehicle(of: entry) else { continue }
      play(read)
      read.removeAll(keepingCapacity: true)
      noteConnection(of: vehicle, at: entry.received)
    }
    play(read)
  }

  private func play(_ read: [ReadEntry]) {
    var clocks = engine.clocks
    let steps = read.map { ShardedRuleEngine.Step(events: $0.events, instant: $0.entry.received) }
    for (read, outcome) in zip(read, engine.play(steps, atOnce: team.run)) {
      if read.entry.draft.kind == .alertAcknowledged { acknowledge(read.entry) }
      for event in read.events {
        note(event) { clocks[$0]?.scenarioTime(at: event.received) ?? event.received }
      }
      for (transport, clock) in outcome.clocks { clocks[transport] = clock }
      tell(outcome.transitions, cause: read.events)
      noteLasting(read.entry, read.events)
      position = read.entry.position
    }
  }
}
