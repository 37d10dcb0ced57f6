import EscortDomain

extension NaiveJudge {
  /// Alarms that were on, each name by itself: on at every instant that says so, off at every other instant that says anything of it.
  mutating func terminalAlarms(_ departed: Instant?, _ arrived: Instant?, _ handedOver: Instant?) {
    for vehicle in plan.vehicles {
      for (name, severity) in policy.terminalAlarms {
        var on: Set<Instant> = []
        var said: Set<Instant> = []
        for (at, fact) in evidence {
          switch fact {
          case .alarm(let alarm) where alarm.vehicle == vehicle.id && alarm.name == name:
            said.insert(at)
            if alarm.isOn { on.insert(at) }
          case .position(let report) where report.vehicle == vehicle.id:
            guard let alarms = report.alarms else { continue }
            said.insert(at)
            if alarms.contains(name) { on.insert(at) }
          default: break
          }
        }
        var window: Stretch
        if name == "emergency" {
          let duty = dutyStart(departed).flatMap { start in handedOver.flatMap { $0 > start ? $0 : nil } }
          window = (plan.plannedDeparture - .seconds(43_200), duty ?? .distantFuture)
        } else {
          guard let departed else { continue }
          window = (departed, arrived ?? .distantFuture)
        }
        var since: Instant?
        for at in said.sorted() + [.distantFuture] {
          if on.contains(at) {
            since = since ?? at
          } else if let from = since {
            since = nil
            if let (cut, _) = cut((from, at), window) { add(.terminalAlarm, cut, severity, vehicle: vehicle.id, named: name) }
          }
        }
      }
    }
  }

  private func dutyStart(_ departed: Instant?) -> Instant? { (declared(.loaded) + [departed].compactMap(\.self)).min() }
}
