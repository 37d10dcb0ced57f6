import EscortDomain

/// When each alarm of a vehicle's terminal was on (RULES.md 8.3-20). A report that lists alarms says of every other one that it is off.
struct AlarmTimeline: Sendable {
  private var alarms: [String: SwitchTimeline] = [:]
  /// The instants of the reports that list alarms, those with none among them; and where one alarm was said to be off by its name.
  private var reports = SortedInstants()
  private var off: [String: SortedInstants] = [:]

  /// The alarms that were ever on, with when, in order of their names.
  var stretches: [(name: String, intervals: IntervalSet)] {
    alarms.map { ($0.key, $0.value.stretches) }.sorted { $0.name.precedesByCodePoint($1.name) }
  }

  /// Takes a list of the alarms that are on.
  mutating func insert(_ names: [String], at instant: Instant) {
    reports.insert(instant)
    for name in Set(names) { turnOn(name, at: instant) }
    for name in alarms.keys where !names.contains(name) { alarms[name]?.turnOff(at: instant) }
  }

  /// Takes in that one alarm is on, or off.
  mutating func insert(_ name: String, isOn: Bool, at instant: Instant) {
    if isOn {
      turnOn(name, at: instant)
    } else {
      off[name, default: SortedInstants()].insert(instant)
      alarms[name]?.turnOff(at: instant)
    }
  }

  private mutating func turnOn(_ name: String, at instant: Instant) {
    let nextOff = Instant.earlier(reports.first(after: instant), off[name]?.first(after: instant))
    alarms[name, default: SwitchTimeline()].turnOn(at: instant, nextOff: nextOff)
  }

  /// Lets go of what nothing placed after an instant needs.
  mutating func trim(upTo instant: Instant) {
    reports.trim(upTo: instant)
    for name in alarms.keys { alarms[name]?.trim(upTo: instant) }
    for name in off.keys { off[name]?.trim(upTo: instant) }
  }
}
