public import EscortDomain

/// `arrival-window` (regulation 3.4-b, 3.4-g): refuses a planned arrival before 00:00 Asia/Shanghai of D−2 without an approved exception.
/// The branch files it a calendar month before D, the province by D−21; a late filing is accepted, marked late
/// (``ExceptionFiling/isLate(examDate:policy:)``) and needs the province head. Not for the leg from the printing house.
public enum ArrivalWindowGate: Gate {
  static let id = GateID.arrivalWindow

  /// Why the planned arrival may not stand.
  ///
  /// - Parameter exception: what was filed for it; the plan's own `earlyArrivalException` is its outcome and proves nothing here.
  public static func failures(of plan: Transport, policy: Policy, exception: ExceptionFiling? = nil) -> [GateFailure] {
    guard plan.leg != .printerProvince else { return [] }
    guard let session = plan.firstSession, let earliest = EarlyArrival.earliestAllowed(plan, policy) else {
      return [
        refusal("3.4-b", of: plan, chinese: "未写明首场考试时间,无法判断最早到达时间", english: "no exam session is named, so no earliest arrival is known")
      ]
    }
    guard plan.plannedArrival < earliest else { return [] }
    guard let exception else {
      let (planned, bound) = (plan.plannedArrival.dayAndTime, earliest.dayAndTime)
      return [
        refusal(
          "3.4-b", of: plan, chinese: "计划 \(planned) 到达,早于最早到达时间 \(bound),且未报备",
          english: "planned to arrive \(planned), before the earliest arrival \(bound), and no exception is filed")
      ]
    }
    return contents(of: exception, for: plan) + filings(of: exception, for: plan)
      + approval(of: exception, for: plan, isLate: exception.isLate(examDate: CivilDate(shanghai: session), policy: policy))
  }

  private static func contents(of exception: ExceptionFiling, for plan: Transport) -> [GateFailure] {
    var found: [GateFailure] = []
    if exception.reason.isBlank { found.append(refusal("3.4-g", of: plan, chinese: "报备未说明理由", english: "the filing gives no reason")) }
    if exception.safeguards.isBlank {
      found.append(refusal("3.4-g", of: plan, chinese: "报备未说明保障措施", english: "the filing names no safeguards"))
    }
    return found
  }

  private static func filings(of exception: ExceptionFiling, for plan: Transport) -> [GateFailure] {
    var found: [GateFailure] = []
    if exception.filedByBranch == nil {
      found.append(refusal("3.4-g", of: plan, chinese: "分校尚未向省校报备", english: "the branch has not filed with the province"))
    }
    if exception.filedByProvince == nil {
      found.append(refusal("3.4-g", of: plan, chinese: "省校尚未向总部报备", english: "the province has not filed with headquarters"))
    }
    return found
  }

  private static func approval(of exception: ExceptionFiling, for plan: Transport, isLate: Bool) -> [GateFailure] {
    var found: [GateFailure] = []
    let approval = exception.approval
    if approval?.hasReason != true || approval?.office == .branchHead {
      found.append(refusal("3.4-g", of: plan, chinese: "报备未经省校批准", english: "the filing is not approved by the province, with a reason"))
    }
    if isLate, approval?.office != .provinceHead {
      found.append(
        refusal("3.4-g", of: plan, chinese: "报备逾期,须由省校负责人批准", english: "the filing is late and must be approved by the province's head"))
    }
    return found
  }

  private static func refusal(_ clause: String, of plan: Transport, chinese: String, english: String) -> GateFailure {
    failure(clause, .transport(plan.id), chinese: chinese, english: english)
  }
}
