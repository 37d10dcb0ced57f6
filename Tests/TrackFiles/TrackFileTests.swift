import EscortDomain
import Foundation
import Testing
import TrackFiles

@Suite("Tracks in the forms they are recorded in")
struct TrackFileTests {
  private static let gpx = """
    <?xml version="1.0"?><gpx version="1.1" xmlns:x="urn:x"><metadata><time>1970-01-01T00:00:00Z</time></metadata>
    <wpt lat="1" lon="2"><time>1970-01-01T00:00:00Z</time></wpt><rte><rtept lat="3" lon="4"/></rte>
    <trk><name>n</name><trkseg><trkpt lat="28.1" lon="113"><ele>52.5</ele><time>2024-01-11T01:00:00Z</time>
    <extensions><x:speed>10</x:speed><x:course>90</x:course></extensions></trkpt></trkseg>
    <trkseg><trkpt lat="28.2" lon="113"><time>2024-01-11T09:00:10.5+08:00</time></trkpt></trkseg></trk></gpx>
    """
  private static let nmea = """
    $GPGGA,010000,2806.0000,N,11300.0000,E,1,08,0.9,52.5,M,-5.1,M,,
    $GPRMC,010000,A,2806.0000,N,11300.0000,E,19.4384,90.0,110124,,
    $GPGGA,010000,2806.0000,N,11300.0000,E,1,08,0.9,52.5,M,-5.1,M,,
    $PGRME,15.0,M,22.5,M,15.0,M*1B
    $GPRMC,010005,V,,,,,,,110124,,
    $GNRMC,010010.500,A,2812.0000,N,11300.0000,E,,,110124,,,A*78
    """
  private static let geoJSON = """
    {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[]}},
      {"type":"Feature","properties":{"coordTimes":["2024-01-11T01:00:00Z","2024-01-11T01:00:10.5Z"]},
       "geometry":{"type":"LineString","coordinates":[[113,28.1,52.5],[113,28.2]]}}]}
    """
  private static let plt = """
    Geolife trajectory
    WGS 84
    Altitude is in Feet
    Reserved 3
    0,2,255,My Track,0,0,2,8421376
    0
    28.1,113,0,172.2440945,45302.0416666667,2024-01-11,01:00:00
    28.2,113,1,-777,45302.0417881944
    """

