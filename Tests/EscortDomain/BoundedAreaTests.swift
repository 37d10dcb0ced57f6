import EscortDomain
import Testing

@Suite("Areas and distances told without trigonometry")
struct BoundedAreaTests {
  private static func point(near centre: Coordinate, within degrees: Double, _ generator: inout SeededGenerator) -> Coordinate {
    Coordinate(
      latitude: max(-90, min(90, centre.latitude + Double.random(in: -degrees...degrees, using: &generator))),
      longitude: centre.longitude + Double.random(in: -degrees...degrees, using: &generator))
  }

  @Test("a bounded area holds what the area holds", arguments: 0..<200)
  func areas(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let latitude = Double.random(in: -90...90, using: &generator)
    let longitude = Double.random(in: -180...180, using: &generator)
    let centre = Coordinate(latitude: latitude, longitude: seed % 10 == 0 ? 180 : longitude)
    let radius = ([0, 1, 200, 5000, 2_000_000] as [Double]).randomElement(using: &generator) ?? 0
    let corners = (0..<5).map { _ in Self.point(near: centre, within: 0.1, &generator) }
    let shapes: [Area.Shape] = [
      .circle(centre: centre, radiusMetres: radius), .circle(centre: centre, radiusMetres: nil), .polygon(corners),
    ]
    for area in shapes.map(Area.init) {
      let bounded = BoundedArea(area, defaultRadiusMetres: 300)
      for _ in 0..<200 {
        let point = Self.point(near: centre, within: [0.001, 0.01, 1, 40].randomElement(using: &generator) ?? 1, &generator)
        #expect(bounded.contains(point) == area.contains(point, defaultRadiusMetres: 300), "\(area) \(point)")
      }
      #expect(bounded.contains(centre) == area.contains(centre, defaultRadiusMetres: 300))
    }
  }

  @Test("a point at the very edge of a circle is inside, in every direction")
  func edge() {
    let centre = Coordinate(latitude: 28.2, longitude: 112.9)
    for direction in [(1.0, 0.0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7)] {
      let point = Coordinate(latitude: centre.latitude + 0.002 * direction.0, longitude: centre.longitude + 0.002 * direction.1)
      let area = Area(.circle(centre: centre, radiusMetres: centre.distanceMetres(to: point)))
      #expect(BoundedArea(area, defaultRadiusMetres: 0).contains(point) == area.contains(point, defaultRadiusMetres: 0))
      #expect(area.contains(point, defaultRadiusMetres: 0))
    }
  }

  @Test("farther than is what the distance says", arguments: 0..<200)
  func beyond(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let one = Self.point(near: Coordinate(latitude: 0, longitude: 0), within: 180, &generator)
    for _ in 0..<100 {
      let other = Self.point(near: one, within: [0.0001, 0.01, 1, 90].randomElement(using: &generator) ?? 1, &generator)
      let metres = one.distanceMetres(to: other)
      for limit in [metres, metres * 0.999_999_999_9, metres * 1.000_000_000_1, 500, 0] {
        #expect(one.isBeyond(limit, from: other) == (metres > limit), "\(one) \(other) \(limit)")
      }
    }
  }
}
