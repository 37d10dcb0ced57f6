import EscortDomain

extension Verdict {
  /// What held, by the rule: the words between whom it is about and how long it lasted.
  var grounds: Explanation {
    switch subject.rule {
    case .escortMinimum, .missedCheckIn, .crewSeparation, .duress: groundsOfCrew
    case .lateDeparture, .lateArrival, .earlyArrival, .transitTime, .handOverOverdue, .declaredObservedMismatch: groundsOfTiming
    case .recordingContinuity: Explanation(chinese: "无录像证明", english: "recording not proved")
    case .doorOpen: Explanation(chinese: "途中货箱门打开", english: "cargo door open on the way")
    case .seal: Explanation(chinese: "封签破损或不是装车时所加", english: "a seal is broken or not one of those put on")
    case .terminalAlarm:
      Explanation(chinese: "终端报警:\(AlarmNames.chinese(alarmName))", english: "terminal alarm \(alarmName)")
    default: groundsOfTrack
    }
  }

  private var alarmName: String { subject.aspect?.value ?? "" }

  private var groundsOfCrew: Explanation {
    let who = subject.person?.text ?? ""
    switch subject.rule {
    case .escortMinimum:
      return Explanation(
        chinese: "仅 \(whole("present")) 名合格押运员在车(需 \(whole("required")) 名)",
        english: "only \(whole("present")) of \(whole("required")) eligible escorts on board")
    case .missedCheckIn:
      return Explanation(
        chinese: "押运员 \(who) 未确认在岗(应于 \(time("due")) 确认)", english: "\(who) has not confirmed (due \(time("due")))")
    case .crewSeparation:
      return Explanation(chinese: "押运员 \(who) 的手机远离车辆", english: "the phone of \(who) is away from the vehicle")
    default:
      return Explanation(chinese: "\(who) 使用了胁迫码", english: "\(who) used a duress code")
    }
  }

  private var groundsOfTiming: Explanation {
    switch subject.rule {
    case .lateDeparture: return Explanation(chinese: "迟发(计划 \(time("planned")))", english: "late to depart (planned \(time("planned")))")
    case .lateArrival: return Explanation(chinese: "迟到(计划 \(time("planned")))", english: "late to arrive (planned \(time("planned")))")
    case .earlyArrival:
      return Explanation(
        chinese: "提前到达目的地(\(time("earliest")) 起方可到达)", english: "in the destination before \(time("earliest"))")
    case .transitTime:
      let allowed = Explanation(seconds: detail["allowedSeconds"]?.double ?? 0)
      return Explanation(chinese: "在途超过允许的 \(allowed.chinese)", english: "on the road for more than the \(allowed.english) allowed")
    case .handOverOverdue:
      let annex = subject.aspect?.value == "annex-2" ? "2" : "1"
      return Explanation(chinese: "附件 \(annex) 逾期未完成", english: "Annex \(annex) is overdue")
    default:
      let isDeparture = subject.aspect?.value == "departure"
      if detail["observed"] == .null { return Explanation(chinese: "申报到达而定位未见到达", english: "arrival declared, none observed") }
      return Explanation(
        chinese: isDeparture ? "申报与实测发车时间不符" : "申报与实测到达时间不符",
        english: "declared and observed \(isDeparture ? "departure" : "arrival") differ")
    }
  }

  private var groundsOfTrack: Explanation {
    switch subject.rule {
    case .signalLoss:
      return severity == .info
        ? Explanation(chinese: "没有定位(在已申报的无信号区)", english: "no position (in a declared zone)")
        : Explanation(chinese: "没有定位", english: "no position")
    case .offlineDisplacement:
      return Explanation(chinese: "离线期间移动 \(whole("metres")) 米", english: "moved \(whole("metres")) m while offline")
    case .routeDeviation:
      return Explanation(chinese: "偏离路线,最远 \(whole("greatestMetres")) 米", english: "off the route by up to \(whole("greatestMetres")) m")
    case .unscheduledStop: return Explanation(chinese: "在非停车点停车", english: "standing where no stop is allowed")
    case .overstay:
      let limit = Explanation(seconds: detail["limit"]?.double ?? 0)
      return Explanation(chinese: "在停车点停留超过 \(limit.chinese)", english: "at an allowed stop for more than \(limit.english)")
    case .speeding: return Explanation(chinese: "超速", english: "above the speed limit")
    case .convoySeparation: return Explanation(chinese: "车队脱节", english: "vehicles of the convoy too far apart")
    default:
      switch subject.aspect?.value {
      case "jump": return Explanation(chinese: "定位跳变", english: "a position out of reach")
      case "frozen": return Explanation(chinese: "定位不变而车速不为零", english: "the position stands still while the speed does not")
      default: return Explanation(chinese: "终端时钟超前", english: "the terminal's clock runs ahead")
      }
    }
  }

  private func whole(_ field: String) -> String { detail[field]?.double.map { "\(Int($0))" } ?? "—" }

  private func time(_ field: String) -> String {
    detail[field]?.string.flatMap { Instant(rfc3339: $0) }.map { $0.timeOfDay(besides: from) } ?? "—"
  }
}
