import EscortDomain

/// One transport at one instant, as the rules see it.
struct Judgement {
  /// The plan that stands.
  let plan: Transport
  /// The policy it is judged under.
  let policy: Policy
  /// The instant for which verdicts are asked.
  let asOf: Instant
  /// Custody and duty as known.
  let custody: Custody
  /// The vehicles in planned order.
  let vehicles: [VehicleTimelines]
  /// The count of eligible escorts on board, by vehicle.
  let escortsOnBoard: [VehicleID: CountTimeline]
  /// From each check-in or confirmation of an escort to the next, in no order.
  let watches: [Watch]

  /// A stretch in which a predicate holds, cut to a window and judged at `asOf`.
  struct Cut {
    /// Its first instant.
    let from: Instant
    /// Its end; `nil` while it runs.
    let to: Instant?
    /// Its length so far.
    let length: TimeSpan
  }

  /// Cuts a stretch to a window; `nil` when nothing is left of it yet (RULES.md 8.1-5, 8.1-9).
  func cut(_ interval: Interval, to window: Interval = .always) -> Cut? {
    let shared = interval.intersection(window)
    guard !shared.isEmpty, shared.from <= asOf else { return nil }
    let isOpen = shared.to > asOf
    return Cut(
      from: shared.from, to: isOpen ? nil : shared.to, length: (isOpen ? asOf : shared.to) - shared.from)
  }
}

/// What a rule found, and when it next wants to be asked though nothing new arrives.
struct Findings {
  /// The verdicts.
  private(set) var verdicts: [Verdict] = []
  /// The next instant at which a verdict may change by time alone.
  private(set) var nextCheck: Instant?
  private let asOf: Instant

  init(asOf: Instant) {
    self.asOf = asOf
  }

  mutating func add(
    _ subject: Verdict.Subject, _ cut: Judgement.Cut, _ severity: Severity, _ figures: [(String, JSONValue)] = []
  ) {
    let seconds = ("seconds", JSONValue.number(cut.length.seconds))
    verdicts.append(
      Verdict(subject: subject, from: cut.from, to: cut.to, severity: severity, detail: JSONObject([seconds] + figures)))
  }

  /// Asks to be judged again at an instant; one that is not in the future asks for nothing.
  mutating func check(at instant: Instant) {
    guard instant > asOf, instant != .distantFuture else { return }
    nextCheck = min(nextCheck ?? instant, instant)
  }
}

/// A rule: from a transport at an instant to its verdicts. Its file reads like its row in RULES.md.
protocol Rule: Sendable {
  /// Which rule of RULES.md.
  static var id: RuleID { get }
  /// Decides.
  static func judge(_ transport: Judgement, into findings: inout Findings)
}

extension Rule {
  static func subject(
    _ transport: Judgement, vehicle: VehicleID? = nil, camera: Int? = nil, person: PersonID? = nil, of aspect: String? = nil,
    named name: String? = nil
  ) -> Verdict.Subject {
    Verdict.Subject(
      rule: id, transport: transport.plan.id, vehicle: vehicle, camera: camera, person: person,
      aspect: aspect.map { Verdict.Aspect(field: "of", value: $0) } ?? name.map { Verdict.Aspect(field: "name", value: $0) })
  }
}
