import EscortDomain
import PhoneTrackers
import Testing

@Suite("Traccar Client's JSON")
struct TraccarClientMessageTests {
  static let fix = """
    {"timestamp":"2024-01-11T01:02:03.000Z","coords":{"latitude":28.198741,"longitude":112.970872,"accuracy":4.32,"speed":10,\
    "heading":158.44,"altitude":63},"is_moving":true,"odometer":1240.5,"event":"motionchange",\
    "battery":{"level":0.29,"is_charging":false},"activity":{"type":"in_vehicle"},"mock":true,"extras":{"alarm":"sos"},"_":"&id=1&"}
    """

  @Test("a location is read whole, the speed in metres a second and the charge as a fraction")
  func whole() throws {
    let batch = try read(#"{"location":\#(Self.fix),"device_id":"48241179"}"#)
    #expect(batch.unreadable.isEmpty)
    let expected = PhoneReportExpectation(
      device: "48241179", at: "2024-01-11T01:02:03Z", latitude: 28.198741, longitude: 112.970872, speed: 36, course: 158.44,
      altitude: 63, accuracy: 4.32, battery: 29, isCharging: false, isMock: true, isEmergency: true)
    expected.check(try #require(batch.reports.first))
    #expect(batch.reports.count == 1)
  }

  @Test("-1 means that the phone does not know, and so does null")
  func unknown() throws {
    let batch = try read(
      """
      {"location":{"timestamp":null,"coords":{"latitude":28,"longitude":113,"accuracy":-1,"speed":-1,"heading":-1,"altitude":null},\
      "battery":{"level":-1},"mock":null,"extras":[]},"device_id":null}
      """)
    PhoneReportExpectation(latitude: 28, longitude: 113).check(try #require(batch.reports.first))
  }

  @Test("a time may be a number, and a device's name too")
  func numbers() throws {
    let batch = try read(#"{"location":{"timestamp":1704934923000,"coords":{"latitude":"28","longitude":113}},"device_id":48241179}"#)
    let expected = PhoneReportExpectation(device: "48241179", at: "2024-01-11T01:02:03Z", latitude: 28, longitude: 113)
    expected.check(try #require(batch.reports.first))
  }

  @Test("a call for help is not lost for a wrong detail")
  func callForHelp() throws {
    let body = #"{"device_id":"d","location":{"coords":{"latitude":1,"longitude":2,"speed":"x"},"battery":3,"extras":{"alarm":"sos"}}}"#
    let batch = try TraccarClientMessage.batch(from: Array(body.utf8))
    #expect(batch.reports.map(\.isEmergency) == [true])
  }

  @Test("of a batch the bad locations are noted and the good ones kept, in order")
  func batch() throws {
    let noCoordinate = #"{"timestamp":"2024-01-11T01:02:03Z"}"#
    let farNorth = #"{"coords":{"latitude":91,"longitude":113}}"#
    let later = #"{"timestamp":"2024-01-11T01:02:33Z","coords":{"latitude":28.2,"longitude":113}}"#
    let batch = try read(#"{"location":[\#(Self.fix),\#(noCoordinate),7,\#(farNorth),\#(later)],"device_id":"li-wei"}"#)
    #expect(batch.reports.map { $0.at?.rfc3339 } == ["2024-01-11T01:02:03Z", "2024-01-11T01:02:33Z"])
    #expect(batch.reports.allSatisfy { $0.device == "li-wei" })
    #expect(batch.unreadable.map(\.index) == [1, 2, 3])
    let reasons = batch.unreadable.map { "\($0.error)" }
    #expect(reasons[0].contains("\"location.coords.latitude\" is missing"))
    #expect(reasons[1].contains("\"location\" must be an object"))
    #expect(reasons[2].contains("\"location.coords.latitude\" must be a latitude"))
  }

  @Test("an empty batch is nothing, and one too long is refused whole")
  func bounds() throws {
    #expect(try read(#"{"location":[]}"#).reports.isEmpty)
    let most = Array(repeating: "7", count: PhoneReportBatch.mostMessages).joined(separator: ",")
    #expect(try read(#"{"location":[\#(most)]}"#).unreadable.count == PhoneReportBatch.mostMessages)
    #expect(throws: PhoneReportError.tooManyMessages(most: PhoneReportBatch.mostMessages)) {
      try read(#"{"location":[\#(most),7]}"#)
    }
    #expect(throws: PhoneReportError.tooLong(mostBytes: PhoneReportBatch.longestBytes)) {
      try TraccarClientMessage.batch(from: [UInt8](repeating: 0x20, count: PhoneReportBatch.longestBytes + 1))
    }
  }

  @Test(
    "a lone location that is wrong is refused, its field named",
    arguments: [
      ("", "not JSON from byte 0"), (#"{"location":"#, "not JSON from byte 12"), ("[]", "\"location\" must be an object"),
      ("{}", "\"location\" is missing"), (#"{"location":7}"#, "\"location\" must be an object"),
      (#"{"location":{"coords":7}}"#, "\"location.coords\" must be an object"),
      (#"{"location":{"coords":{"latitude":28,"longitude":113},"battery":7}}"#, "\"location.battery\" must be an object"),
      (#"{"location":{"coords":{"latitude":28,"longitude":113},"battery":{"level":50}}}"#, "\"location.battery.level\" must be a charge"),
      (#"{"location":{"coords":{"latitude":28,"longitude":113},"battery":{"is_charging":"so"}}}"#, "\"location.battery.is_charging\""),
      (#"{"location":{"coords":{"latitude":28,"longitude":1e400}}}"#, "not JSON from byte 49"),
      (#"{"location":{"coords":{"latitude":28,"longitude":true}}}"#, "\"location.coords.longitude\""),
      (#"{"location":{"coords":{"latitude":28,"longitude":113,"speed":1801}}}"#, "\"location.coords.speed\" must be a speed in metres"),
      (#"{"location":{"coords":{"latitude":28,"longitude":113,"heading":"N"}}}"#, "\"location.coords.heading\""),
      (#"{"location":{"timestamp":true,"coords":{"latitude":28,"longitude":113}}}"#, "\"location.timestamp\" must be a time"),
      (#"{"location":{"coords":{"latitude":28,"longitude":113},"mock":[]}}"#, "\"location.mock\""),
      (#"{"location":{},"device_id":{}}"#, "\"device_id\" must be a name"),
    ])
  func wrong(_ body: String, _ text: String) {
    #expect { try read(body) } throws: { "\($0)".contains(text) }
  }

  private func read(_ body: String) throws -> PhoneReportBatch {
    try TraccarClientMessage.batch(from: body.utf8)
  }
}
