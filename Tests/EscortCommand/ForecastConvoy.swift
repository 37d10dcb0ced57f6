import EscortDomain
import RouteRules

@testable import ConvoySimulator

/// A convoy of a scenario that does not drive as planned: another speed, headway and departure, halts of any length, and jams nobody
/// foresaw.
struct ForecastConvoy {
  let name: String
  let plan: Transport
  /// What tells of its way, in receive order.
  let events: [Event]
  let departs: Instant
  /// The last vehicle's first fix in the destination.
  let arrival: Instant
  /// The first vehicle's.
  let firstEntry: Instant

  /// A forecast with the instant for which it was asked.
  struct Asked {
    let forecast: ArrivalForecast
    let arrival: Instant
    let firstEntry: Instant
    /// The part of the way's time that is past.
    let share: Double
  }

  /// What the road does beside the drive.
  enum Road: CaseIterable {
    /// Nothing.
    case free
    /// Lights, one in ten minutes of half a minute to two, and on every fourth convoy a jam of three to ten minutes.
    case usual
    /// Every convoy meets a jam.
    case jammed
  }

  init?(_ original: Scenario, on road: Road, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var scenario = original
    scenario.drive.cruiseKilometresPerHour *= Double.random(in: 0.85...1.15, using: &generator)
    scenario.drive.headway = .seconds(Int.random(in: 10...60, using: &generator))
    scenario.drive.departs = scenario.drive.departs + .seconds(Int.random(in: -120...600, using: &generator))
    for index in scenario.drive.halts.indices {
      let limit = scenario.transport.stops[scenario.drive.halts[index].stop].limitSeconds ?? 1200
      scenario.drive.halts[index].duration = .seconds(Int.random(in: 60...max(60, Int(limit)), using: &generator))
    }
    let planned = (scenario.transport.plannedArrival - scenario.transport.plannedDeparture).seconds
    var halts = road == .free ? [] : (0..<Int(planned / 600)).map { _ in Int.random(in: 30...120, using: &generator) }
    let isJammed = road == .jammed || Int.random(in: 0..<4, using: &generator) == 0
    if road != .free, isJammed { halts.append(Int.random(in: 180...600, using: &generator)) }
    for seconds in halts {
      let from = scenario.drive.departs + .seconds(Int.random(in: 60...Int(planned), using: &generator))
      scenario.faults.append(Scenario.Fault(kind: .stop, from: from, to: from + .seconds(seconds)))
    }
    // A convoy that leaves a vehicle behind does not arrive as a whole.
    scenario.faults.removeAll { if case .breakdown = $0.kind { true } else { false } }
    scenario.declarations = [Scenario.DeclaredStep(kind: .departed, at: scenario.drive.departs)]
    scenario.ends = scenario.drive.departs + .seconds(Int(planned * 2))
    name = scenario.name
    departs = scenario.drive.departs
    let departs = departs
    events = ConvoyScript(scenario, seed: seed).feed.filter { event in
      switch event.fact {
      case .transport, .declaration, .position: true
      default: false
      }
    }
    plan = scenario.transport
    let destination = BoundedArea(plan.destination.area, defaultRadiusMetres: Policy().areaRadiusMetres)
    var entries: [VehicleID: Instant] = [:]
    for event in events where event.at > departs {
      guard case .position(let report) = event.fact, report.isFix, destination.contains(report.coordinate) else { continue }
      entries[report.vehicle] = min(entries[report.vehicle] ?? event.at, event.at)
    }
    guard entries.count == plan.vehicles.count, let last = entries.values.max(), let first = entries.values.min() else { return nil }
    (arrival, firstEntry) = (last, first)
  }

  /// What the forecast says of the convoy every so many seconds from its departure to its arrival, knowing what was received by then.
  func ask(every seconds: Int) -> [Asked] {
    var engine = RuleEngine(clocking: .recorded, memory: EngineMemory(foretells: true))
    var progress = plan.vehicles.map { _ in RouteProgress() }
    var asked: [Asked] = []
    var taken = 0
    var now = departs + .seconds(seconds)
    while now < arrival {
      while taken < events.count, events[taken].received <= now {
        let event = events[taken]
        engine.take(event)
        taken += 1
        // As the desk does: what comes late has the vehicle's progress begun anew.
        for index in plan.vehicles.indices where event.fact.vehicle == plan.vehicles[index].id {
          if let seen = progress[index].lastSeen, event.at <= seen { progress[index] = RouteProgress() }
        }
      }
      _ = engine.settle(at: now)
      if let picture = engine.picture(of: plan.id, at: now) {
        for index in plan.vehicles.indices {
          picture.vehicles[index].advance(&progress[index], along: picture.plan.route, policy: picture.policy)
        }
        let forecast = ArrivalForecast(
          plan: picture.plan, policy: picture.policy, asOf: now, departure: picture.custody.departure, vehicles: progress)
        if let forecast {
          let share = (now - departs).seconds / (arrival - departs).seconds
          asked.append(Asked(forecast: forecast, arrival: arrival, firstEntry: firstEntry, share: share))
        }
      }
      now = now + .seconds(seconds)
    }
    return asked
  }
}
