import EscortDomain

/// Who was too far from whom, written out from RULES.md again.
extension NaiveJudge {
  private typealias Place = (at: Instant, place: Coordinate)

  private func apart(_ one: [Place], _ other: [Place], beyond metres: Double, at time: Instant) -> Bool {
    guard let a = one.last(where: { $0.at <= time }), let b = other.last(where: { $0.at <= time }), time < a.at + policy.fixMaxAge,
      time < b.at + policy.fixMaxAge
    else { return false }
    return NaiveGeometry.metres(a.place, b.place) > metres
  }

  private func edges(_ places: [Place]) -> [Instant] { places.flatMap { [$0.at, $0.at + policy.fixMaxAge] } }

  mutating func convoySeparation(_ fixes: [[NaiveFixes.Fix]], _ custody: Stretch) {
    let places = fixes.map { $0.map { Place($0.at, $0.place) } }
    let found = stretches(
      where: { time in
        places.indices.contains { one in
          places.indices.contains { $0 > one && apart(places[one], places[$0], beyond: policy.separationDistanceMetres, at: time) }
        }
      }, places.flatMap(edges), custody)
    for stretch in found {
      if let (cut, length) = cut(stretch, custody), length >= policy.separationFor { add(.convoySeparation, cut, .medium) }
    }
  }

  mutating func crewSeparation(_ fixes: [[NaiveFixes.Fix]], _ duty: Stretch) {
    let escorts = Set(plan.vehicles.flatMap(\.crew).filter { $0.role == .escort }.map(\.person))
    for (vehicle, fixes) in zip(plan.vehicles, fixes) {
      let vehiclePlaces = fixes.map { Place($0.at, $0.place) }
      for person in escorts {
        var best: [Instant: Coordinate] = [:]
        for (at, fact) in evidence {
          guard case .phone(let phone) = fact, phone.person == person, abs(phone.coordinate.latitude) <= 90,
            abs(phone.coordinate.longitude) <= 180, phone.coordinate.latitude != 0 || phone.coordinate.longitude != 0
          else { continue }
          if let known = best[at], (known.latitude, known.longitude) <= (phone.coordinate.latitude, phone.coordinate.longitude) { continue }
          best[at] = phone.coordinate
        }
        let phones = best.sorted { $0.key < $1.key }.map { Place($0.key, $0.value) }
        guard !phones.isEmpty else { continue }
        let found = stretches(
          where: { time in
            isPresent(person, on: vehicle.id, time) && apart(phones, vehiclePlaces, beyond: policy.crewDistanceMetres, at: time)
          }, edges(phones) + edges(vehiclePlaces) + presenceEdges, duty)
        for stretch in found {
          if let (cut, length) = cut(stretch, duty), length >= policy.crewApartFor {
            add(.crewSeparation, cut, .high, vehicle: vehicle.id, person: person)
          }
        }
      }
    }
  }
}
