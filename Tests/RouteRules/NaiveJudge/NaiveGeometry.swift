import EscortDomain
import Foundation

/// Distances and areas written out from RULES.md again, so that a fault in either place shows.
enum NaiveGeometry {
  static func metres(_ a: Coordinate, _ b: Coordinate) -> Double {
    let radians = Double.pi / 180
    let half = { (x: Double) in Foundation.sin(x / 2) * Foundation.sin(x / 2) }
    let h =
      half((b.latitude - a.latitude) * radians)
      + cos(a.latitude * radians) * cos(b.latitude * radians) * half((b.longitude - a.longitude) * radians)
    return 2 * 6_371_008.8 * asin(min(1, sqrt(h)))
  }

  static func inside(_ area: Area, _ point: Coordinate, _ radius: Double) -> Bool {
    switch area.shape {
    case .circle(let centre, let own): return metres(centre, point) <= (own ?? radius)
    case .polygon(let corners):
      var crossings = 0
      for index in corners.indices {
        let a = corners[index]
        let b = corners[(index + 1) % corners.count]
        guard (a.latitude > point.latitude) != (b.latitude > point.latitude) else { continue }
        let share = (point.latitude - a.latitude) / (b.latitude - a.latitude)
        if point.longitude < a.longitude + share * (b.longitude - a.longitude) { crossings += 1 }
      }
      return crossings % 2 == 1
    }
  }

  /// The distance to a line of straight pieces, on the plane that touches the earth at the point.
  static func metresToRoute(_ points: [Coordinate], _ point: Coordinate) -> Double {
    let radius = 6_371_008.8
    let radians = Double.pi / 180
    let flat = points.map { corner in
      (
        x: radius * cos(point.latitude * radians) * (corner.longitude - point.longitude) * radians,
        y: radius * (corner.latitude - point.latitude) * radians
      )
    }
    return zip(flat, flat.dropFirst()).map { a, b in
      let length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
      let share = length == 0 ? 0 : max(0, min(1, ((0 - a.x) * (b.x - a.x) + (0 - a.y) * (b.y - a.y)) / length))
      return hypot(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))
    }.min() ?? .infinity
  }

  /// 00:00 Asia/Shanghai so many days before the date of an instant.
  static func midnight(daysBefore days: Int, _ instant: Instant) -> Instant {
    let day: Int64 = 86_400_000_000
    let offset: Int64 = 28_800_000_000
    let local = instant.microsecondsSince1970 + offset
    let floor = local - ((local % day) + day) % day
    return Instant(microsecondsSince1970: floor - Int64(days) * day - offset)
  }
}
