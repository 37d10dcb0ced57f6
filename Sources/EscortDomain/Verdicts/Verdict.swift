/// What a rule decided: one maximal interval in which its predicate holds, with one severity (RULES.md 8.1-8).
public struct Verdict: Hashable, Sendable {
  /// What a verdict is about; of one subject a rule has disjoint intervals, and one alert is open at a time.
  public struct Subject: Hashable, Sendable {
    /// The rule.
    public var rule: RuleID
    /// The transport.
    public var transport: TransportID
    /// The vehicle, where the rule speaks of one.
    public var vehicle: VehicleID?
    /// The camera's channel, where the rule speaks of one.
    public var camera: Int?
    /// The person, where the rule speaks of one.
    public var person: PersonID?
    /// What tells verdicts of one rule apart beyond that: an alarm's name, `departure` or `arrival`, an annex.
    public var aspect: Aspect?

    /// A subject.
    public init(
      rule: RuleID, transport: TransportID, vehicle: VehicleID? = nil, camera: Int? = nil, person: PersonID? = nil,
      aspect: Aspect? = nil
    ) {
      self.rule = rule
      self.transport = transport
      self.vehicle = vehicle
      self.camera = camera
      self.person = person
      self.aspect = aspect
    }
  }

  /// A named part of a rule, printed in the verdict's detail.
  public struct Aspect: Hashable, Sendable {
    /// The detail field that carries it: `name` or `of`.
    public var field: String
    /// Its value.
    public var value: String

    /// An aspect.
    public init(field: String, value: String) {
      self.field = field
      self.value = value
    }
  }

  /// What it is about.
  public var subject: Subject
  /// Start of the interval.
  public var from: Instant
  /// End of the interval, not included; `nil` while it runs.
  public var to: Instant?
  /// The highest severity it reached.
  public var severity: Severity
  /// The figures that decided it, by name; lengths in seconds, distances in metres.
  public var detail: JSONObject

  /// A verdict.
  public init(subject: Subject, from: Instant, to: Instant?, severity: Severity, detail: JSONObject = JSONObject()) {
    self.subject = subject
    self.from = from
    self.to = to
    self.severity = severity
    self.detail = detail
  }

  /// Whether it still runs.
  public var isOpen: Bool { to == nil }
}
