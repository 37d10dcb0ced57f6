public import EscortDomain

/// A hand-over as it stands when it is to be completed: the form's signatures, what was counted, the seals.
public struct HandOver: Hashable, Sendable {
  /// A line of the form: how much of what was sent and received.
  public struct Line: Hashable, Sendable {
    /// What is counted: whose papers (试卷归属).
    public var name: String
    /// How many bags or boxes were sent.
    public var sent: Int
    /// How many were received; `nil` while nobody has counted.
    public var received: Int?
    /// Why they differ, where they do; blanks explain nothing.
    public var explanation: String?

    /// A line.
    public init(name: String, sent: Int, received: Int?, explanation: String? = nil) {
      self.name = name
      self.sent = sent
      self.received = received
      self.explanation = explanation
    }
  }

  /// The form with its signatures.
  public var annex1: Annex1
  /// What was counted, in the form's order.
  public var lines: [Line]
  /// The numbers of the seals put on at loading.
  public var sealsApplied: Set<String>
  /// The seals at the hand-over by their number, each whole (`intact`, `applied`) or `broken`.
  public var sealsFound: [String: SealReport.State]
  /// What was found out about a seal that does not match, by its number; blanks say nothing.
  public var findings: [String: String]

  /// A hand-over.
  public init(
    annex1: Annex1, lines: [Line], sealsApplied: Set<String> = [], sealsFound: [String: SealReport.State] = [:],
    findings: [String: String] = [:]
  ) {
    self.annex1 = annex1
    self.lines = lines
    self.sealsApplied = sealsApplied
    self.sealsFound = sealsFound
    self.findings = findings
  }
}
