import EscortDomain
import RouteRules

/// Three random convoys in one feed, a third of what their vehicles tell: some of their vehicles and people are the same, a plan names
/// another convoy's vehicle, and plans come late.
struct RandomFleet {
  private var generator: SeededGenerator
  private let convoys = 3
  /// What is the same in all of them keeps its name.
  private let sharesVehicles: Bool
  private let sharesPeople: Bool
  /// Whether one of them is played by a clock of its own.
  let isPlayed: Bool

  /// The events of a seed, in no particular order.
  static func events(seed: UInt64) throws -> [Event] {
    var fleet = RandomFleet(seed: seed)
    var events: [Event] = []
    for convoy in 0..<fleet.convoys {
      for event in try RandomConvoy.events(seed: seed &* 3 &+ UInt64(convoy)) where fleet.keeps(event) {
        events.append(fleet.renamed(event, convoy))
      }
    }
    fleet.borrow(&events)
    return events
  }

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed &* 13)
    sharesVehicles = Int.random(in: 0..<3, using: &generator) == 0
    sharesPeople = Bool.random(using: &generator)
    isPlayed = Bool.random(using: &generator)
  }

  /// Fewer are enough: where they go is what matters here.
  private mutating func keeps(_ event: Event) -> Bool { event.fact.vehicle == nil || Int.random(in: 0..<3, using: &generator) == 0 }

  /// A plan that stands later names a vehicle of another convoy as well.
  private mutating func borrow(_ events: inout [Event]) {
    let plans = events.filter { $0.plan != nil }
    guard var event = plans.randomElement(using: &generator), var plan = event.plan,
      let vehicle = plans.randomElement(using: &generator)?.plan?.vehicles.last, !plan.vehicles.contains(where: { $0.id == vehicle.id })
    else { return }
    plan.vehicles.append(vehicle)
    event.fact = .transport(plan)
    event.at = event.at + .seconds(60)
    event.received = event.at + .seconds(Int.random(in: 0...6000, using: &generator))
    events.append(event)
  }

  private mutating func renamed(_ event: Event, _ convoy: Int) -> Event {
    var event = event
    switch event.fact {
    case .policy: break
    case .person(var person):
      person.id = self.person(person.id, convoy)
      event.fact = .person(person)
    case .transport(let plan):
      event.fact = .transport(renamed(plan, convoy, at: event.received))
      if Bool.random(using: &generator) { event.received = event.received + .seconds(Int.random(in: 0...6000, using: &generator)) }
    case .declaration(var declaration):
      declaration.transport = transport(declaration.transport, convoy)
      event.fact = .declaration(declaration)
    default: event.fact = renamed(event.fact, convoy)
    }
    return event
  }

  private func renamed(_ plan: Transport, _ convoy: Int, at instant: Instant) -> Transport {
    var plan = plan
    plan.id = transport(plan.id, convoy)
    plan.vehicles = plan.vehicles.map { vehicle in
      let crew = vehicle.crew.map { Transport.Vehicle.CrewMember(person: person($0.person, convoy), role: $0.role) }
      return Transport.Vehicle(id: self.vehicle(vehicle.id, convoy), cameras: vehicle.cameras, crew: crew)
    }
    if isPlayed, convoy == 1 { plan.clock = ScenarioClock(wall: instant, scenario: instant + .seconds(300), speed: 1.5) }
    return plan
  }

  private func renamed(_ fact: Fact, _ convoy: Int) -> Fact {
    switch fact {
    case .policy, .person, .transport, .declaration: break
    case .position(var report):
      report.vehicle = vehicle(report.vehicle, convoy)
      return .position(report)
    case .recording(var heartbeat):
      heartbeat.vehicle = vehicle(heartbeat.vehicle, convoy)
      return .recording(heartbeat)
    case .segment(var segment):
      segment.vehicle = vehicle(segment.vehicle, convoy)
      return .segment(segment)
    case .act(var act):
      act.vehicle = vehicle(act.vehicle, convoy)
      act.person = person(act.person, convoy)
      return .act(act)
    case .phone(var phone):
      phone.vehicle = vehicle(phone.vehicle, convoy)
      phone.person = person(phone.person, convoy)
      return .phone(phone)
    case .door(var door):
      door.vehicle = vehicle(door.vehicle, convoy)
      return .door(door)
    case .seal(var seal):
      seal.vehicle = vehicle(seal.vehicle, convoy)
      return .seal(seal)
    case .alarm(var alarm):
      alarm.vehicle = vehicle(alarm.vehicle, convoy)
      return .alarm(alarm)
    }
    return fact
  }

  private func transport(_ id: TransportID, _ convoy: Int) -> TransportID { TransportID("\(id.text)-\(convoy)") }

  private func vehicle(_ id: VehicleID, _ convoy: Int) -> VehicleID { sharesVehicles ? id : VehicleID("\(id.text)\(convoy)") }

  private func person(_ id: PersonID, _ convoy: Int) -> PersonID { sharesPeople ? id : PersonID("\(id.text)-\(convoy)") }
}

extension Event {
  /// The plan it tells.
  var plan: Transport? { if case .transport(let plan) = fact { plan } else { nil } }
}
