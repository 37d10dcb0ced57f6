import EscortDomain

/// `seal` (regulation 3.4-f): over custody a seal is broken; and, since a hand-over follows the arrival, over duty a seal is found whose
/// number is not of those put on at loading.
enum Seal: VehicleRule {
  static let id = RuleID.seal
  static let restsOn: Grounds = .seals

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    let broken = parts(of: vehicle.seals.broken, in: transport.custody.custody)
    let mismatched = parts(of: vehicle.seals.mismatched, in: transport.custody.duty)
    for wrong in broken.union(mismatched).intervals {
      findings.check(at: wrong.from)
      findings.check(at: wrong.to)
      guard let cut = transport.cut(wrong) else { continue }
      findings.add(subject(transport, vehicle: vehicle.id), cut, .critical)
    }
  }

  private static func parts(of set: IntervalSet, in window: Interval?) -> IntervalSet {
    window.map { IntervalSet(set.parts(within: $0)) } ?? IntervalSet()
  }
}
