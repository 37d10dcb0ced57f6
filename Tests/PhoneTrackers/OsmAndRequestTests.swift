import EscortDomain
import PhoneTrackers
import Testing

@Suite("OsmAnd's parameters")
struct OsmAndRequestTests {
  @Test("what Traccar Client sends is read whole, the speed in knots")
  func traccarClient() throws {
    let report = try read(
      "id=82879256&timestamp=1704934923&lat=28.198741&lon=112.970872&speed=10.0&bearing=271.5&altitude=63.4&accuracy=4.5&batt=87.0"
        + "&charge=true&mock=true&alarm=sos&driverUniqueId=7&hdop=0.9&satellites=12")
    let expected = PhoneReportExpectation(
      device: "82879256", at: "2024-01-11T01:02:03Z", latitude: 28.198741, longitude: 112.970872, speed: 18.52, course: 271.5,
      altitude: 63.4, accuracy: 4.5, battery: 87, isCharging: true, isMock: true, isEmergency: true)
    expected.check(report)
  }

  @Test("the least is a coordinate; all else is unknown, and the position is vouched for")
  func least() throws {
    PhoneReportExpectation(latitude: -28.5, longitude: -113).check(try read("lat=-28.5&lon=-113"))
  }

  @Test("the other names of device, coordinate and course are read too", arguments: ["heading", "course"])
  func otherNames(_ course: String) throws {
    let report = try read("deviceid=truck+7&location=28.1,%20113.2&\(course)=90")
    PhoneReportExpectation(device: "truck 7", latitude: 28.1, longitude: 113.2, course: 90).check(report)
  }

  @Test(
    "a time is read in each of its forms",
    arguments: [
      ("1704934923", "2024-01-11T01:02:03Z"), ("1704934923574", "2024-01-11T01:02:03.574Z"),
      ("1704934923.25", "2024-01-11T01:02:03.25Z"), ("99999999999", "5138-11-16T09:46:39Z"),
      ("100000000000", "1973-03-03T09:46:40Z"), ("2024-01-11T01:02:03.500Z", "2024-01-11T01:02:03.5Z"),
      ("2024-01-11T09:02:03%2B08:00", "2024-01-11T01:02:03Z"), ("2024-01-11%2001:02:03", "2024-01-11T01:02:03Z"),
      ("2024-01-11+01:02:03", "2024-01-11T01:02:03Z"), ("0", "1970-01-01T00:00:00Z"),
    ])
  func times(_ sent: String, _ expected: String) throws {
    #expect(try read("lat=28&lon=113&timestamp=\(sent)").at?.rfc3339 == expected)
  }

  @Test("a negative speed, course, accuracy or charge means that the phone does not know")
  func unknown() throws {
    let report = try read("lat=28&lon=113&speed=-1.94384&bearing=-1&accuracy=-1&batt=-100&charge=&altitude=-154.2")
    PhoneReportExpectation(latitude: 28, longitude: 113, altitude: -154.2).check(report)
  }

  @Test("a position the phone does not vouch for is not valid", arguments: [("true", true), ("1", true), ("false", false), ("0", false)])
  func validity(_ sent: String, _ expected: Bool) throws {
    #expect(try read("lat=28&lon=113&valid=\(sent)").isValid == expected)
  }

  @Test("a call for help at 0,0 is kept and its position not vouched for")
  func nowhere() throws {
    let report = try read("id=1&lat=0&lon=0&valid=true&alarm=SOS")
    #expect(report.isEmergency)
    #expect(!report.isValid)
  }

  @Test("a call for help is not lost for a wrong detail; without one a wrong detail is refused")
  func callForHelp() throws {
    let wrong = "lat=28.2&lon=112.97&timestamp=soon&speed=fast&charge=maybe"
    let report = try OsmAndRequest.report(from: QueryParameters(decoding: wrong + "&alarm=sos"))
    #expect(report.isEmergency)
    #expect(report.at == nil)
    #expect(report.speedKilometresPerHour == nil)
    #expect(throws: PhoneReportError.self) { try OsmAndRequest.report(from: QueryParameters(decoding: wrong)) }
    #expect(throws: PhoneReportError.self) { try OsmAndRequest.report(from: QueryParameters(decoding: "lat=x&lon=1&alarm=sos")) }
  }

