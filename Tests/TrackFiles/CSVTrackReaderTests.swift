import EscortDomain
import Foundation
import Testing
import TrackFiles

@Suite("Tracks as CSV")
struct CSVTrackReaderTests {
  @Test("points are read with what the header names")
  func points() throws {
    let text = "lat,time,lon,speed\r\n28.1,2024-01-11T09:00:00+08:00,113,36.5\r\n28.2,2024-01-11T01:00:10Z,113,\r\n\r\n"
    let track = try CSVTrackReader.track(from: text)
    #expect(track.points.map(\.speedKilometresPerHour) == [36.5, nil])
    #expect(track.points[1].at - track.points[0].at == .seconds(10))
    #expect(abs(track.lengthMetres - 11_082.2) < 0.1)
  }

  @Test(
    "a broken file is refused with its line and reason",
    arguments: [
      ("", 1, "empty"), ("lat,lon\n", 1, "\"time\""), ("time,lat,lon,lat\n", 1, "twice"), ("time,lat,lon\n", 1, "no point"),
      ("time,lat,lon\n2024-01-11T01:00:00Z,28", 2, "2 fields"), ("time,lat,lon\nyesterday,28,113", 2, "yesterday"),
      ("time,lat,lon\n2024-01-11T01:00:00Z,91,113", 2, "\"lat\""), ("time,lat,lon\n2024-01-11T01:00:00Z,28,x", 2, "\"lon\""),
      ("time,lat,lon\n2024-01-11T01:00:00Z,28,", 2, "empty"),
      ("time,lat,lon\n2024-01-11T01:00:01Z,28,113\n2024-01-11T01:00:00Z,28,113", 3, "before"),
    ])
  func broken(_ text: String, _ line: Int, _ reason: String) {
    do {
      _ = try CSVTrackReader.track(from: text)
      Issue.record("it was read")
    } catch {
      #expect(error.line == line, "\(error)")
      #expect(error.reason.contains(reason), "\(error)")
    }
  }

  @Test("the recorded drive through Munich is whole", .enabled(if: CSVTrackReaderTests.drive != nil))
  func recorded() throws {
    let track = try CSVTrackReader.track(from: try #require(Self.drive))
    #expect(track.points.count == 1194)
    #expect(track.gaps(longerThan: .seconds(120)).isEmpty)
    let plan = try TrackFeed.plan(of: track, vehicle: VehicleID("湘A00000"), terminal: "1")
    #expect(plan.fact.vehicle == nil)
    #expect(TrackFeed.positions(of: track, vehicle: VehicleID("湘A00000")).count == 1194)
  }

  static let drive = try? String(
    contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../shared/tracks/barefoot-x0001-1s.csv").standardizedFileURL, encoding: .utf8)
}
