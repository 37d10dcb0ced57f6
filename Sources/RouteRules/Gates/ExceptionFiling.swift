public import EscortDomain

/// An exception to the earliest arrival as it was filed (报备, regulation 3.4-g).
public struct ExceptionFiling: Hashable, Sendable {
  /// Why.
  public var reason: String
  /// What keeps the papers safe meanwhile.
  public var safeguards: String
  /// When the branch filed it with the province; `nil` while it has not.
  public var filedByBranch: Instant?
  /// When the province filed it with headquarters; `nil` while it has not.
  public var filedByProvince: Instant?
  /// Who approved it; `nil` while nobody has.
  public var approval: Approval?

  /// A filing.
  public init(
    reason: String, safeguards: String, filedByBranch: Instant? = nil, filedByProvince: Instant? = nil, approval: Approval? = nil
  ) {
    self.reason = reason
    self.safeguards = safeguards
    self.filedByBranch = filedByBranch
    self.filedByProvince = filedByProvince
    self.approval = approval
  }

  /// Whether the branch or the province filed late: accepted, and to be marked so wherever it is shown.
  ///
  /// - Parameter examDate: the date in Asia/Shanghai of the consignment's earliest session.
  public func isLate(examDate: CivilDate, policy: Policy) -> Bool {
    let deadlines = FilingDeadlines(examDate: examDate, policy: policy)
    return filedByBranch.map { $0 >= deadlines.branch } ?? false || filedByProvince.map { $0 >= deadlines.province } ?? false
  }
}

/// Until when an exception is filed in time; each is the first instant that is late.
public struct FilingDeadlines: Hashable, Sendable {
  /// For the branch: 24:00 in Asia/Shanghai of the day one calendar month before the exam, held at the month's end (requirements A6).
  public let branch: Instant
  /// For the province: 24:00 of the day three weeks before (requirements A7).
  public let province: Instant

  /// The deadlines of an exam.
  public init(examDate: CivilDate, policy: Policy) {
    branch = examDate.adding(months: -policy.exceptionMonths).adding(days: 1).shanghaiMidnight
    province = examDate.adding(days: -policy.exceptionDays).adding(days: 1).shanghaiMidnight
  }
}
