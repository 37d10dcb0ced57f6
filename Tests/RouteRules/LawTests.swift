import EscortDomain
import Foundation
import RouteRules
import Testing
import TrackFiles

/// The two laws of RULES.md §1 over random convoys. `LAW_SEEDS=N` tries more of them, `LAW_FIRST_SEED=N` begins elsewhere.
@Suite("The two laws")
struct LawTests {
  private static let seeds = number("LAW_SEEDS") ?? 1000
  private static let firstSeed = UInt64(number("LAW_FIRST_SEED") ?? 1)

  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

  @Test("fed one at a time in random order, the engine agrees with a judge that starts from scratch", arguments: 0..<4)
  func order(lane: Int) throws {
    for seed in stride(from: Self.firstSeed + UInt64(lane), to: Self.firstSeed + UInt64(Self.seeds), by: 4) {
      var generator = SeededGenerator(seed: seed &* 31)
      let events = try RandomConvoy.events(seed: seed).shuffled(using: &generator)
      var engine = RuleEngine(clocking: .recorded, memory: .small(seed))
      var asOf = Instant.distantPast
      var told = ToldVerdicts()
      let checks = Set((0..<3).map { _ in Int.random(in: 0..<events.count, using: &generator) } + [events.count - 1])
      for (index, event) in events.enumerated() {
        engine.take(event)
        asOf = max(asOf, event.received)
        let known = Array(events[...index])
        let isChecked = checks.contains(index)
        if Bool.random(using: &generator) || isChecked {
          do { try told.take(engine.settle(at: asOf)) } catch {
            Issue.record("seed \(seed): \(error)\n\(Self.shrunk(known, seed, asOf))")
            return
          }
        }
        guard isChecked else { continue }
        let expected = try NaiveJudge.verdicts(of: known, asOf: asOf).map(\.lineWithoutDetail)
        let actual = engine.verdicts(at: asOf).map(\.lineWithoutDetail)
        #expect(Set(actual) == Set(expected), "\(Self.report(seed, actual, expected, asOf, known))")
        #expect(told.lines == Set(expected), "told: \(Self.report(seed, Array(told.lines), expected, asOf, known))")
        if Set(actual) != Set(expected) || told.lines != Set(expected) { return }
      }
    }
  }

  @Test("fed as it is received, with every timer on the way, the engine tells what a judge from scratch says", arguments: 0..<2)
  func inOrder(lane: Int) throws {
    for seed in stride(from: Self.firstSeed + UInt64(lane), to: Self.firstSeed + UInt64(Self.seeds), by: 2) {
      let events = try RandomConvoy.events(seed: seed).sorted { $0.received < $1.received }
      var generator = SeededGenerator(seed: seed &* 17)
      var engine = RuleEngine(clocking: .recorded, memory: .small(seed))
      var told = ToldVerdicts()
      let checks = Set((0..<3).map { _ in Int.random(in: 0..<events.count, using: &generator) } + [events.count - 1])
      for (index, event) in events.enumerated() {
        engine.take(event)
        guard index + 1 == events.count || events[index + 1].received > event.received else { continue }
        let known = Array(events[...index])
        var asOf = event.received
        if checks.contains(index), let next = events[min(index + 1, events.count - 1)...].first?.received {
          // Some time later, and before anything else is received.
          let longest = index + 1 == events.count ? 4_000_000_000 : max(0, (next - asOf).microseconds - 1)
          asOf = asOf + TimeSpan(microseconds: Int64.random(in: 0...longest, using: &generator))
        }
        do { try told.take(engine.settle(at: asOf)) } catch {
          Issue.record("seed \(seed): \(error)\n\(Self.shrunk(known, seed, asOf))")
          return
        }
        guard checks.contains(index) else { continue }
        let expected = try NaiveJudge.verdicts(of: known, asOf: asOf).map(\.lineWithoutDetail)
        #expect(told.lines == Set(expected), "told: \(Self.report(seed, Array(told.lines), expected, asOf, known))")
        if told.lines != Set(expected) { return }
      }
    }
  }

