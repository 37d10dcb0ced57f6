public import EscortDomain

/// Somebody's approval of leaving a rule where the regulation allows that; kept as evidence (RULES.md §5).
public struct Approval: Hashable, Sendable {
  /// In which office somebody approves, by its name in JSON.
  public enum Office: String, Hashable, Sendable {
    /// The branch's lead.
    case branchHead = "branch-head"
    /// The province's exam office.
    case province
    /// The province's head (省校负责人).
    case provinceHead = "province-head"
    /// Headquarters.
    case headquarters
  }

  /// Who approves.
  public var by: PersonID
  /// In which office.
  public var office: Office
  /// Why; blanks are no reason.
  public var reason: String

  /// An approval.
  public init(by: PersonID, office: Office, reason: String) {
    self.by = by
    self.office = office
    self.reason = reason
  }

  /// Whether it says why.
  var hasReason: Bool { !reason.isBlank }
}
