import EscortDomain

/// All that is known of a transport; handed about as one, since it has many parts.
final class TransportFacts: Sendable {
  let terms: Terms
  let custody: Custody
  let declarations: DeclarationTimeline
  let vehicles: [VehicleTimelines]
  let crew: CrewTimelines
  let duress: [DuressCall]
  let separations: Separations

  init(
    terms: Terms, custody: Custody, declarations: DeclarationTimeline, vehicles: [VehicleTimelines], crew: CrewTimelines,
    duress: [DuressCall], separations: Separations
  ) {
    self.terms = terms
    self.custody = custody
    self.declarations = declarations
    self.vehicles = vehicles
    self.crew = crew
    self.duress = duress
    self.separations = separations
  }
}

/// One transport at one instant, as the rules see it.
struct Judgement {
  private let facts: TransportFacts
  /// The instant for which verdicts are asked.
  var asOf: Instant
  /// What ended before it is as it was when it was last judged: a rule may leave it out.
  var since = Instant.distantPast

  init(_ facts: TransportFacts, asOf: Instant) {
    self.facts = facts
    self.asOf = asOf
  }

  /// What it is judged under.
  var terms: Terms { facts.terms }
  /// The plan that stands.
  var plan: Transport { _read { yield facts.terms.plan } }
  /// The policy it is judged under.
  var policy: Policy { _read { yield facts.terms.policy } }
  /// Custody and duty as known.
  var custody: Custody { _read { yield facts.custody } }
  /// When Annex 1 was complete; `nil` while it is not.
  var handedOver: Instant? { facts.declarations.handedOver }
  /// When Annex 2 was complete; `nil` while it is not.
  var stored: Instant? { facts.declarations.stored }
  /// The vehicles in planned order.
  var vehicles: [VehicleTimelines] { _read { yield facts.vehicles } }
  /// Who was on board.
  var crew: CrewTimelines { _read { yield facts.crew } }
  /// The calls under duress, of anybody.
  var duress: [DuressCall] { facts.duress }
  /// Who was too far from whom.
  var separations: Separations { _read { yield facts.separations } }

  /// From half a day before the planned departure to the end of duty: when a call for help counts (RULES.md 8.3-20).
  var helpWindow: Interval {
    Interval(from: plan.plannedDeparture - .seconds(43_200), to: custody.duty?.to ?? .distantFuture)
  }

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

extension Judgement {
  /// Cuts a run of fixes to a window. One that no later fix ended runs on while its last fix is fresh; its length is measured to that
  /// (RULES.md 8.2-14).
  func cut(_ run: RunTimeline.Run, of runs: RunTimeline, to window: Interval, _ findings: inout Findings) -> Cut? {
    let ageEnd = run.last + policy.signalLoss
    guard run.brokenAt == nil, asOf <= ageEnd else { return cut(Interval(from: run.anchor.at, to: runs.end(of: run)), to: window) }
    findings.check(at: ageEnd + .microsecond)
    guard let open = cut(Interval(from: run.anchor.at, to: .distantFuture), to: window) else { return nil }
    return Cut(from: open.from, to: open.to, length: min(run.last, open.to ?? run.last) - open.from)
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
  /// Of what kind the evidence is that it decides by, beside custody and duty.
  static var restsOn: Grounds { get }
  /// Decides.
  static func judge(_ transport: Judgement, into findings: inout Findings)
}

/// A rule that judges each vehicle by itself.
protocol VehicleRule: Sendable {
  /// Which rule of RULES.md.
  static var id: RuleID { get }
  /// Of what kind the evidence of the vehicle is that it decides by, beside custody and duty.
  static var restsOn: Grounds { get }
  /// Decides.
  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings)
}

extension Rule {
  /// What a verdict of the rule is about.
  static func subject(
    _ transport: Judgement, vehicle: VehicleID? = nil, person: PersonID? = nil, _ aspect: Verdict.Aspect? = nil
  ) -> Verdict.Subject {
    Verdict.Subject(rule: id, transport: transport.plan.id, vehicle: vehicle, person: person, aspect: aspect)
  }
}

extension VehicleRule {
  /// What a verdict of the rule is about.
  static func subject(
    _ transport: Judgement, vehicle: VehicleID, camera: Int? = nil, person: PersonID? = nil, _ aspect: Verdict.Aspect? = nil
  ) -> Verdict.Subject {
    Verdict.Subject(
      rule: id, transport: transport.plan.id, vehicle: vehicle, camera: camera, person: person, aspect: aspect)
  }
}

extension Verdict.Aspect {
  /// `departure` or `arrival`, `annex-1` or `annex-2`.
  static func of(_ value: String) -> Verdict.Aspect { Verdict.Aspect(field: "of", value: value) }

  /// An alarm's name.
  static func name(_ value: String) -> Verdict.Aspect { Verdict.Aspect(field: "name", value: value) }

  /// In what way a position is implausible.
  static func kind(_ value: String) -> Verdict.Aspect { Verdict.Aspect(field: "kind", value: value) }
}
