public import EscortDomain

/// A recording, or another piece of evidence, that somebody wants to delete.
public struct RetainedItem: Hashable, Sendable {
  /// An incident that it is evidence of.
  public struct Incident: Hashable, Sendable {
    /// What the incident is called.
    public var name: String
    /// When it was closed; `nil` while it is open.
    public var closed: Instant?

    /// An incident.
    public init(name: String, closed: Instant?) {
      self.name = name
      self.closed = closed
    }
  }

  /// What it is called.
  public var name: String
  /// When the recording ended, or the evidence was made.
  public var ended: Instant
  /// The end of the season's last session; `nil` when it is not known, which keeps the item.
  public var lastSession: Instant?
  /// The incidents it is evidence of.
  public var incidents: [Incident]
  /// Why a legal hold stands; `nil` when none does.
  public var legalHold: String?

  /// An item.
  public init(name: String, ended: Instant, lastSession: Instant?, incidents: [Incident] = [], legalHold: String? = nil) {
    self.name = name
    self.ended = ended
    self.lastSession = lastSession
    self.incidents = incidents
    self.legalHold = legalHold
  }

  /// The regulation's; a policy may keep for longer (3.4-e).
  private static let leastMonths = 3

  /// The first instant at which it may be deleted by what is known, a legal hold aside: the policy's calendar months, held at the month's
  /// end and never counted in days, after the latest of its end, the season's last session and the closing of every incident
  /// (requirements A8). A session that is not known and an incident that is open keep it beyond that.
  public func keptUntil(_ policy: Policy) -> Instant {
    let latest = ([ended, lastSession] + incidents.map(\.closed)).compactMap(\.self).max() ?? ended
    let day = CivilDate(shanghai: latest)
    return day.adding(months: max(Self.leastMonths, policy.retentionMonths)).shanghaiMidnight + (latest - day.shanghaiMidnight)
  }
}
