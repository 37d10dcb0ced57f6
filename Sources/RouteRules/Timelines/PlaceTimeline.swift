import EscortDomain

/// Where somebody was at an instant.
struct PlaceAt: Hashable, Sendable {
  let at: Instant
  let coordinate: Coordinate
}

/// The places of a phone in device-time order, one an instant: of several the smallest latitude, then longitude stands (RULES.md 8.2-12).
struct PlaceTimeline: Sendable {
  private var places: [PlaceAt] = []

  /// Puts a place in; the stretch in which the latest place changed by it, `nil` when nothing did.
  mutating func insert(_ coordinate: Coordinate, at instant: Instant) -> Interval? {
    let index = places.firstIndex(onceTrue: { $0.at >= instant })
    let place = PlaceAt(at: instant, coordinate: coordinate)
    if index < places.count, places[index].at == instant {
      let known = places[index].coordinate
      guard (coordinate.latitude, coordinate.longitude) < (known.latitude, known.longitude) else { return nil }
      places[index] = place
    } else {
      places.insert(place, at: index)
    }
    return Interval(from: instant, to: index + 1 < places.count ? places[index + 1].at : .distantFuture)
  }

  /// Lets go of what nothing placed after an instant needs: all before the last place up to it.
  mutating func trim(upTo instant: Instant) {
    let first = places.firstIndex(onceTrue: { $0.at > instant }) - 1
    if first > 0 { places = places.holding(from: first) }
  }

  /// The places in a stretch with the last one before it.
  func places(reaching stretch: Interval) -> ArraySlice<PlaceAt> {
    let first = max(0, places.firstIndex(onceTrue: { $0.at > stretch.from }) - 1)
    return places[first...].prefix { $0.at < stretch.to }
  }
}

extension FixTimeline {
  /// The unmarked fixes in a stretch with the last one before it, as places.
  func places(reaching stretch: Interval) -> [PlaceAt] {
    let index = index(ofFirstAtOrAfter: stretch.from + .microsecond)
    let before = fixes[..<index].last(where: \.isUnmarked) ?? lastDropped
    let within = fixes[index...].prefix { $0.at < stretch.to }.lazy.filter(\.isUnmarked)
    return ([before].compactMap(\.self) + within).map { PlaceAt(at: $0.at, coordinate: $0.coordinate) }
  }
}
