public import EscortDomain
import Journal
import RouteRules

/// What the desk shows when asked.
extension Desk {
  /// A transport as it stands at an instant of the service's clock; `nil` while no plan of it stands.
  public func view(of transport: TransportID, at now: Instant) -> TransportView? {
    judge(at: now)
    guard let picture = engine.picture(of: transport, at: now) else { return nil }
    let progress = picture.custody.arrival == nil ? dossiers[transport].watch.progress(on: picture) : []
    let dossier = dossiers[transport]
    let board = ProofBoard(
      picture: picture, progress: progress, alerts: dossier.alerts.all, sight: { dossier.watch.sight(of: $0) },
      clock: { [deriver] in deriver.clock(ofTerminal: $0) })
    return board.view
  }

  /// Everything a desk opens with.
  public func overview(at now: Instant) -> Overview {
    tick(at: now)
    let shown = engine.openTransports.compactMap { view(of: $0, at: now) }.filter(isShown)
    return Overview(
      sequence: stream.sequence, transports: shown.map { ($0, trails(of: $0, at: now)) },
      alerts: shown.flatMap { view in dossiers[view.plan.id].alerts.all })
  }

  /// How many of the terminals in the plans have a clock of each condition.
  public func clockConditions() -> [DeviceClock.Condition: Int] {
    let terminals = Set(transports.compactMap { plans[$0] }.flatMap(\.vehicles).compactMap(\.terminal))
    return terminals.reduce(into: [:]) { counts, terminal in
      if let clock = deriver.clock(ofTerminal: terminal) { counts[clock.condition, default: 0] += 1 }
    }
  }

  /// The proof lanes of a transport; `nil` while no plan of it stands.
  public func lanes(of transport: TransportID, at now: Instant) -> Lanes? {
    guard let picture = engine.picture(of: transport, at: now) else { return nil }
    let watch = dossiers[transport].watch
    return LaneBoard(picture: picture) { watch.sight(of: $0) }.lanes
  }

  /// A transport stays on the desk until a day after its papers are stored.
  private func isShown(_ view: TransportView) -> Bool { view.stage != .stored || !Self.isLongPast(view.custody, at: view.asOf) }

  /// Whether a transport stays on the desk no longer.
  func isOver(_ picture: TransportPicture) -> Bool { picture.stored != nil && Self.isLongPast(picture.custody, at: picture.asOf) }

  private static func isLongPast(_ custody: Custody, at instant: Instant) -> Bool {
    custody.duty.map { instant - $0.to >= .seconds(86_400) } ?? false
  }

  /// Where a transport's vehicles went.
  func trails(of view: TransportView, at now: Instant) -> [VehicleID: [TrailPoint]] {
    guard let picture = engine.picture(of: view.plan.id, at: now) else { return [:] }
    var trails: [VehicleID: [TrailPoint]] = [:]
    let watch = dossiers[view.plan.id].watch
    for vehicle in picture.vehicles {
      let late = watch.sight(of: vehicle.id).late
      let fixes = vehicle.trail()
      let step = max(1, fixes.count / TrailPoint.mostOfVehicle)
      trails[vehicle.id] = fixes.enumerated().compactMap { index, fix in
        guard index % step == 0 || index == fixes.count - 1 else { return nil }
        return TrailPoint(
          at: fix.at, coordinate: fix.coordinate, isLate: late.intervals.contains { $0.contains(fix.at) })
      }
    }
    return trails
  }

  /// A verdict's figures, with what people ask beyond them: who left, what was declared and observed.
  func detail(of verdict: Verdict) -> JSONObject {
    var detail = verdict.detail
    if let aspect = verdict.subject.aspect { detail[aspect.field] = .string(aspect.value) }
    if let person = verdict.subject.person { detail["who"] = .string(Self.masked(names[person] ?? person.text)) }
    guard verdict.subject.rule == .escortMinimum, let vehicle = verdict.subject.vehicle else { return detail }
    let left = dossiers[verdict.subject.transport].watch.leavers(vehicle, near: verdict.from)
    if !left.isEmpty { detail["left"] = .array(left.map { .string(Self.masked(names[$0] ?? $0.text)) }) }
    return detail
  }

  /// A name as the desk shows it: the family name alone.
  private static func masked(_ name: String) -> String { name.count < 2 ? name : "\(name.prefix(1))××" }
}

/// Everything a desk opens with.
public struct Overview: Sendable {
  /// The number of the last stream event it includes.
  public let sequence: Int64
  /// The transports, each with its vehicles' trails.
  public let transports: [(view: TransportView, trails: [VehicleID: [TrailPoint]])]
  /// Their alerts.
  public let alerts: [Alert]
}

/// A point a vehicle went through.
public struct TrailPoint: Hashable, Sendable {
  /// When.
  public let at: Instant
  /// Where.
  public let coordinate: Coordinate
  /// Whether it was told later.
  public let isLate: Bool

  /// How many points of a vehicle's trail are shown at first.
  static let mostOfVehicle = 800
}
