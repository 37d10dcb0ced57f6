import EscortDomain

/// `crew-separation` (regulation 3.5-a, 监控与人、卷不分离): over duty, the phone of an escort who is checked in on a vehicle is too far from
/// it for too long.
enum CrewSeparation: Rule {
  static let id = RuleID.crewSeparation
  static let restsOn: Grounds = [.positions, .phones, .acts]

  static func judge(_ transport: Judgement, into findings: inout Findings) {
    guard let duty = transport.custody.duty else { return }
    for crew in transport.separations.crews {
      let vehicle = transport.vehicles[crew.vehicle].id
      guard let presence = transport.crew.onBoard[crew.vehicle].presence[crew.person] else { continue }
      for present in presence.reaching(transport.since) {
        for apart in crew.timeline.apart.parts(within: present) {
          findings.check(at: max(apart.from, duty.from) + transport.policy.crewApartFor)
          findings.check(at: min(apart.to, duty.to))
          guard let cut = transport.cut(apart, to: duty), cut.length >= transport.policy.crewApartFor else { continue }
          findings.add(subject(transport, vehicle: vehicle, person: crew.person), cut, .high)
        }
      }
    }
  }
}
