import EscortDomain
import PhoneTrackers
import Testing

@Suite("OwnTracks in HTTP mode")
struct OwnTracksMessageTests {
  static let location = """
    {"_type":"location","BSSID":"aa:bb:cc:dd:ee:ff","acc":12,"alt":63,"batt":81,"bs":2,"cog":270,"conn":"m","created_at":1704934999,\
    "lat":28.198741,"lon":112.970872,"m":2,"t":"u","tid":"LW","topic":"owntracks/liwei/phone","tst":1704934923,"vac":3,"vel":54}
    """

  @Test("a location is read whole: the time of the fix, the speed in kilometres an hour, the topic as the device")
  func whole() throws {
    let batch = try read(Self.location)
    let expected = PhoneReportExpectation(
      device: "owntracks/liwei/phone", at: "2024-01-11T01:02:03Z", latitude: 28.198741, longitude: 112.970872, speed: 54, course: 270,
      altitude: 63, accuracy: 12, battery: 81, isCharging: true)
    expected.check(try #require(batch.reports.first))
    #expect(batch.reports.count == 1)
    #expect(batch.withoutPosition == 0)
  }

  @Test("without a topic the tracker's letters name the device, and what is left out is unknown")
  func least() throws {
    let batch = try read(#"{"_type":"location","tid":"LW","lat":28.1,"lon":113.2,"tst":1704934923,"vel":-1,"cog":-1,"batt":-1}"#)
    PhoneReportExpectation(device: "LW", at: "2024-01-11T01:02:03Z", latitude: 28.1, longitude: 113.2)
      .check(try #require(batch.reports.first))
  }

  @Test(
    "the battery's state says whether the phone is charging",
    arguments: [("0", nil), ("1", false), ("2", true), ("3", true), ("9", nil), ("\"x\"", nil)] as [(String, Bool?)])
  func batteryState(_ state: String, _ expected: Bool?) throws {
    let batch = try read(#"{"_type":"location","lat":28,"lon":113,"tst":1704934923,"bs":\#(state)}"#)
    #expect(try #require(batch.reports.first).isCharging == expected)
  }

  @Test("0,0 is kept and not vouched for")
  func nowhere() throws {
    let batch = try read(#"{"_type":"location","lat":0,"lon":0.0,"tst":1704934923}"#)
    #expect(batch.reports.map(\.isValid) == [false])
  }

  @Test(
    "every other kind of message is taken and reports no position",
    arguments: [
      "transition", "waypoint", "waypoints", "lwt", "status", "card", "steps", "cmd", "request", "beacon", "configuration", "dump", "new",
    ])
  func otherTypes(_ type: String) throws {
    let batch = try read(#"{"_type":"\#(type)","lat":28,"lon":113,"tst":1704934923,"event":"enter"}"#)
    #expect(batch.reports.isEmpty)
    #expect(batch.unreadable.isEmpty)
    #expect(batch.withoutPosition == 1)
  }

  @Test("a body of no bytes is taken and reports nothing")
  func empty() throws {
    let batch = try read("")
    #expect(batch.reports.isEmpty)
    #expect(batch.withoutPosition == 0)
  }

  @Test("an encrypted payload is refused with what to do")
  func encrypted() {
    #expect(throws: PhoneReportError.encrypted) { try read(#"{"_type":"encrypted","data":"1Vu7Owp"}"#) }
    let text = "\(PhoneReportError.encrypted)"
    #expect(text.contains("not supported"))
    #expect(text.contains("turn the secret"))
    #expect(text.contains("TLS"))
  }

  @Test("of a list the bad messages are noted and the good ones kept, in order")
  func list() throws {
    let later = #"{"_type":"location","lat":28.2,"lon":113,"tst":1704934953}"#
    let batch = try read(
      #"[\#(Self.location),{"_type":"encrypted","data":"x"},{"_type":"lwt"},{"lat":28},[],\#(later),{"_type":"location","lat":28}]"#)
    #expect(batch.reports.map { $0.at?.rfc3339 } == ["2024-01-11T01:02:03Z", "2024-01-11T01:02:33Z"])
    #expect(batch.withoutPosition == 1)
    #expect(batch.unreadable.map(\.index) == [1, 3, 4, 6])
    #expect(batch.unreadable[0].error == .encrypted)
    #expect("\(batch.unreadable[1].error)".contains("\"_type\" is missing"))
    #expect("\(batch.unreadable[3].error)".contains("\"lon\" is missing"))
  }

  @Test(
    "a lone message that is wrong is refused, its field named",
    arguments: [
      ("{", "not JSON from byte 1"), ("7", "\"_type\" is missing"), (#"{"_type":7}"#, "\"_type\" must be the kind"),
      (#"{"_type":"location","lat":28,"lon":113}"#, "\"tst\" is missing; it must be a time in Unix seconds"),
      (#"{"_type":"location","lat":28,"lon":113,"tst":"now"}"#, "\"tst\" must be a time in Unix seconds"),
      (#"{"_type":"location","lat":28,"lon":113,"tst":1704934923000}"#, "\"tst\" must be a time in Unix seconds"),
      (#"{"_type":"location","lat":-90.5,"lon":113,"tst":1}"#, "\"lat\" must be a latitude"),
      (#"{"_type":"location","lat":28,"lon":113,"tst":1,"vel":6481}"#, "\"vel\" must be a speed in kilometres an hour"),
      (#"{"_type":"location","lat":28,"lon":113,"tst":1,"cog":400}"#, "\"cog\""),
      (#"{"_type":"location","lat":28,"lon":113,"tst":1,"alt":"high"}"#, "\"alt\""),
      (#"{"_type":"location","lat":28,"lon":113,"tst":1,"acc":[]}"#, "\"acc\""),
      (#"{"_type":"location","lat":28,"lon":113,"tst":1,"batt":150}"#, "\"batt\""),
      (#"{"_type":"location","lat":28,"lon":113,"tst":1,"topic":1.5}"#, "\"topic\" must be a name"),
    ])
  func wrong(_ body: String, _ text: String) {
    #expect { try read(body) } throws: { "\($0)".contains(text) }
  }

  @Test("the answer is a list of no commands")
  func answer() {
    #expect(PhoneAnswer.ownTracks.status == 200)
    #expect(PhoneAnswer.ownTracks.body == "[]")
    #expect(PhoneAnswer.ownTracks.contentType == "application/json")
  }

  private func read(_ body: String) throws -> PhoneReportBatch {
    try OwnTracksMessage.batch(from: body.utf8)
  }
}
