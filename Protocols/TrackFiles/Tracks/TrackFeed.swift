public import EscortDomain

/// Turns a track into a feed: one simulated transport along it and its positions. No person or recording is made up, so the
/// verdicts say that escorts and recording are not proved.
public enum TrackFeed {
  /// The plan of a transport along a track.
  public static func plan(of track: Track, vehicle: VehicleID, terminal: String?) throws(FeedError) -> Event {
    guard let first = track.points.first, let last = track.points.last else { throw FeedError("the track has no point") }
    let car = JSONObject([
      ("id", .string(vehicle.text)), ("terminal", terminal.map { .string($0) } ?? .null), ("cameras", []), ("crew", []),
    ])
    let line: JSONObject = [
      "type": "transport", "at": .string((first.at - .seconds(3600)).rfc3339),
      "id": .string("TRACK-\(first.at.rfc3339)"), "leg": "province-branch", "simulated": true,
      "origin": .object(place("track-start", first.coordinate)), "destination": .object(place("track-end", last.coordinate)),
      "plannedDeparture": .string(first.at.rfc3339), "plannedArrival": .string(last.at.rfc3339),
      "route": .array(route(track)), "vehicles": [.object(car)],
    ]
    return try EventReader.event(from: line)
  }

  /// The positions of a track.
  public static func positions(of track: Track, vehicle: VehicleID) -> [Event] {
    track.points.map { point in
      Event(
        at: point.at, received: point.at,
        fact: .position(
          PositionReport(
            vehicle: vehicle, coordinate: point.coordinate, speedKilometresPerHour: point.speedKilometresPerHour,
            courseDegrees: point.courseDegrees, altitudeMetres: point.altitudeMetres)))
    }
  }

  private static func place(_ name: String, _ centre: Coordinate) -> JSONObject {
    ["org": .string(name), "lat": .number(centre.latitude), "lon": .number(centre.longitude)]
  }

  /// A point of the route every hundred metres is near enough for a corridor of two hundred.
  private static func route(_ track: Track) -> [JSONValue] {
    var kept: [Coordinate] = []
    for point in track.points where kept.last.map({ $0.distanceMetres(to: point.coordinate) >= 100 }) ?? true {
      kept.append(point.coordinate)
    }
    return kept.map { [.number($0.latitude), .number($0.longitude)] }
  }
}
