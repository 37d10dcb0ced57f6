import EscortDomain

/// One person's acts, and the presence on each vehicle they prove (RULES.md `escort-minimum`).
struct PresenceTimeline: Sendable {
  private struct Act: Sendable {
    var at: Instant
    var kind: CrewAct.Kind
    var vehicle: VehicleID
  }

  private var acts: [Act] = []
  private let proofLasts: TimeSpan

  init(policy: Policy) {
    proofLasts = policy.checkInInterval + policy.checkInGrace
  }

  /// Takes an act in; acts of one person are few, so the order is kept by insertion.
  mutating func insert(_ kind: CrewAct.Kind, vehicle: VehicleID, at instant: Instant) {
    let index = acts.lastIndex { $0.at <= instant }.map { $0 + 1 } ?? 0
    acts.insert(Act(at: instant, kind: kind, vehicle: vehicle), at: index)
  }

  /// The presence on a vehicle: each check-in or confirmation lasts its time, or until the first check-out from the
  /// vehicle, or check-in or confirmation on another, at or after it.
  func presence(on vehicle: VehicleID) -> IntervalSet {
    var presence = IntervalSet()
    for (index, act) in acts.enumerated() where act.kind != .checkOut && act.vehicle == vehicle {
      let sameInstant = acts[..<index].reversed().prefix { $0.at == act.at }
      let ends = sameInstant.contains { Self.ends($0, presenceOn: vehicle) }
      if ends { continue }
      let end = acts[(index + 1)...].first { Self.ends($0, presenceOn: vehicle) }?.at ?? .distantFuture
      presence.insert(Interval(from: act.at, to: min(act.at + proofLasts, end)))
    }
    return presence
  }

  /// The stretches on a vehicle from one check-in or confirmation to the person's next, or to what ends the presence; the last one has
  /// no end yet.
  func watches(on vehicle: VehicleID) -> [Interval] {
    let bearing = acts.filter { $0.vehicle == vehicle || $0.kind != .checkOut }
    return bearing.indices.compactMap { index in
      let act = bearing[index]
      let isEnded = bearing[..<index].reversed().prefix { $0.at == act.at }.contains { Self.ends($0, presenceOn: vehicle) }
      guard act.kind != .checkOut, act.vehicle == vehicle, !isEnded else { return nil }
      let watch = Interval(from: act.at, to: index + 1 < bearing.count ? bearing[index + 1].at : .distantFuture)
      return watch.isEmpty ? nil : watch
    }
  }

  private static func ends(_ act: Act, presenceOn vehicle: VehicleID) -> Bool {
    act.kind == .checkOut ? act.vehicle == vehicle : act.vehicle != vehicle
  }
}
