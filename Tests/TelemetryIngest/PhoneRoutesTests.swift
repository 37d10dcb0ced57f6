import EscortDomain
import Foundation
import Journal
import TelemetryIngest
import Testing

@Suite("Phones over HTTP")
struct PhoneRoutesTests {
  private static let fix = "lat=28.2&lon=113.0&timestamp=1704934810&speed=10&bearing=90&altitude=50&accuracy=5&batt=80"
  private static let client = """
    {"location":{"timestamp":"2024-01-11T01:00:10Z","coords":{"latitude":28.2,"longitude":113.0,"accuracy":5,"speed":-1,\
    "heading":-1,"altitude":50},"battery":{"level":0.8,"is_charging":false},"is_moving":true},"device_id":"TOKEN"}
    """
  private static let tracks = #"{"_type":"location","lat":28.2,"lon":113.0,"tst":1704934810,"acc":5,"tid":"e1","vel":36}"#

  @Test("an escort's phone is a phone on the vehicle its plan or its last act puts the escort on, in each app's form")
  func crew() async throws {
    try await withServer { server in
      let token = try await server.provision().crew
      let answers = [
        try await server.request("GET", "/api/v1/phones/osmand?id=\(token)&\(Self.fix)", "", nil),
        try await server.request("POST", "/api/v1/phones/osmand?token=\(token)&id=phone&\(Self.fix)", "", nil),
        try await server.request("POST", "/api/v1/phones/osmand", "id=\(token)&\(Self.fix)", nil),
        try await server.request("POST", "/api/v1/phones/osmand", Self.client.replacing("TOKEN", with: token), nil),
        try await server.request("POST", "/api/v1/phones/osmand", Self.client.replacing("TOKEN", with: "x"), token),
      ]
      #expect(answers.allSatisfy { $0.status == 200 && $0.body.isEmpty })
      let basic = Data("e1:\(token)".utf8).base64EncodedString()
      let own = try await server.request("POST", "/api/v1/phones/owntracks", Self.tracks, nil, header: "Authorization: Basic \(basic)")
      #expect(own.status == 200 && own.body == "[]")
      let phones = try await server.events().compactMap { event in if case .phone(let phone) = event.fact { (event.at, phone) } else { nil }
      }
      #expect(phones.count == 6)
      let expected = PhonePosition(
        vehicle: VehicleID("湘A00001"), person: PersonID("E1"), coordinate: Coordinate(latitude: 28.2, longitude: 113))
      #expect(phones.allSatisfy { $0.0.rfc3339 == "2024-01-11T01:00:10Z" && $0.1 == expected })
      for entry in try await server.journal.read(after: 0, limit: 100) {
        #expect(!String(decoding: entry.draft.bytes, as: UTF8.self).contains(token))
      }
    }
  }

  @Test("a check-in on another vehicle takes the phone along; a call for help is the vehicle's emergency; a made-up fix proves nothing")
  func acts() async throws {
    try await withServer { server in
      let token = try await server.provision().crew
      let path = "/api/v1/phones/osmand?id=\(token)&\(Self.fix)"
      let checkIn = #"{"type":"check-in","at":"2024-01-11T01:00:00Z","vehicle":"湘A00002","person":"E1"}"#
      #expect(try await server.post("/api/v1/telemetry", checkIn, token).status == 200)
      #expect(try await server.request("GET", path + "&alarm=sos", "", nil).status == 200)
      #expect(try await server.request("GET", path + "&mock=true", "", nil).status == 200)
      let facts = try await server.events().map(\.fact)
      let vehicle = VehicleID("湘A00002")
      #expect(facts.contains(.alarm(AlarmReport(vehicle: vehicle, name: "emergency", isOn: true))))
      #expect(facts.count { if case .phone(let phone) = $0 { phone.vehicle == vehicle } else { false } } == 1)
    }
  }

  @Test("a phone with a unit's token is the vehicle's unit, and its positions are read back")
  func unit() async throws {
    try await withServer { server in
      let token = try await server.provision().unit
      #expect(try await server.post("/api/v1/phones/owntracks", "[\(Self.tracks),{\"_type\":\"lwt\",\"tst\":1}]", token).status == 200)
      let answer = try await server.request("GET", "/api/v1/vehicles/%E6%B9%98A00001/positions", "", server.dispatcher)
      let position = try JSONValue(parsing: answer.body).object?["positions"]?.array?.first?.object
      #expect(position?["lat"]?.double == 28.2)
      #expect(position?["speed"]?.double == 36)
    }
  }

  @Test("without a phone's token nothing is taken, a bad report is refused with its field, and a bad one does not lose the good ones")
  func refusals() async throws {
    try await withServer { server in
      let token = try await server.provision().crew
      let before = try await server.journal.read(after: 0, limit: 100).count
      #expect(try await server.request("GET", "/api/v1/phones/osmand?id=stranger&\(Self.fix)", "", nil).status == 401)
      #expect(try await server.post("/api/v1/phones/owntracks", Self.tracks, nil).status == 401)
      #expect(try await server.post("/api/v1/phones/owntracks", Self.tracks, server.dispatcher).status == 403)
      let bad = try await server.request("GET", "/api/v1/phones/osmand?id=\(token)&lat=95&lon=113", "", nil)
      #expect(bad.status == 400 && bad.body.contains("lat"))
      for body in ["{", "{\"location\":[]", "[[[", "\u{0}"] {
        #expect(try await server.post("/api/v1/phones/osmand", body, token).status == 400, "\(body)")
      }
      #expect(try await server.post("/api/v1/phones/owntracks", #"{"_type":"encrypted","data":"x"}"#, token).status == 400)
      let jam = try await server.post("/api/v1/phones/owntracks", #"{"_type":"location","lat":"x"}"#, token)
      #expect(jam.status == 200 && jam.body == "[]")
      #expect(try await server.journal.read(after: 0, limit: 100).count == before)
      let mixed = "[\(Self.tracks),{\"_type\":\"location\"},\(Self.tracks)]"
      #expect(try await server.post("/api/v1/phones/owntracks", mixed, token).status == 200)
      #expect(try await server.journal.read(after: 0, limit: 100).count == before + 2)
      let long = try await server.request("POST", "/api/v1/phones/owntracks", "{}", token, length: 1 << 30)
      #expect(long.status == 413)
    }
  }
}
