import EscortDomain
import RouteRules

/// How fast the rules judge events that are decoded already, on one core; a JSON line for each way of asking.
let clock = ContinuousClock()

func rate(_ name: String, _ events: [Event], settlingEvery batch: Int, startingAt start: Instant = .distantPast, references: [Event]) {
  var engine = RuleEngine(clocking: .recorded, startingAt: start)
  for event in references { engine.take(event) }
  _ = engine.settle(at: start)
  var latest = Instant.distantPast
  var transitions = 0
  let took = clock.measure {
    for (index, event) in events.enumerated() {
      engine.take(event)
      latest = max(latest, event.received)
      if (index + 1) % batch == 0 { transitions += engine.settle(at: latest).count }
    }
    transitions += engine.settle(at: latest).count
  }
  let verdicts = engine.verdicts(at: latest).count
  let perSecond = Double(events.count) / (took / .seconds(1))
  print(#"{"name":"\#(name)","events":\#(events.count),"per_second":\#(Int(perSecond)),"transitions":\#(transitions),"verdicts":\#(verdicts)}"#)
}

let only = CommandLine.arguments.dropFirst().first
for hours in [1, 8] {
  let convoys = Convoys(transports: 20, hours: hours, step: 10)
  let events = convoys.evidence
  rate("\(hours) h, verdicts", events, settlingEvery: .max, startingAt: events.last!.received, references: convoys.references)
  if only == nil { rate("\(hours) h, settled after each 1000", events, settlingEvery: 1000, references: convoys.references) }
  if only == nil { rate("\(hours) h, settled after each", Array(events.prefix(40_000)), settlingEvery: 1, references: convoys.references) }
}
print(MemoryLayout<Event>.stride, MemoryLayout<Fact>.stride, MemoryLayout<Transport>.stride, MemoryLayout<Person>.stride, MemoryLayout<PositionReport>.stride, MemoryLayout<CrewAct>.stride, MemoryLayout<RecordedSegment>.stride)
