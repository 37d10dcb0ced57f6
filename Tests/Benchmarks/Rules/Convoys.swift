import EscortDomain

/// Convoys that drive for hours: plans, records, and everything two vehicles of each report, in the order it is received.
struct Convoys {
  let transports: Int
  let hours: Int
  /// Seconds between two positions.
  let step: Int

  private static let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)
  private static let vehiclesOfTransport = 2
  private static let cameras = [1, 2]
  private static let secondsBetweenHeartbeats = 60
  private static let secondsBetweenConfirmations = 1500

  var seconds: Int { hours * 3600 }
  var vehicles: Int { transports * Self.vehiclesOfTransport }

  /// Plans and records, known before anything happens.
  var references: [Event] {
    (0..<transports).flatMap { index -> [Event] in
      let crew = (0..<Self.vehiclesOfTransport).map { vehicle in
        [0, 1].map { Transport.Vehicle.CrewMember(person: person(index, vehicle, $0), role: .escort) }
      }
      let vehicles = (0..<Self.vehiclesOfTransport).map {
        Transport.Vehicle(id: self.vehicle(index, $0), cameras: Self.cameras, crew: crew[$0])
      }
      let plan = Transport(
        id: TransportID("T\(index)"), leg: .provinceBranch, origin: place("a", 0), destination: place("b", seconds),
        plannedDeparture: Self.start, plannedArrival: Self.start + .seconds(seconds),
        firstSession: Self.start + .seconds(seconds + 86_400), route: route, vehicles: vehicles)
      let people = crew.flatMap(\.self).map { member in
        Person(
          id: member.person, name: member.person.text, organisation: OrganisationID("a"), formalEmployee: true, candidateRelative: false,
          pledge: "2023-12-01", approved: true)
      }
      let at = Self.start - .seconds(7200)
      return [Event(at: at, received: at, fact: .transport(plan))] + people.map { Event(at: at, received: at, fact: .person($0)) }
    }
  }

  /// What is reported of all transports, by device time, received at once.
  var evidence: [Event] {
    var events: [Event] = []
    events.reserveCapacity(vehicles * seconds / step * 2)
    for second in 0..<seconds {
      let at = Self.start + .seconds(second)
      for transport in 0..<transports {
        for index in 0..<Self.vehiclesOfTransport { report(of: index, transport, second, at, &events) }
      }
    }
    return events
  }

  private func report(of index: Int, _ transport: Int, _ second: Int, _ at: Instant, _ events: inout [Event]) {
    let vehicle = vehicle(transport, index)
    if (second + transport) % step == 0 {
      let stands = second % 3600 >= 3200  // a stop an hour
      let moved = stands ? second / 3600 * 3600 + 3200 : second
      let report = PositionReport(
        vehicle: vehicle, coordinate: Self.coordinate(moved), speedKilometresPerHour: stands ? 0 : 60, alarms: [], door: .closed)
      events.append(Event(at: at, received: at, fact: .position(report)))
    }
    if (second + transport) % Self.secondsBetweenHeartbeats == 0 {
      for camera in Self.cameras {
        let heartbeat = CameraHeartbeat(vehicle: vehicle, camera: camera, state: .recording)
        events.append(Event(at: at, received: at, fact: .recording(heartbeat)))
      }
    }
    if (second + transport) % Self.secondsBetweenConfirmations == 0 {
      for person in 0..<2 {
        let act = CrewAct(kind: second == 0 ? .checkIn : .confirm, vehicle: vehicle, person: self.person(transport, index, person))
        events.append(Event(at: at, received: at, fact: .act(act)))
      }
    }
  }

  private func vehicle(_ transport: Int, _ index: Int) -> VehicleID { VehicleID("湘A\(10_000 + transport * 10 + index)") }
  private func person(_ transport: Int, _ vehicle: Int, _ index: Int) -> PersonID { PersonID("E\(transport)-\(vehicle)-\(index)") }

  private func place(_ organisation: String, _ second: Int) -> Transport.Place {
    Transport.Place(organisation: OrganisationID(organisation), area: Area(.circle(centre: Self.coordinate(second), radiusMetres: 300)))
  }

  private var route: RoutePath { RoutePath(points: stride(from: 0, through: seconds, by: 600).map(Self.coordinate)) }

  /// Sixty kilometres an hour, eastwards.
  private static func coordinate(_ second: Int) -> Coordinate {
    Coordinate(latitude: 28.2, longitude: 100 + Double(second) * 0.00017)
  }
}

extension Convoys {
  /// The same events, one in ten received up to two hours late, in the order they are received.
  func late(_ events: [Event]) -> [Event] {
    var generator = SeededGenerator(seed: 1)
    return events.map { event in
      var event = event
      let delay = Int.random(in: 1...7200, using: &generator)
      if Int.random(in: 0..<10, using: &generator) == 0 { event.received = event.at + .seconds(delay) }
      return event
    }
    .sorted { $0.received < $1.received }
  }

  /// The events hour by hour.
  func byHour(_ events: [Event]) -> [ArraySlice<Event>] {
    (0..<hours).map { hour in
      let (from, to) = (Self.start + .seconds(hour * 3600), Self.start + .seconds((hour + 1) * 3600))
      return events.drop { $0.at < from }.prefix { $0.at < to }
    }
  }
}
