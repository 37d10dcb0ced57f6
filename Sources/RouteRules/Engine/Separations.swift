import EscortDomain

/// Which vehicles of a convoy, and which escorts and vehicles, were too far apart (RULES.md `convoy-separation`, `crew-separation`).
struct Separations: Sendable {
  /// Two vehicles.
  struct Pair: Sendable {
    let one: VehicleID
    let other: VehicleID
    fileprivate(set) var timeline: SeparationTimeline
  }

  /// An escort's phone and a vehicle.
  struct Crew: Sendable {
    let person: PersonID
    let vehicle: VehicleID
    fileprivate(set) var timeline: SeparationTimeline
  }

  private(set) var pairs: [Pair] = []
  /// Of the escorts whose phones reported, with each vehicle.
  private(set) var crews: [Crew] = []
  private var phones: [PersonID: PlaceTimeline] = [:]
  private let crewTimeline: SeparationTimeline

  init(plan: Transport, policy: Policy) {
    crewTimeline = SeparationTimeline(beyondMetres: policy.crewDistanceMetres, freshFor: policy.fixMaxAge)
    for (index, one) in plan.vehicles.enumerated() {
      for other in plan.vehicles[(index + 1)...] where other.id != one.id {
        let timeline = SeparationTimeline(beyondMetres: policy.separationDistanceMetres, freshFor: policy.fixMaxAge)
        pairs.append(Pair(one: one.id, other: other.id, timeline: timeline))
      }
    }
  }

  /// The latest fix of a vehicle changed in a stretch.
  mutating func vehicleMoved(_ vehicle: VehicleID, in stretch: Interval, _ vehicles: [VehicleTimelines]) {
    guard !pairs.isEmpty || !phones.isEmpty else { return }
    let places = Self.places(of: vehicle, stretch, vehicles)
    for index in pairs.indices where pairs[index].one == vehicle || pairs[index].other == vehicle {
      let other = pairs[index].one == vehicle ? pairs[index].other : pairs[index].one
      pairs[index].timeline.refresh(stretch, places, Self.places(of: other, stretch, vehicles))
    }
    for index in crews.indices where crews[index].vehicle == vehicle {
      guard let phone = phones[crews[index].person] else { continue }
      crews[index].timeline.refresh(stretch, phone.places(reaching: stretch), places)
    }
  }

  /// An escort's phone reported.
  mutating func insert(_ phone: PhonePosition, at instant: Instant, _ vehicles: [VehicleTimelines]) {
    guard phone.coordinate.isPlausible else { return }
    if phones[phone.person] == nil {
      crews += vehicles.map { Crew(person: phone.person, vehicle: $0.id, timeline: crewTimeline) }
    }
    guard let stretch = phones[phone.person, default: PlaceTimeline()].insert(phone.coordinate, at: instant),
      let places = phones[phone.person]?.places(reaching: stretch)
    else { return }
    for index in crews.indices where crews[index].person == phone.person {
      crews[index].timeline.refresh(stretch, places, Self.places(of: crews[index].vehicle, stretch, vehicles))
    }
  }

  private static func places(of vehicle: VehicleID, _ stretch: Interval, _ vehicles: [VehicleTimelines]) -> [PlaceAt] {
    vehicles.first { $0.id == vehicle }?.fixes.places(reaching: stretch) ?? []
  }
}
