import EscortDomain
import Testing

@Suite("Geodesy")
struct GeodesyTests {
  @Test("a degree of latitude has the sphere's length, and inside a circle is at most the radius")
  func distances() {
    let centre = Coordinate(latitude: 28, longitude: 113)
    let north = Coordinate(latitude: 29, longitude: 113)
    #expect(abs(centre.distanceMetres(to: north) - 111_195.08) < 0.01)
    let radius = centre.distanceMetres(to: north)
    #expect(Area(.circle(centre: centre, radiusMetres: radius)).contains(north, defaultRadiusMetres: 1))
    #expect(!Area(.circle(centre: centre, radiusMetres: radius.nextDown)).contains(north, defaultRadiusMetres: 1))
    #expect(abs(centre.bearingDegrees(to: north)) < 1e-9)
    #expect(abs(north.bearingDegrees(to: centre) - 180) < 1e-9)
  }

  @Test("a polygon with a notch leaves the notch out")
  func polygon() {
    let corners = [(0.0, 0.0), (0, 4), (4, 4), (1, 2), (4, 0)].map { Coordinate(latitude: $0.0, longitude: $0.1) }
    let area = Area(.polygon(corners))
    #expect(area.contains(Coordinate(latitude: 0.5, longitude: 2), defaultRadiusMetres: 0))
    #expect(!area.contains(Coordinate(latitude: 3, longitude: 2), defaultRadiusMetres: 0))
  }

  @Test("a point beside a route is measured to its nearest piece")
  func route() throws {
    let path = RoutePath(points: [(28.0, 113.0), (28.0, 113.1), (28.1, 113.1)].map { Coordinate(latitude: $0.0, longitude: $0.1) })
    let beside = try #require(path.projection(of: Coordinate(latitude: 28.01, longitude: 113.05)))
    #expect(abs(beside.offRouteMetres - 1111.95) < 0.1)
    #expect(abs(beside.alongMetres - path.lengthMetres * 0.2345) < 60)
    #expect(RoutePath(points: []).projection(of: Coordinate(latitude: 0, longitude: 0)) == nil)
    #expect(path.point(alongMetres: 1e9) == Coordinate(latitude: 28.1, longitude: 113.1))
  }

  @Test("of a route that crosses and retraces itself, every point's distance is that to the nearest piece", arguments: 0..<60)
  func nearestPiece(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var at = Coordinate(latitude: 28, longitude: 113)
    var points = [at]
    for _ in 0..<Int.random(in: 1...120, using: &generator) {
      at.latitude += Double.random(in: -0.01...0.01, using: &generator)
      at.longitude += Double.random(in: -0.01...0.01, using: &generator)
      points.append(at)
    }
    if seed % 3 == 0 { points += points.reversed() }
    if seed % 5 == 0 { points.append(points[points.count - 1]) }
    let route = RoutePath(points: points)
    var piece = 0
    for _ in 0..<200 {
      let far = ([0.0001, 0.05, 3] as [Double]).randomElement(using: &generator) ?? 0
      let near = points.randomElement(using: &generator) ?? at
      let point = Coordinate(
        latitude: near.latitude + Double.random(in: -far...far, using: &generator),
        longitude: near.longitude + Double.random(in: -far...far, using: &generator))
      let found = try #require(route.projection(of: point, near: piece))
      let pieces = (0..<points.count - 1).compactMap { RoutePath(points: [points[$0], points[$0 + 1]]).projection(of: point) }
      #expect(found.offRouteMetres == pieces.map(\.offRouteMetres).min())
      #expect(pieces[found.piece].offRouteMetres - found.offRouteMetres <= 30)
      #expect(abs(found.alongMetres - route.metresAlong[found.piece] - pieces[found.piece].alongMetres) < 1e-6)
      piece = found.piece
    }
  }

  @Test("where a route retraces itself, the piece travelled on decides how far along a vehicle is")
  func retraced() throws {
    let there = (0...100).map { Coordinate(latitude: 28, longitude: 113 + Double($0) * 0.001) }
    let route = RoutePath(points: there + there.reversed().dropFirst())
    let place = Coordinate(latitude: 28.0001, longitude: 113.0305)
    let out = try #require(route.projection(of: place, near: 29))
    let back = try #require(route.projection(of: place, near: 169))
    #expect(abs(out.alongMetres - 0.0305 / 0.2 * route.lengthMetres) < 1)
    #expect(abs(back.alongMetres - (0.2 - 0.0305) / 0.2 * route.lengthMetres) < 1)
    for metres in stride(from: 0, through: route.lengthMetres, by: 97.3) {
      guard abs(metres - route.lengthMetres / 2) > route.lengthMetres / 20 else { continue }  // where it turns there is no telling
      let point = try #require(route.point(alongMetres: metres))
      let along = try #require(route.projection(of: point, near: Int(metres / route.lengthMetres * 200))).alongMetres
      #expect(abs(along - metres) < 1)
    }
  }

  @Test("the ellipsoid gives the geodesics that are published")
  func ellipsoid() {
    func degrees(_ degrees: Double, _ minutes: Double, _ seconds: Double) -> Double { degrees + minutes / 60 + seconds / 3600 }
    // Flinders Peak to Buninyong, Geocentric Datum of Australia Technical Manual.
    let flinders = Coordinate(latitude: -degrees(37, 57, 3.72030), longitude: degrees(144, 25, 29.52440))
    let buninyong = Coordinate(latitude: -degrees(37, 39, 10.15610), longitude: degrees(143, 55, 35.38390))
    #expect(abs(Ellipsoid.distanceMetres(flinders, buninyong) - 54_972.271) < 0.001)
    // A degree of longitude at the equator, a quarter of a meridian, and the lengths of single degrees of latitude.
    let zero = Coordinate(latitude: 0, longitude: 0)
    #expect(abs(Ellipsoid.distanceMetres(zero, Coordinate(latitude: 0, longitude: 1)) - 111_319.491) < 0.001)
    #expect(abs(Ellipsoid.distanceMetres(zero, Coordinate(latitude: 90, longitude: 0)) - 10_001_965.729) < 0.001)
    #expect(abs(Ellipsoid.distanceMetres(zero, Coordinate(latitude: 1, longitude: 0)) - 110_574.389) < 0.001)
    #expect(Ellipsoid.distanceMetres(flinders, flinders) == 0)
    #expect(abs(Ellipsoid.distanceMetres(flinders, buninyong) - Ellipsoid.distanceMetres(buninyong, flinders)) < 1e-6)
    // Nearly opposite points, where the formula does not converge.
    #expect(Ellipsoid.distanceMetres(zero, Coordinate(latitude: 0.5, longitude: 179.7)) > 19_900_000)
  }

  @Test("coordinates out of range, and 0,0, are no place of a vehicle")
  func plausible() {
    for (latitude, longitude) in [(0.0, 0.0), (91, 0), (0, 181), (-90.001, 10), (.nan, 1)] {
      #expect(!Coordinate(latitude: latitude, longitude: longitude).isPlausible)
    }
    #expect(Coordinate(latitude: 0, longitude: 0.000001).isPlausible)
  }
}
