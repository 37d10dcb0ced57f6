public import EscortDomain
public import RouteRules

/// A vehicle's proofs over time, as lanes: what no span covers is unknown.
public struct Lanes: Sendable {
  /// How a span is drawn.
  public enum SpanState: String, Hashable, Sendable {
    /// Proved as it happened.
    case proved
    /// Found missing.
    case violated
    /// Proved by what came later.
    case backfilled
  }

  /// A stretch of a lane.
  public struct Span: Hashable, Sendable {
    /// From when to when.
    public let interval: Interval
    /// How it is drawn.
    public let state: SpanState
    /// How many escorts, on their lane.
    public let count: Int?
  }

  /// One vehicle's lanes.
  public struct Vehicle: Sendable {
    /// Which.
    public let id: VehicleID
    /// Escorts on board.
    public let escorts: [Span]
    /// Recording by camera, in order of the channels.
    public let recording: [(camera: Int, spans: [Span])]
    /// Whether it was heard.
    public let position: [Span]
    /// Speed in km/h over time.
    public let speed: [(at: Instant, kilometresPerHour: Double)]
  }

  /// The time the lanes cover, up to now.
  public let window: Interval
  /// Where the time axis ends: the planned arrival while that is ahead, so that it stands still.
  public let horizon: Instant
  /// The vehicles in planned order.
  public let vehicles: [Vehicle]
}

/// Draws lanes from what is known.
struct LaneBoard {
  let picture: TransportPicture
  let sight: (VehicleID) -> VehicleWatch.Sight

  /// How many points a speed line has at most: more than a screen has pixels for.
  private static let mostPoints = 600

  var lanes: Lanes {
    let begins = [picture.custody.duty?.from, picture.custody.departure].compactMap(\.self).min()
    let ends = [picture.custody.duty?.to, picture.stored].compactMap(\.self).min()
    let to = min(picture.asOf, (ends ?? .distantFuture) == .distantFuture ? picture.asOf : (ends ?? picture.asOf) + .seconds(600))
    let window = Interval(from: min(begins ?? to, to) - .seconds(300), to: to)
    let isUnderWay = picture.custody.arrival == nil
    return Lanes(
      window: window, horizon: isUnderWay ? max(to, picture.plan.plannedArrival) : to,
      vehicles: picture.vehicles.map { lanes(of: $0, in: window) })
  }

  private func lanes(of vehicle: VehicleTimelines, in window: Interval) -> Lanes.Vehicle {
    let late = sight(vehicle.id).late
    return Lanes.Vehicle(
      id: vehicle.id, escorts: escorts(of: vehicle.id, in: window),
      recording: vehicle.cameras.map { number, camera in
        (number, recording(of: camera, in: window, late: late))
      },
      position: position(of: vehicle, in: window, late: late), speed: speed(of: vehicle, in: window))
  }

  private func escorts(of vehicle: VehicleID, in window: Interval) -> [Lanes.Span] {
    picture.escortsOnBoard(vehicle).steps.compactMap { step in
      let shown = step.interval.intersection(window)
      guard !shown.isEmpty else { return nil }
      let isEnough = step.count >= picture.escortsRequired
      let asked = shown.intersection(picture.custody.duty ?? Interval(from: .distantPast, to: .distantPast))
      if isEnough { return Lanes.Span(interval: shown, state: .proved, count: step.count) }
      return asked.isEmpty ? nil : Lanes.Span(interval: asked, state: .violated, count: step.count)
    }
  }

  private func recording(of camera: CameraTimeline, in window: Interval, late: IntervalSet) -> [Lanes.Span] {
    let proved = camera.proved.intervals.map { $0.intersection(window) }.filter { !$0.isEmpty }
    let missing = picture.unprovedRecording(of: camera).map { $0.intersection(window) }.filter { !$0.isEmpty }
    return inOrder(proved.flatMap { Self.split($0, by: late) } + missing.map { Lanes.Span(interval: $0, state: .violated, count: nil) })
  }

  private func position(of vehicle: VehicleTimelines, in window: Interval, late: IntervalSet) -> [Lanes.Span] {
    guard let first = vehicle.firstFix, let last = vehicle.lastFix else { return [] }
    var heard = IntervalSet([Interval(from: first.at, to: last.at + .microsecond)])
    var silences = vehicle.closedSilences
    for silence in silences { heard.remove(silence) }
    if picture.asOf - last.at > picture.policy.signalLoss { silences.append(Interval(from: last.at, to: picture.asOf)) }
    let asked = picture.custody.custody.map { $0.intersection(window) } ?? Interval(from: .distantPast, to: .distantPast)
    let missing = silences.map { $0.intersection(asked) }.filter { !$0.isEmpty }
    let shown = heard.intervals.map { $0.intersection(window) }.filter { !$0.isEmpty }
    return inOrder(shown.flatMap { Self.split($0, by: late) } + missing.map { Lanes.Span(interval: $0, state: .violated, count: nil) })
  }

  private func speed(of vehicle: VehicleTimelines, in window: Interval) -> [(at: Instant, kilometresPerHour: Double)] {
    let fixes = vehicle.trail(from: window.from).filter { $0.at <= window.to }
    let step = max(1, fixes.count / Self.mostPoints)
    return fixes.enumerated().compactMap { index, fix in
      index % step == 0 || index == fixes.count - 1 ? fix.speedKilometresPerHour.map { (fix.at, $0) } : nil
    }
  }

  private func inOrder(_ spans: [Lanes.Span]) -> [Lanes.Span] { spans.sorted { $0.interval.from < $1.interval.from } }

  /// A proved stretch, the parts of it that came late told apart.
  private static func split(_ interval: Interval, by late: IntervalSet) -> [Lanes.Span] {
    let backfilled = late.intervals.map { $0.intersection(interval) }.filter { !$0.isEmpty }
    let timely = IntervalSet(backfilled).gaps(within: interval)
    return timely.map { Lanes.Span(interval: $0, state: .proved, count: nil) }
      + backfilled.map { Lanes.Span(interval: $0, state: .backfilled, count: nil) }
  }
}
