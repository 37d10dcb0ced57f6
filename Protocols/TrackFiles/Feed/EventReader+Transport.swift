import EscortDomain

/// The plan of a transport.
extension EventReader {
  static func transport(_ fields: inout FieldReader) throws(FeedError) -> Transport {
    let simulated = try fields.optionalBool("simulated") ?? false
    let clock = try clock(&fields)
    guard simulated || clock == nil else {
      throw FeedError("\"clock\" is for simulated transports only; this one is real")
    }
    return Transport(
      id: TransportID(try fields.string("id")),
      leg: try fields.choice("leg", [.printerProvince, .provinceBranch, .provinceSite, .branchSite]),
      origin: try place("origin", &fields),
      destination: try place("destination", &fields),
      plannedDeparture: try fields.instant("plannedDeparture"),
      plannedArrival: try fields.instant("plannedArrival"),
      firstSession: try fields.optionalInstant("firstSession"),
      route: RoutePath(points: try fields.points("route") ?? []),
      corridorMetres: try fields.optionalNumber("corridor"),
      stops: try stops(&fields),
      zones: try zones(&fields),
      vehicles: try vehicles(&fields),
      earlyArrivalException: try fields.optionalBool("earlyArrivalException") ?? false,
      isSimulated: simulated,
      clock: clock,
      canonicalText: canonicalText(fields.object))
  }

  private static func clock(_ fields: inout FieldReader) throws(FeedError) -> ScenarioClock? {
    guard fields.value("clock") != nil else { return nil }
    var reader = try fields.object("clock")
    guard
      var clock = ScenarioClock(
        wall: try reader.instant("wall"), scenario: try reader.instant("scenario"),
        speed: try reader.optionalNumber("speed") ?? 1)
    else { throw reader.wrong("speed", "above 0 and at most \(Int(ScenarioClock.fastest))") }
    for var next in try reader.objects("then") {
      let stretch = ScenarioClock.Stretch(
        wall: try next.instant("wall"), scenario: try next.instant("scenario"), speed: try next.number("speed"))
      guard let longer = clock.then(stretch), stretch.wall > (clock.further.last ?? clock.first).wall else {
        throw reader.wrong(
          "then",
          "at most \(ScenarioClock.mostFurther) stretches in order, none going back, with speeds from 0 to \(Int(ScenarioClock.fastest))")
      }
      clock = longer
    }
    return clock
  }

  private static func place(_ name: String, _ fields: inout FieldReader) throws(FeedError) -> Transport.Place {
    var place = try fields.object(name)
    return Transport.Place(organisation: OrganisationID(try place.string("org")), area: try area(&place))
  }

  private static func area(_ fields: inout FieldReader) throws(FeedError) -> Area {
    if let corners = try fields.points("polygon") {
      guard corners.count >= 3 else { throw fields.wrong("polygon", "at least three [latitude, longitude]") }
      return Area(.polygon(corners))
    }
    let centre = Coordinate(latitude: try fields.number("lat"), longitude: try fields.number("lon"))
    guard (-90...90).contains(centre.latitude) else { throw fields.wrong("lat", "a latitude from -90 to 90") }
    guard (-180...180).contains(centre.longitude) else { throw fields.wrong("lon", "a longitude from -180 to 180") }
    return Area(.circle(centre: centre, radiusMetres: try fields.optionalNumber("radius")))
  }

  private static func stops(_ fields: inout FieldReader) throws(FeedError) -> [Transport.AllowedStop] {
    var stops: [Transport.AllowedStop] = []
    for var stop in try fields.objects("stops") {
      stops.append(
        Transport.AllowedStop(
          area: try area(&stop), limitSeconds: try stop.optionalNumber("limit"),
          name: try stop.optionalString("name")))
    }
    return stops
  }

  private static func zones(_ fields: inout FieldReader) throws(FeedError) -> [Transport.Zone] {
    var zones: [Transport.Zone] = []
    for var zone in try fields.objects("zones") {
      zones.append(
        Transport.Zone(
          kind: try zone.choice("kind", [.dead, .jammer]), area: try area(&zone),
          limitSeconds: try zone.optionalNumber("limit")))
    }
    return zones
  }

  private static func vehicles(_ fields: inout FieldReader) throws(FeedError) -> [Transport.Vehicle] {
    var vehicles: [Transport.Vehicle] = []
    let readers = try fields.objects("vehicles")
    guard readers.count <= mostVehicles else { throw fields.wrong("vehicles", "at most \(mostVehicles) vehicles") }
    for var vehicle in readers {
      var crew: [Transport.Vehicle.CrewMember] = []
      for var member in try vehicle.objects("crew") {
        crew.append(
          Transport.Vehicle.CrewMember(
            person: PersonID(try member.string("person")),
            role: try member.choice("role", [.escort, .driver, .reliefDriver])))
      }
      vehicles.append(
        Transport.Vehicle(
          id: VehicleID(try vehicle.string("id")),
          terminal: try vehicle.optionalString("terminal"),
          cameras: try wholeNumbers("cameras", &vehicle) ?? [],
          crew: crew,
          doorStatusBits: try wholeNumbers("doors", &vehicle) ?? Transport.Vehicle.cargoDoorStatusBits))
    }
    return vehicles
  }

  /// No convoy is longer; every two of its vehicles are watched for keeping together.
  private static var mostVehicles: Int { 100 }

  private static func wholeNumbers(_ name: String, _ fields: inout FieldReader) throws(FeedError) -> [Int]? {
    guard let value = fields.value(name) else { return nil }
    let numbers = value.array?.compactMap(\.integer)
    guard let numbers, numbers.count == value.array?.count else { throw fields.wrong(name, "a list of whole numbers") }
    return numbers
  }
}