  @Test("other alarms are no call for help", arguments: ["", "lowBattery", "sos2"])
  func alarms(_ name: String) throws {
    #expect(try !read("lat=28&lon=113&alarm=\(name)").isEmergency)
  }

  @Test(
    "a field that is wrong is named, with what it must be",
    arguments: [
      ("lon=113", "\"lat\" is missing; it must be a latitude"), ("lat=28&lon=", "\"lon\" is missing"),
      ("lat=90.1&lon=113", "\"lat\" must be a latitude in degrees from -90 to 90"),
      ("lat=28&lon=-180.5", "\"lon\" must be a longitude in degrees from -180 to 180"),
      ("lat=nan&lon=113", "\"lat\""), ("lat=28&lon=inf", "\"lon\""), ("lat=1e400&lon=113", "\"lat\""), ("lat=0x1p4&lon=113", "\"lat\""),
      ("lat=28,5&lon=113", "\"lat\""), ("location=28.1", "\"location\" must be a latitude and a longitude"),
      ("location=28.1,113,5", "\"location\""), ("location=28.1,190", "\"location\""), ("location=,", "\"location\""),
      ("lat=28&lon=113&speed=fast", "\"speed\" must be a speed in knots from 0 to 3500"),
      ("lat=28&lon=113&speed=3501", "\"speed\""), ("lat=28&lon=113&bearing=361", "\"bearing\" must be a course"),
      ("lat=28&lon=113&heading=north", "\"heading\""), ("lat=28&lon=113&altitude=1e6", "\"altitude\" must be an altitude in metres"),
      ("lat=28&lon=113&accuracy=1e9", "\"accuracy\" must be a radius in metres"),
      ("lat=28&lon=113&batt=101", "\"batt\" must be a charge in percent"), ("lat=28&lon=113&charge=yes", "\"charge\" must be true, false"),
      ("lat=28&lon=113&valid=2", "\"valid\""), ("lat=28&lon=113&mock=perhaps", "\"mock\""),
      ("lat=28&lon=113&timestamp=yesterday", "\"timestamp\" must be a time"), ("lat=28&lon=113&timestamp=-1", "\"timestamp\""),
      ("lat=28&lon=113&timestamp=1969-12-31T23:59:59Z", "\"timestamp\""),
      ("lat=28&lon=113&timestamp=253402300800000", "\"timestamp\""), ("lat=28&lon=113&timestamp=2024-01-11T01:02:03", "\"timestamp\""),
      ("lat=28&lon=113&timestamp=2024-01-11T09:02:03+08:00", "%2B"), ("lat=28&lon=113&timestamp=2024-02-30 01:02:03", "\"timestamp\""),
      ("lat=28&lon=113&id=\(String(repeating: "x", count: 129))", "\"id\" must be a name of at most 128 bytes"),
    ])
  func wrong(_ query: String, _ text: String) {
    #expect { try read(query) } throws: { "\($0)".contains(text) }
  }

  @Test("a name as long as allowed is kept")
  func longestName() throws {
    let name = String(repeating: "x", count: PhoneReport.longestDeviceBytes)
    #expect(try read("lat=28&lon=113&id=\(name)").device == name)
  }

  @Test("the answer is an empty 200")
  func answer() {
    #expect(PhoneAnswer.osmAnd.status == 200)
    #expect(PhoneAnswer.osmAnd.body.isEmpty)
    #expect(PhoneAnswer.osmAnd.contentType == nil)
  }

  private func read(_ query: String) throws -> PhoneReport {
    try OsmAndRequest.report(from: QueryParameters(decoding: query))
  }
}