  @Test("as of any instant, the engine knows what a judge knows", arguments: 0..<2)
  func knowledge(lane: Int) throws {
    for seed in stride(from: Self.firstSeed + UInt64(lane), to: Self.firstSeed + UInt64(Self.seeds), by: 2) {
      let events = try RandomConvoy.events(seed: seed)
      var generator = SeededGenerator(seed: seed)
      guard let asOf = events.randomElement(using: &generator)?.received else { continue }
      let actual = OfflineJudge.verdicts(of: events, asOf: asOf)
      let expected = try NaiveJudge.verdicts(of: events, asOf: asOf).map(\.lineWithoutDetail)
      #expect(Set(actual) == Set(expected), "\(Self.report(seed, actual, expected, asOf, events))")
      if Set(actual) != Set(expected) { return }
    }
  }

  @Test("however late the engine is asked and however little it holds, every transition has the same content and time")
  func replay() throws {
    for seed in Self.firstSeed..<Self.firstSeed + UInt64(Self.seeds) / 4 {
      let events = try RandomConvoy.events(seed: seed).sorted { $0.received < $1.received }
      let end = try #require(events.last?.received) + .seconds(4000)
      let prompt = Self.transitions(events, until: end) { _ in true }
      var generator = SeededGenerator(seed: seed)
      let tardy = Self.transitions(events, until: end, memory: .small(seed)) { _ in Int.random(in: 0..<5, using: &generator) == 0 }
      #expect(prompt == tardy, "seed \(seed)")
      #expect(!prompt.isEmpty)
    }
  }

