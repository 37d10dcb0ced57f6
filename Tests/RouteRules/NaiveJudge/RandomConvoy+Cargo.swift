import EscortDomain

/// What happens about the papers: doors, seals, and the people's phones.
extension RandomConvoy {
  mutating func openDoors() {
    for vehicle in vehicles {
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let opened = pick([-400, 0, 5, 60, 600, 1500, 2500])
        add("door", at: time(opened), [("vehicle", .string(vehicle)), ("state", "open")])
        if chance(80) { add("door", at: time(opened + pick([0, 10, 60, 400])), [("vehicle", .string(vehicle)), ("state", "closed")]) }
      }
    }
  }

  mutating func sealUp() {
    for vehicle in vehicles where chance(70) {
      func report(_ state: String, _ number: String) -> [(String, JSONValue)] {
        [("vehicle", .string(vehicle)), ("seal", .string(number)), ("state", .string(state))]
      }
      add("seal", at: time(pick([-600, -30, 60])), report("applied", "S1"))
      if chance(30) { add("seal", at: time(pick([-600, -29, 900])), report("applied", "S2")) }
      if chance(20) { add("seal", at: time(pick([-30, 300, 900, 2600])), report("broken", "S1")) }
      if chance(60) { add("seal", at: time(pick([900, 2550, 2700])), report("intact", chance(80) ? "S1" : pick(["S2", "S3"]))) }
    }
  }

  /// Phones ride along on the route, most of them near the vehicle.
  mutating func carryPhones() {
    for person in people where chance(35) {
      let vehicle = pick(vehicles)
      var now = Int.random(in: -100...300, using: &generator)
      var away = 0.0
      while now < 2700 {
        if chance(15) { away = pick([0, 0, 0.0026, 0.0028, 0.02]) }
        let longitude = 113.0 + 0.1 * min(1, max(0, Double(now - 100) / 1600))
        var fields: [(String, JSONValue)] = [
          ("vehicle", .string(vehicle)), ("person", .string(person)), ("lat", .number(28.0 + away)), ("lon", .number(longitude)),
        ]
        add("phone", at: time(now), fields)
        if chance(4) {
          fields[2] = ("lat", .number(28.0 - 0.003))
          add("phone", at: time(now), fields)
        }
        now += pick([30, 60, 60, 119, 120, 121, 300])
      }
    }
  }
}
