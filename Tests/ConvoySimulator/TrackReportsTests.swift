import ConvoySimulator
import JT808
import Testing
import TrackFiles

@Suite("Tracks as a terminal's reports")
struct TrackReportsTests {
  @Test("a point becomes a report, rounded as the wire rounds")
  func rounding() throws {
    let text = "time,lat,lon,speed,course,altitude\n2024-01-11T01:02:03.9Z,-28.1987414,112.9708726,63.54,359.6,52.4"
    let report = try #require(TrackReports.reports(of: try CSVTrackReader.track(from: text)).first)
    #expect(report.latitudeMicrodegrees == -28_198_741)
    #expect(report.longitudeMicrodegrees == 112_970_873)
    #expect(report.speedTenths == 635)
    #expect(report.courseDegrees == 0)
    #expect(report.altitudeMetres == 52)
    #expect(report.time.secondsSince1970 == 1_704_934_923)
    #expect(report.has(.positioned))
  }
}