  @Test("every form gives the same two points", arguments: [gpx, nmea, geoJSON, plt])
  func forms(_ text: String) throws {
    let track = try TrackFile.track(from: text)
    #expect(track.points.count == 2)
    let start = try #require(Instant(rfc3339: "2024-01-11T01:00:00Z"))
    #expect(track.points.map { $0.at - start } == [.zero, TimeSpan(microseconds: 10_500_000)])
    #expect(track.points.map(\.coordinate.latitude).map { ($0 * 1e9).rounded() } == [28.1e9, 28.2e9])
    #expect(track.points.allSatisfy { $0.coordinate.longitude == 113 })
    let altitude = try #require(track.points[0].altitudeMetres)
    #expect(abs(altitude - 52.5) < 1e-6)
    #expect(track.points[1].altitudeMetres == nil)
    if let speed = track.points[0].speedKilometresPerHour { #expect(abs(speed - 36) < 0.001) }
  }

  @Test("an altitude is of the second it was told in, before or after its place, and of no other")
  func altitudes() throws {
    let text = """
      $GPGGA,010000,2806.0,N,11300.0,E,1,08,0.9,11.0,M,,M,,
      $GPRMC,010000,A,2806.0,N,11300.0,E,,,110124,,
      $GPRMC,010001,A,2806.0,N,11300.0,E,,,110124,,
      $GPGGA,010001,2806.0,N,11300.0,E,1,08,0.9,22.0,M,,M,,
      $GPRMC,010002,V,,,,,,,110124,,
      $GPGGA,010002,,,,,0,00,,33.0,M,,M,,
      $GPRMC,010003,A,2806.0,N,11300.0,E,,,110124,,
      """
    #expect(try TrackFile.track(from: text).points.map(\.altitudeMetres) == [11, 22, nil])
  }

  @Test("speed and course are read where they stand")
  func motion() throws {
    for text in [Self.gpx, Self.nmea] {
      let point = try TrackFile.track(from: text).points[0]
      #expect(point.courseDegrees == 90)
      #expect(point.speedKilometresPerHour != nil)
    }
  }

  @Test(
    "a broken file is refused with its line and reason",
    arguments: [
      ("<gpx><trk><trkseg>\n<trkpt lat='1' lon='2'/></trkseg></trk></gpx>", 2, "without a time"),
      ("<gpx>\n\n<trkpt lat='1'><time>2024-01-11T01:00:00Z</time></trkpt></gpx>", 3, "without lat and lon"),
      ("<gpx><trkpt lat='1' lon='2'><time>now</time></trkpt></gpx>", 1, "\"now\""),
      ("<gpx><trkpt lat='91' lon='2'><time>2024-01-11T01:00:00Z</time></trkpt></gpx>", 1, "no latitude"),
      ("<gpx>\n<trk>\n</gpx>", 3, "well-formed"), ("<html></html>", 1, "no GPX"), ("<gpx></gpx>", 1, "no point"),
      ("$GPRMC,010000,A,2806.0,N,11300.0,E,,,110124,,*00", 1, "checksum is 00"),
      ("$GPRMC,010000,A,2806.0,N,11300.0,E,,,110124,,\nRMC", 2, "begins with no $"),
      ("$GPRMC,010000,A,2866.0,N,11300.0,E,,,110124,,", 1, "no place"), ("$GPRMC,010000,A", 1, "3 fields"),
      ("$GPRMC,250000,A,2806.0,N,11300.0,E,,,110124,,", 1, "no date and time"), ("$GPGSV,1", 1, "no point"),
      ("{\n  \"type\": \"Feature\",\n  oops }", 3, "not JSON"), ("{\"type\":\"FeatureCollection\"}", 1, "no point"),
      (#"{"geometry":{"type":"LineString","coordinates":[[1,2]]}}"#, 1, "feature 1: a line without coordTimes"),
      (#"{"properties":{"times":[]},"geometry":{"type":"LineString","coordinates":[[1,2]]}}"#, 1, "1 coordinates and 0 times"),
      (#"{"properties":{"time":5},"geometry":{"type":"Point","coordinates":[1,2]}}"#, 1, "5 is no RFC 3339"),
      ("<gpx><trkpt lat='1' lon='2'><ele>nan</ele><time>2024-01-11T01:00:00Z</time></trkpt></gpx>", 1, "the altitude is nan"),
      ("<gpx><trkpt lat='1' lon='2'><speed>1e300</speed><time>2024-01-11T01:00:00Z</time></trkpt></gpx>", 1, "the speed is"),
      ("$GPRMC,010000,A,2806.0,N,11300.0,E,,inf,110124,,", 1, "the course is inf"),
      (#"{"properties":{"time":"2024-01-11T01:00:00Z","speed":1e300},"geometry":{"type":"Point","coordinates":[1,2]}}"#, 1, "the speed"),
      ("Geolife trajectory\nTokyo\n", 2, "the datum is Tokyo"),
      ("OziExplorer Track Point File Version 2.1\nWGS 84\n\n\n\n\n28.1,113", 7, "2 fields"),
      ("Geolife trajectory\nWGS 84\n\n\n\n\n28.1,113,0,0,x", 7, "no day"),
    ])
  func broken(_ text: String, _ line: Int, _ reason: String) {
    do {
      _ = try TrackFile.track(from: text)
      Issue.record("it was read")
    } catch {
      #expect(error.line == line, "\(error)")
      #expect(error.reason.contains(reason), "\(error)")
    }
  }

  @Test("whatever is cut off or turned over is read or refused, and never traps", arguments: 0..<40)
  func mutated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for text in [Self.gpx, Self.nmea, Self.geoJSON, Self.plt] {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...127, using: &generator)
      }
      bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
      if let track = try? TrackFile.track(from: String(decoding: bytes, as: UTF8.self)) {
        #expect(zip(track.points, track.points.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect(track.lengthMetres.isFinite)
      }
    }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/tracks")
    .standardizedFileURL

  @Test(
    "the recorded drives are whole",
    arguments: [("graphhopper-test1.gpx", 264), ("gpxpy-around-visnjan-with-car.gpx", 104), ("barefoot-x0001-1s.csv", 1194)])
  func recorded(_ name: String, _ points: Int) throws {
    guard let text = try? String(contentsOf: Self.folder.appending(path: name), encoding: .utf8) else { return }
    let track = try TrackFile.track(from: text)
    #expect(track.points.count == points)
    _ = try TrackFeed.plan(of: track, vehicle: VehicleID("湘A00000"), terminal: "1")
  }
}
