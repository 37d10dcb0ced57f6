public import EscortDomain

/// The live side of `early-arrival` and `late-arrival`: what the forecast says will be found unless somebody acts (RULES.md §4).
public struct ArrivalWarning: Hashable, Sendable {
  /// The rule that will find it: `early-arrival` or `late-arrival`.
  public let rule: RuleID
  /// How grave it is.
  public let severity: Severity
  /// The warning in one sentence in each language, without its full stop.
  public let explanation: Explanation

  /// What a forecast warns of on a plan: early before late, at most one of each.
  public static func warnings(of forecast: ArrivalForecast, on plan: Transport, policy: Policy) -> [ArrivalWarning] {
    [early(forecast, plan, policy), late(forecast, plan, policy)].compactMap(\.self)
  }

  /// The first vehicle's entry before the earliest moment allowed, without an exception: hold or file. Once a vehicle is there the rule
  /// itself speaks.
  static func early(_ forecast: ArrivalForecast, _ plan: Transport, _ policy: Policy) -> ArrivalWarning? {
    let entry = forecast.firstEntry
    guard plan.leg != .printerProvince, !plan.earlyArrivalException, let bound = EarlyArrival.earliestAllowed(plan, policy),
      entry.earliest < bound, entry.latest > forecast.asOf
    else { return nil }
    let (time, earliest) = (entry.likely.timeOfDay(besides: bound), entry.earliest.timeOfDay(besides: bound))
    guard entry.likely < bound else {
      return ArrivalWarning(
        rule: .earlyArrival, severity: .info,
        explanation: Explanation(
          chinese: "首车可能于 \(earliest) 到达,早于 \(bound.dayAndTime):请准备在途等候或报备",
          english: "the first vehicle may be there at \(earliest), before \(bound.dayAndTime): be ready to hold it, or file an exception"))
    }
    return ArrivalWarning(
      rule: .earlyArrival, severity: .medium,
      explanation: Explanation(
        chinese: "首车预计 \(time) 到达,早于 \(bound.dayAndTime):请在途等候或报备",
        english: "the first vehicle is expected at \(time), before \(bound.dayAndTime): hold it, or file an exception"))
  }

  /// The convoy's arrival later than planned and its tolerance; critical when too close to the earliest session.
  static func late(_ forecast: ArrivalForecast, _ plan: Transport, _ policy: Policy) -> ArrivalWarning? {
    guard forecast.likely > plan.plannedArrival + policy.lateArrivalBy else { return nil }
    let time = forecast.likely.timeOfDay(besides: plan.plannedArrival)
    if let session = plan.firstSession, forecast.likely > session - policy.lateCriticalBeforeSession {
      let margin = Explanation(seconds: policy.lateCriticalBeforeSession.seconds)
      return ArrivalWarning(
        rule: .lateArrival, severity: .critical,
        explanation: Explanation(
          chinese: "预计 \(time) 到达,距首场考试(\(session.dayAndTime))不足 \(margin.chinese)",
          english: "expected at \(time), less than \(margin.english) before the first session (\(session.dayAndTime))"))
    }
    let planned = plan.plannedArrival.timeOfDay
    return ArrivalWarning(
      rule: .lateArrival, severity: .high,
      explanation: Explanation(chinese: "预计 \(time) 到达,晚于计划的 \(planned)", english: "expected at \(time), later than the planned \(planned)")
    )
  }
}
