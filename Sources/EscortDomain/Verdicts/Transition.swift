/// A step in a verdict's history as it became known (RULES.md §1 law 2, 8.5-29).
public struct Transition: Hashable, Sendable {
  /// The steps, by their name in a feed.
  public enum Kind: String, Hashable, Sendable {
    /// The verdict came to hold.
    case raised
    /// Its interval or severity changed.
    case changed
    /// What it rested on was disproved.
    case withdrawn
    /// Its interval came to an end.
    case ended
  }

  /// Which step.
  public var kind: Kind
  /// When it became known: the receive time of the event that decided it, or the instant its timer fired.
  public var received: Instant
  /// The verdict after the step; for a withdrawal, the verdict as it was.
  public var verdict: Verdict
  /// The events that decided it, of those the last ones: what the rule rests on, and what began or ended custody; none when it was the
  /// lapse of time, or a plan, a record or a policy.
  public var decidedBy: [Event]

  /// A transition.
  public init(kind: Kind, received: Instant, verdict: Verdict, decidedBy: [Event] = []) {
    self.kind = kind
    self.received = received
    self.verdict = verdict
    self.decidedBy = decidedBy
  }

  /// The transition as FEED.md prints it.
  public var json: JSONObject {
    var object = JSONObject([("transition", .string(kind.rawValue)), ("received", .string(received.rfc3339))])
    for field in verdict.json.fields { object[field.name] = field.value }
    return object
  }
}
