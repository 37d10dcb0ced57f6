import EscortDomain
import RouteRules

/// A plan from a province to a branch with two vehicles, all of it made up, and what the gates are asked of it.
enum GateFixture {
  static let province = OrganisationID("湖南省校")
  static let branch = OrganisationID("岳阳分校")
  static let one = VehicleID("湘A10001")
  static let two = VehicleID("湘A10002")

  /// An instant by its time in Asia/Shanghai: `2024-01-11T09:00:00`.
  static func time(_ text: String) -> Instant { Instant(rfc3339: text + "+08:00") ?? .distantPast }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSince1970: 0)
  }

  static func person(_ id: String) -> Person {
    Person(
      id: PersonID(id), name: id, organisation: province, formalEmployee: true, candidateRelative: false, pledge: "2023-12-20",
      approved: true)
  }

  static func plan(
    _ id: String = "T1", leg: Transport.Leg = .provinceBranch, arrival: String = "2024-01-11T10:30:00",
    session: String? = "2024-01-13T08:30:00", drivers: [String] = ["D1"]
  ) -> Transport {
    func place(_ organisation: OrganisationID, _ latitude: Double) -> Transport.Place {
      Transport.Place(
        organisation: organisation, area: Area(.circle(centre: Coordinate(latitude: latitude, longitude: 113), radiusMetres: 200)))
    }
    func crew(_ escorts: [String], _ drivers: [String]) -> [Transport.Vehicle.CrewMember] {
      escorts.map { Transport.Vehicle.CrewMember(person: PersonID($0), role: .escort) }
        + drivers.map { Transport.Vehicle.CrewMember(person: PersonID($0), role: .driver) }
    }
    return Transport(
      id: TransportID(id), leg: leg, origin: place(province, 28), destination: place(branch, 29),
      plannedDeparture: time(arrival) - .seconds(7200), plannedArrival: time(arrival), firstSession: session.map(time),
      vehicles: [
        Transport.Vehicle(id: one, cameras: [1, 2], crew: crew(["E1", "E2"], drivers)),
        Transport.Vehicle(id: two, cameras: [1], crew: crew(["E3", "E4"], ["D2"])),
      ])
  }
}

extension [GateFailure] {
  /// The failures as short lines: clause and English sentence.
  var lines: [String] { map { "\($0.clause) \($0.explanation.english)" } }
}
