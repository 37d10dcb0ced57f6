public import EscortDomain

/// `route-order` (regulation 3.4-a): refuses a leg other than printing house → province, province → branch, province → site and
/// branch → site, without an approved reason.
///
/// The chain is the organisations', not the plan's word for it: a plan that names another leg than its ends make is refused whatever is
/// approved, since the printing house's leg alone is free of the earliest arrival.
public enum RouteOrderGate: Gate {
  static let id = GateID.routeOrder

  /// Why the papers may not go this way.
  ///
  /// - Parameters:
  ///   - origin: the level of the plan's origin; `nil` when it is not known, which is refused.
  ///   - destination: that of its destination.
  ///   - approval: who allows a leg outside the chain, and why. The requirements name no office, so any serves.
  public static func failures(
    of plan: Transport, from origin: OrganisationLevel?, to destination: OrganisationLevel?, approval: Approval? = nil
  ) -> [GateFailure] {
    let unknown = [(plan.origin, origin), (plan.destination, destination)].filter { $0.1 == nil }.map { place, _ in
      failure(
        "3.4-a", .transport(plan.id), chinese: "\(place.organisation) 的层级(印刷厂、省校、分校、考点)未登记",
        english: "it is not recorded whether \(place.organisation) is a printing house, a province, a branch or a site")
    }
    guard let origin, let destination else { return unknown }
    let leg = Transport.Leg(from: origin, to: destination)
    var found: [GateFailure] = []
    if leg == nil, approval?.hasReason != true {
      found.append(
        failure(
          "3.4-a", .transport(plan.id),
          chinese: "\(plan.origin.organisation) → \(plan.destination.organisation) 不是规定的流转环节,且无经批准的理由",
          english: "\(plan.origin.organisation) → \(plan.destination.organisation) is no leg of the chain, and no reason for it is approved"
        ))
    }
    if leg.map({ $0 != plan.leg }) ?? (plan.leg == .printerProvince) {
      found.append(
        failure(
          "3.4-a", .transport(plan.id), chinese: "计划写明的环节 \(plan.leg.rawValue) 与起止单位的层级不符",
          english: "the plan says leg \(plan.leg.rawValue), which its two ends are not"))
    }
    return found
  }
}
