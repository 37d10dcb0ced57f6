import EscortDomain
import TrackFiles
import Yams

/// Reads the plan of a scenario.
struct TransportReader {
  let date: CivilDate
  /// The text of a file by its path from the scenario's folder.
  let file: (String) -> String?

  func transport(_ node: Node, vehicles: [Transport.Vehicle]) throws(ScenarioError) -> Transport {
    var fields = try ScenarioFields(node, path: "transport")
    let plan = Transport(
      id: TransportID(try fields.text("id")),
      leg: try fields.choice("leg", [Transport.Leg.printerProvince, .provinceBranch, .provinceSite, .branchSite]),
      origin: try Self.place(try fields.node("origin"), "transport.origin"),
      destination: try Self.place(try fields.node("destination"), "transport.destination"),
      plannedDeparture: try fields.instant("plannedDeparture", on: date),
      plannedArrival: try fields.instant("plannedArrival", on: date),
      firstSession: try fields.instant("firstSession", on: date),
      route: RoutePath(points: try route(try fields.node("route"))),
      corridorMetres: try fields.optionalNumber("corridor", in: 10...100_000),
      stops: try Self.stops(try fields.list("stops")),
      zones: try Self.zones(try fields.list("zones")),
      vehicles: vehicles,
      earlyArrivalException: try fields.optionalFlag("earlyArrivalException") ?? false,
      isSimulated: true)
    try fields.finish()
    return plan
  }

  private static func place(_ node: Node, _ path: String) throws(ScenarioError) -> Transport.Place {
    var fields = try ScenarioFields(node, path: path)
    let place = Transport.Place(organisation: OrganisationID(try fields.text("org")), area: try circle(&fields))
    try fields.finish()
    return place
  }

  private static func circle(_ fields: inout ScenarioFields) throws(ScenarioError) -> Area {
    let centre = Coordinate(
      latitude: try fields.number("lat", in: -90...90), longitude: try fields.number("lon", in: -180...180))
    return Area(.circle(centre: centre, radiusMetres: try fields.optionalNumber("radius", in: 1...100_000)))
  }

  private static func stops(_ nodes: [Node]) throws(ScenarioError) -> [Transport.AllowedStop] {
    var stops: [Transport.AllowedStop] = []
    for node in nodes {
      var fields = try ScenarioFields(node, path: "transport.stops")
      let name = try fields.text("name")
      let limit = try fields.duration("limit")
      stops.append(Transport.AllowedStop(area: try circle(&fields), limitSeconds: limit.seconds, name: name))
      try fields.finish()
    }
    return stops
  }

  private static func zones(_ nodes: [Node]) throws(ScenarioError) -> [Transport.Zone] {
    var zones: [Transport.Zone] = []
    for node in nodes {
      var fields = try ScenarioFields(node, path: "transport.zones")
      let kind = try fields.choice("kind", [Transport.Zone.Kind.dead, .jammer])
      let limit = try fields.duration("limit")
      zones.append(Transport.Zone(kind: kind, area: try circle(&fields), limitSeconds: limit.seconds))
      try fields.finish()
    }
    return zones
  }

  /// The points of the route, in the scenario or in a file that it names.
  private func route(_ node: Node) throws(ScenarioError) -> [Coordinate] {
    if case .sequence(let nodes) = node { return try Self.points(Array(nodes)) }
    var fields = try ScenarioFields(node, path: "transport.route")
    let name = try fields.text("file")
    try fields.finish()
    guard let text = file(name) else {
      throw ScenarioError(line: node.line, "\(name) cannot be opened; its path is from the scenario's folder")
    }
    do { return try RouteFile.points(from: text) } catch { throw ScenarioError(line: node.line, "\(name): \(error)") }
  }

  private static func points(_ nodes: [Node]) throws(ScenarioError) -> [Coordinate] {
    var points: [Coordinate] = []
    for node in nodes {
      guard case .sequence(let pair) = node, pair.count == 2 else {
        throw ScenarioError(line: node.line, "a point of the route is [latitude, longitude]")
      }
      points.append(
        Coordinate(
          latitude: try ScenarioFields.number(pair[0], "a latitude", in: -90...90),
          longitude: try ScenarioFields.number(pair[1], "a longitude", in: -180...180)))
    }
    return points
  }
}
