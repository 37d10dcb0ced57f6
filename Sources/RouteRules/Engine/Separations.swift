import EscortDomain

/// Which vehicles of a convoy, and which escorts and vehicles, were too far apart (RULES.md `convoy-separation`, `crew-separation`).
struct Separations: Sendable {
  /// Two vehicles by their places in the plan.
  struct Pair: Sendable {
    let one: Int
    let other: Int
    fileprivate(set) var timeline: SeparationTimeline
  }

  /// An escort's phone and a vehicle.
  struct Crew: Sendable {
    let person: PersonID
    /// The vehicle's place in the plan.
    let vehicle: Int
    fileprivate(set) var timeline: SeparationTimeline
  }

  private(set) var pairs: [Pair] = []
  /// When some two vehicles were apart.
  private(set) var someApart = IntervalSet()
  /// Of the escorts whose phones reported, with each vehicle.
  private(set) var crews: [Crew] = []
  private var phones: [PersonID: PlaceTimeline] = [:]
  /// Where each vehicle was last.
  private var latest: [PlaceAt?]
  private let crewTimeline: SeparationTimeline
  /// The places before were let go.
  private var trimmedUpTo = Instant.distantPast
  /// Where a change reached back to places that were let go: then nothing here holds any more.
  private(set) var reachedTooFar: Instant?

  init(plan: Transport, policy: Policy) {
    latest = plan.vehicles.map { _ in nil }
    crewTimeline = SeparationTimeline(beyondMetres: policy.crewDistanceMetres, freshFor: policy.fixMaxAge)
    for one in plan.vehicles.indices {
      for other in plan.vehicles.indices where other > one {
        let timeline = SeparationTimeline(beyondMetres: policy.separationDistanceMetres, freshFor: policy.fixMaxAge)
        pairs.append(Pair(one: one, other: other, timeline: timeline))
      }
    }
  }

  /// A vehicle's fixes changed.
  mutating func vehicleMoved(_ vehicle: Int, _ effect: FixTimeline.Effect, _ vehicles: [VehicleTimelines]) {
    let stretch: Interval
    switch effect {
    case .none, .stillFrozen: return
    case .appended(let fix, let previous):
      latest[vehicle] = PlaceAt(at: fix.at, coordinate: fix.coordinate)
      stretch = Interval(from: previous?.at ?? fix.at, to: .distantFuture)
    case .replaced(let change):
      latest[vehicle] = vehicles[vehicle].lastFix.map { PlaceAt(at: $0.at, coordinate: $0.coordinate) }
      // Where nothing that counts is before it, nothing was apart before the first fix of all.
      let first = vehicles[vehicle].fixes.fixes.first?.at ?? .distantPast
      stretch = Interval(from: change.before?.at ?? first, to: change.after?.at ?? .distantFuture)
    }
    guard !pairs.isEmpty || !phones.isEmpty else { return }
    if case .appended(let fix, _) = effect, phones.isEmpty, latest.allSatisfy({ $0.map { $0.at <= fix.at } ?? true }) {
      return advance(vehicle, to: PlaceAt(at: fix.at, coordinate: fix.coordinate))
    }
    guard trimmedUpTo == .distantPast || stretch.from > trimmedUpTo else {
      reachedTooFar = stretch.from
      return
    }
    refresh(vehicle, stretch, vehicles)
  }

  /// An escort's phone reported.
  mutating func insert(_ phone: PhonePosition, at instant: Instant, _ vehicles: [VehicleTimelines]) {
    guard phone.coordinate.isPlausible else { return }
    if phones[phone.person] == nil {
      crews += vehicles.indices.map { Crew(person: phone.person, vehicle: $0, timeline: crewTimeline) }
    }
    guard let stretch = phones[phone.person, default: PlaceTimeline()].insert(phone.coordinate, at: instant),
      let places = phones[phone.person]?.places(reaching: stretch)
    else { return }
    for index in crews.indices where crews[index].person == phone.person {
      crews[index].timeline.refresh(stretch, places, vehicles[crews[index].vehicle].fixes.places(reaching: stretch))
    }
  }

  /// Lets go of the places that nothing placed after an instant needs; the vehicles' own are theirs to let go.
  mutating func trim(upTo instant: Instant) {
    trimmedUpTo = instant
    for person in phones.keys { phones[person]?.trim(upTo: instant) }
  }

  private mutating func advance(_ vehicle: Int, to place: PlaceAt) {
    for index in pairs.indices where pairs[index].one == vehicle || pairs[index].other == vehicle {
      let other = pairs[index].one == vehicle ? pairs[index].other : pairs[index].one
      if let other = latest[other] { pairs[index].timeline.advance(to: place, other: other) }
    }
    unite(Interval(from: place.at, to: .distantFuture))
  }

  private mutating func refresh(_ vehicle: Int, _ stretch: Interval, _ vehicles: [VehicleTimelines]) {
    let places = vehicles[vehicle].fixes.places(reaching: stretch)
    for index in pairs.indices where pairs[index].one == vehicle || pairs[index].other == vehicle {
      let other = pairs[index].one == vehicle ? pairs[index].other : pairs[index].one
      pairs[index].timeline.refresh(stretch, places, vehicles[other].fixes.places(reaching: stretch))
    }
    for index in crews.indices where crews[index].vehicle == vehicle {
      guard let phone = phones[crews[index].person] else { continue }
      crews[index].timeline.refresh(stretch, phone.places(reaching: stretch), places)
    }
    unite(stretch)
  }

  private mutating func unite(_ stretch: Interval) {
    someApart.remove(stretch)
    for pair in pairs { for part in pair.timeline.apart.parts(within: stretch) { someApart.insert(part) } }
  }
}