  @Test("the random convoys break every rule, and their verdicts meet every fate")
  func coverage() throws {
    var rules: [RuleID: Int] = [:]
    var kinds: [String: Int] = [:]
    var severities: [Severity: Int] = [:]
    for seed in 1...UInt64(60) {
      let events = try RandomConvoy.events(seed: seed).sorted { $0.received < $1.received }
      let end = try #require(events.last?.received)
      for told in Self.transitions(events, until: end, asked: { _ in true }) { kinds[told.kind.rawValue, default: 0] += 1 }
      for verdict in try NaiveJudge.verdicts(of: events, asOf: end) {
        rules[verdict.subject.rule, default: 0] += 1
        severities[verdict.severity, default: 0] += 1
      }
    }
    for rule in RuleBook.ruleIDs { #expect(rules[rule, default: 0] >= 5, "\(rule): \(rules)") }
    for kind in ["raised", "changed", "withdrawn", "ended"] { #expect(kinds[kind, default: 0] >= 20, "\(kinds)") }
    for severity in Severity.allCases { #expect(severities[severity, default: 0] >= 3, "\(severities)") }
  }

  private static func transitions(
    _ events: [Event], until end: Instant, memory: EngineMemory = EngineMemory(), asked: (Instant) -> Bool
  ) -> [Told] {
    var engine = RuleEngine(clocking: .recorded, memory: memory)
    var told: [Transition] = []
    for (index, event) in events.enumerated() {
      engine.take(event)
      let isLast = index + 1 == events.count || events[index + 1].received != event.received
      if isLast, asked(event.received) { told += engine.settle(at: event.received) }
    }
    told += engine.settle(at: end)
    return told.map { told in
      Told(kind: told.kind, received: told.received, line: told.verdict.lineWithoutDetail, decidedBy: told.decidedBy.map(\.at).sorted())
    }
    .sorted { ($0.received, $0.line, $0.kind.rawValue) < ($1.received, $1.line, $1.kind.rawValue) }
  }

  private struct Told: Equatable {
    let kind: Transition.Kind
    let received: Instant
    let line: String
    let decidedBy: [Instant]
  }

  @Test("a list of events on which judges disagree is shrunk to what they disagree on")
  func shrinking() throws {
    let events = try RandomConvoy.events(seed: 1)
    let isNeeded = { (event: Event) in if case .act = event.fact { true } else { event.at == events[7].at } }
    let needed = events.filter(isNeeded)
    let shrunk = Shrinker.shrink(events) { rest in needed.allSatisfy(rest.contains) }
    #expect(shrunk.count == needed.count)
    #expect(shrunk.allSatisfy(isNeeded))
  }

  /// What differs, and the smallest feed that was found on which it does.
  private static func report(_ seed: UInt64, _ actual: [String], _ expected: [String], _ asOf: Instant, _ events: [Event]) -> String {
    guard Set(actual) != Set(expected) else { return "" }
    let missing = Set(expected).subtracting(actual).sorted().joined(separator: "\n  ")
    let extra = Set(actual).subtracting(expected).sorted().joined(separator: "\n  ")
    return "seed \(seed) as of \(asOf.rfc3339)\n missing:\n  \(missing)\n extra:\n  \(extra)\n \(shrunk(events, seed, asOf))"
  }

  private static func shrunk(_ events: [Event], _ seed: UInt64, _ asOf: Instant) -> String {
    let shrunk = Shrinker.shrink(events) { (try? disagree($0, seed, asOf)) ?? true }
    return "\(shrunk.count) of \(events.count) events are left of it in \(Shrinker.keep(shrunk, seed: seed))"
  }

  /// Whether the engine, fed one event at a time, and the naive judge disagree.
  private static func disagree(_ events: [Event], _ seed: UInt64, _ asOf: Instant) throws -> Bool {
    var told = ToldVerdicts()
    var engine = RuleEngine(clocking: .recorded, memory: .small(seed))
    var latest = Instant.distantPast
    for event in events {
      engine.take(event)
      latest = max(latest, event.received)
      try told.take(engine.settle(at: latest))
    }
    try told.take(engine.settle(at: asOf))
    let expected = try NaiveJudge.verdicts(of: events, asOf: asOf).map(\.lineWithoutDetail)
    return Set(engine.verdicts(at: asOf).map(\.lineWithoutDetail)) != Set(expected) || told.lines != Set(expected)
  }
}

/// The verdicts that stand by what was told of them, one transition after the other.
struct ToldVerdicts {
  private var standing: [Verdict.Subject: [Verdict]] = [:]

  var lines: Set<String> { Set(standing.values.joined().map(\.lineWithoutDetail)) }

  /// What cannot be told of what stands.
  struct Contradiction: Error, CustomStringConvertible {
    let description: String
  }

  mutating func take(_ transitions: [Transition]) throws {
    // Of one instant what is withdrawn, changed or ended was there before; what is raised was not.
    for same in transitions.chunked(by: \.received) {
      for told in same.filter({ $0.kind == .withdrawn }) { try take(told) }
      for told in same.filter({ $0.kind == .changed || $0.kind == .ended }) { try take(told) }
      for told in same.filter({ $0.kind == .raised }) { try take(told) }
    }
  }

  private mutating func take(_ told: Transition) throws {
    let verdict = told.verdict
    var known = standing[verdict.subject] ?? []
    switch told.kind {
    case .raised: known.append(verdict)
    case .withdrawn:
      guard let index = known.firstIndex(where: { $0.from == verdict.from && $0.to == verdict.to }) else {
        throw Contradiction(description: "withdrawn, and does not stand: \(verdict.lineWithoutDetail)")
      }
      known.remove(at: index)
    case .changed, .ended:
      guard let index = known.firstIndex(where: { Self.overlap($0, verdict) }) else {
        throw Contradiction(description: "\(told.kind), and does not stand: \(verdict.lineWithoutDetail)")
      }
      known[index] = verdict
    }
    standing[verdict.subject] = known.sorted { $0.from < $1.from }
  }

  private static func overlap(_ one: Verdict, _ other: Verdict) -> Bool {
    let oneEnd = max(one.to ?? .distantFuture, one.from + .microsecond)
    let otherEnd = max(other.to ?? .distantFuture, other.from + .microsecond)
    return one.from < otherEnd && other.from < oneEnd
  }
}

extension Array {
  /// The stretches of elements that share a value.
  fileprivate func chunked(by value: (Element) -> some Equatable) -> [[Element]] {
    reduce(into: []) { chunks, element in
      if let last = chunks.last?.last, value(last) == value(element) {
        chunks[chunks.count - 1].append(element)
      } else {
        chunks.append([element])
      }
    }
  }
}
