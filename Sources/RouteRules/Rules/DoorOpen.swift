import EscortDomain

/// `door-open` (regulation 3.4-f): the cargo door open outside origin and destination, by the latest fix of any age; without a fix it is
/// outside (RULES.md 8.3-19).
enum DoorOpen: VehicleRule {
  static let id = RuleID.doorOpen
  static let restsOn: Grounds = [.positions, .doors]

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    for open in vehicle.doors.open.reaching(transport.since) {
      for outside in IntervalSet([open]).subtracting(vehicle.atEitherEnd(within: open)).intervals {
        findings.check(at: max(outside.from, custody.from))
        guard let cut = transport.cut(outside, to: custody) else { continue }
        findings.add(subject(transport, vehicle: vehicle.id), cut, .critical)
      }
    }
  }
}
