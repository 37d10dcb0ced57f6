import EscortDomain

/// `offline-displacement`: a signal loss that ended far from where it began, off the route or impossibly fast. Reported beside the loss.
enum OfflineDisplacement: VehicleRule {
  static let id = RuleID.offlineDisplacement
  static let restsOn: Grounds = .positions

  static func judge(_ vehicle: VehicleTimelines, of transport: Judgement, into findings: inout Findings) {
    guard let custody = transport.custody.custody else { return }
    let policy = transport.policy
    for silence in vehicle.silences.silences(reaching: transport.since) {
      guard let cut = transport.cut(silence.interval, to: custody), cut.length > policy.signalLoss, cut.length >= policy.offlineFor else {
        continue
      }
      let metres = silence.lastFix.coordinate.distanceMetres(to: silence.nextFix.coordinate)
      let speed = metres / (silence.nextFix.at - silence.lastFix.at).seconds * 3.6
      guard metres > policy.offlineDistanceMetres,
        silence.nextFix.offRouteMetres != nil || speed > policy.offlineSpeedKilometresPerHour
      else { continue }
      findings.add(
        subject(transport, vehicle: vehicle.id), cut, .high, [("metres", .number(metres.rounded())), ("speed", .number(speed.rounded()))])
    }
  }
}
