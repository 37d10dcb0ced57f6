import EscortDomain

/// When each alarm of a vehicle's terminal was on (RULES.md 8.3-20): from where it is on to the next instant at which it is said to be off.
///
/// A report that lists alarms says of every other one that it is off. Of several at one instant, on stands.
struct AlarmTimeline: Sendable {
  /// Where one alarm was said to be on, and off by its name, and the stretches that follow from that.
  private struct Alarm: Sendable {
    var on: [Instant] = []
    var off: [Instant] = []
    var stretches = IntervalSet()
  }

  private var alarms: [String: Alarm] = [:]
  /// The instants of the reports that list alarms, those with none among them.
  private var reports: [Instant] = []

  /// The alarms that were ever on, with when, in order of their names.
  var stretches: [(name: String, intervals: IntervalSet)] {
    alarms.map { ($0.key, $0.value.stretches) }.sorted { $0.name.precedesByCodePoint($1.name) }
  }

  /// Takes a list of the alarms that are on.
  mutating func insert(_ names: [String], at instant: Instant) {
    reports.insertSorted(instant)
    for name in Set(names) { turnOn(name, at: instant) }
    for name in alarms.keys where !names.contains(name) { turnOff(name, at: instant) }
  }

  /// Takes in that one alarm is on, or off.
  mutating func insert(_ name: String, isOn: Bool, at instant: Instant) {
    if isOn {
      turnOn(name, at: instant)
    } else {
      alarms[name, default: Alarm()].off.insertSorted(instant)
      turnOff(name, at: instant)
    }
  }

  private mutating func turnOn(_ name: String, at instant: Instant) {
    var alarm = alarms[name] ?? Alarm()
    guard alarm.on.insertSorted(instant) else { return }
    let nextOn = alarm.on.first(after: instant)
    let nextOff = [reports.first(after: instant), alarm.off.first(after: instant)].compactMap(\.self).min()
    // Where it is on again, it is on from here to where that ends.
    let goesOn = nextOn.map { $0 <= nextOff ?? .distantFuture } ?? false
    let end = goesOn ? alarm.stretches.end(at: nextOn) : nextOff
    alarm.stretches.insert(Interval(from: instant, to: end ?? .distantFuture))
    alarms[name] = alarm
  }

  private mutating func turnOff(_ name: String, at instant: Instant) {
    guard var alarm = alarms[name], !alarm.on.contains(sorted: instant), let end = alarm.stretches.end(at: instant) else { return }
    alarm.stretches.remove(Interval(from: instant, to: min(alarm.on.first(after: instant) ?? .distantFuture, end)))
    alarms[name] = alarm
  }
}

extension IntervalSet {
  /// The end of the interval an instant lies in; `nil` when it lies in none.
  fileprivate func end(at instant: Instant?) -> Instant? {
    guard let instant, let part = parts(within: Interval(from: instant, to: .distantFuture)).first, part.from == instant else { return nil }
    return part.to
  }
}

extension [Instant] {
  /// Puts an instant in its place; false when it is there.
  @discardableResult
  fileprivate mutating func insertSorted(_ instant: Instant) -> Bool {
    let index = index { $0 >= instant }
    if index < count, self[index] == instant { return false }
    insert(instant, at: index)
    return true
  }

  fileprivate func first(after instant: Instant) -> Instant? {
    let index = index { $0 > instant }
    return index < count ? self[index] : nil
  }

  fileprivate func contains(sorted instant: Instant) -> Bool {
    let index = index { $0 >= instant }
    return index < count && self[index] == instant
  }

  /// The first index that satisfies a condition that, once true, stays true; the end is tried first, where most are put.
  private func index(_ condition: (Instant) -> Bool) -> Int {
    guard let last, condition(last) else { return count }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
