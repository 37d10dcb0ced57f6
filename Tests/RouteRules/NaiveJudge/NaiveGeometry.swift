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

  /// 00:00 Asia/Shanghai so many days before the date of an instant.
  static func midnight(daysBefore days: Int, _ instant: Instant) -> Instant {
    let day: Int64 = 86_400_000_000
    let offset: Int64 = 28_800_000_000
    let local = instant.microsecondsSince1970 + offset
    let floor = local - ((local % day) + day) % day
    return Instant(microsecondsSince1970: floor - Int64(days) * day - offset)
  }
}
