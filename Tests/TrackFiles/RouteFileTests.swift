import EscortDomain
import Testing
import TrackFiles

@Suite("Ways from files")
struct RouteFileTests {
  @Test("a GPX route needs no times, and a point on the one before is left out")
  func route() throws {
    let text = """
      <?xml version="1.0"?>
      <gpx version="1.1"><rte><rtept lat="40.5" lon="93.5"/><rtept lat="40.500001" lon="93.5"><name>x</name></rtept>
      <rtept lat="40.6" lon="93.6"/></rte></gpx>
      """
    let points = try RouteFile.points(from: text)
    #expect(points == [Coordinate(latitude: 40.5, longitude: 93.5), Coordinate(latitude: 40.6, longitude: 93.6)])
  }

  @Test("a GPX track goes before a route")
  func track() throws {
    let text = """
      <gpx><rte><rtept lat="1" lon="1"/><rtept lat="2" lon="2"/></rte>
      <trk><trkseg><trkpt lat="3" lon="3"><time>2024-01-11T00:00:00Z</time></trkpt><trkpt lat="4" lon="4"/></trkseg></trk></gpx>
      """
    #expect(try RouteFile.points(from: text).map(\.latitude) == [3, 4])
  }

  @Test(
    "GeoJSON gives the places of its line strings, in features or bare",
    arguments: [
      #"{"type":"LineString","coordinates":[[93.5,40.5],[93.6,40.6,1200]]}"#,
      #"{"type":"Feature","geometry":{"type":"LineString","coordinates":[[93.5,40.5],[93.6,40.6]]}}"#,
      #"""
      {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,1]}},
      {"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[93.5,40.5]],[[93.6,40.6]]]}}]}
      """#,
    ])
  func geoJSON(_ text: String) throws {
    let points = try RouteFile.points(from: text)
    #expect(points == [Coordinate(latitude: 40.5, longitude: 93.5), Coordinate(latitude: 40.6, longitude: 93.6)])
  }

  @Test(
    "what is no way is refused with its line",
    arguments: [
      ("<gpx>\n<rte>\n<rtept lat=\"1\"/></rte></gpx>", 3, "without lat and lon"),
      ("<gpx>\n<rte>\n<rtept lat=\"91\" lon=\"1\"/></rte></gpx>", 3, "no latitude"),
      ("<gpx>\n<rte><rtept lat=\"1\" lon=\"1\"/></rte></gpx>", 2, "at least two points"),
      ("<gpx>\n<rte>", 2, "XML"), ("{\"type\":\n!", 2, "JSON"), ("{\"type\":\"Point\"}", 1, "at least two points"),
      (#"{"type":"LineString","coordinates":[["a",1]]}"#, 1, "[longitude, latitude]"), ("time,lat,lon", 1, "JSON"),
    ])
  func refused(_ text: String, _ line: Int, _ hint: String) {
    let error = #expect(throws: TrackError.self) { try RouteFile.points(from: text) }
    #expect(error?.line == line)
    #expect(error?.reason.contains(hint) == true, "\(error?.reason ?? "")")
  }

  @Test("a way of more points than a plan can hold is refused")
  func long() {
    let places = (0...RouteFile.mostPoints).map { "[93.5,\(Double($0) / 1000)]" }.joined(separator: ",")
    let error = #expect(throws: TrackError.self) {
      try RouteFile.points(from: "{\"type\":\"LineString\",\"coordinates\":[\(places)]}")
    }
    #expect(error?.reason.contains("thin") == true)
  }
}
