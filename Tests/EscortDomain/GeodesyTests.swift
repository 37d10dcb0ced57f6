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

  @Test("coordinates out of range, and 0,0, are no place of a vehicle")
  func plausible() {
    for (latitude, longitude) in [(0.0, 0.0), (91, 0), (0, 181), (-90.001, 10), (.nan, 1)] {
      #expect(!Coordinate(latitude: latitude, longitude: longitude).isPlausible)
    }
    #expect(Coordinate(latitude: 0, longitude: 0.000001).isPlausible)
  }
}
