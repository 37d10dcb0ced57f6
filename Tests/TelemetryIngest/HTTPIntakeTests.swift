import EscortDomain
import Foundation
import Hummingbird
import Journal
import NIOCore
import NIOPosix
import TelemetryIngest
import Testing

@Suite("Events over HTTP")
struct HTTPIntakeTests {
  private static let heartbeat = #"{"type":"recording","at":"2024-01-11T01:00:00Z","vehicle":"湘A00001","camera":1,"state":"recording"}"#
  private static let checkIn = #"{"type":"check-in","at":"2024-01-11T01:00:00Z","vehicle":"湘A00001","person":"E1"}"#

  @Test("what is accepted is in the journal, and read back once in time order")
  func accepted() async throws {
    try await withServer { server in
      let tokens = try await server.provision()
      let later = #"{"type":"position","at":"2024-01-11T01:00:10Z","vehicle":"湘A00001","lat":28.2,"lon":113}"#
      let earlier = #"{"type":"position","at":"2024-01-11T01:00:00Z","vehicle":"湘A00001","lat":28.1,"lon":113}"#
      #expect(try await server.post("/api/v1/telemetry", "[\(later),\(earlier),\(later)]", tokens.unit).status == 200)
      #expect(try await server.post("/api/v1/telemetry", Self.checkIn, tokens.crew).status == 200)
      let path = "/api/v1/vehicles/%E6%B9%98A00001/positions?from=2024-01-11T09:00:00%2B08:00&to=2024-01-11T01:00:10.5Z"
      let answer = try await server.request("GET", path, "", server.dispatcher)
      let positions = try JSONValue(parsing: answer.body).object?["positions"]?.array ?? []
      #expect(positions.map { $0.object?["lat"]?.double } == [28.1, 28.2])
    }
  }

  @Test("a dispatcher gives a command to a vehicle's terminal and sees how far it is; nobody else may")
  func commands() async throws {
    try await withServer { server in
      let tokens = try await server.provision()
      let path = "/api/v1/vehicles/%E6%B9%98A00001/commands"
      let answer = try await server.post(path, #"{"command":"text","text":"请确认","expires":60}"#, server.dispatcher)
      #expect(answer.status == 202)
      let command = try #require(try JSONValue(parsing: answer.body).object)
      #expect(command["state"]?.string == "queued")
      #expect(command["terminal"]?.string == "13800000001")
      let id = try #require(command["id"]?.integer)
      #expect(try await server.request("GET", "/api/v1/commands/\(id)", "", server.dispatcher).body == answer.body)
      #expect(try await server.request("GET", path, "", server.dispatcher).body.contains(answer.body))
      for token in [tokens.unit, tokens.crew, "wrong", nil] {
        #expect(try await server.post(path, #"{"command":"locate"}"#, token).status == 401)
        #expect(try await server.request("GET", "/api/v1/commands/\(id)", "", token).status == 401)
      }
      #expect(try await server.post(path, #"{"command":"dance"}"#, server.dispatcher).status == 400)
      #expect(try await server.post(path, "[", server.dispatcher).status == 400)
      #expect(try await server.post(path, #"{"command":"locate","expires":0}"#, server.dispatcher).status == 400)
      #expect(try await server.post("/api/v1/vehicles/none/commands", #"{"command":"locate"}"#, server.dispatcher).status == 404)
      let upload = #"{"command":"upload","camera":1,"from":"2024-01-11T01:00:00Z","to":"2024-01-11T01:01:00Z"}"#
      #expect(try await server.post(path, upload, server.dispatcher).status == 409)
    }
  }

  @Test("a token posts for its own vehicle and person alone, and only what is its to say")
  func authority() async throws {
    try await withServer { server in
      let tokens = try await server.provision()
      let foreign = Self.heartbeat.replacing("湘A00001", with: "湘A00002")
      let declaration = #"{"type":"departed","at":"2024-01-11T01:00:00Z","transport":"T1"}"#
      let refused: [(String, String, String)] = [
        ("/api/v1/telemetry", foreign, tokens.unit), ("/api/v1/telemetry", Self.checkIn, tokens.unit),
        ("/api/v1/telemetry", Self.heartbeat, tokens.crew), ("/api/v1/telemetry", declaration, tokens.unit),
        ("/api/v1/telemetry", Self.checkIn.replacing("E1", with: "E2"), tokens.crew),
        ("/api/v1/telemetry", "[\(Self.heartbeat),\(foreign)]", tokens.unit),
        ("/api/v1/feed", declaration, tokens.unit), ("/api/v1/feed", Self.heartbeat, server.dispatcher),
        ("/api/v1/telemetry", Self.heartbeat, server.dispatcher),
      ]
      let before = try await server.journal.read(after: 0, limit: 1000).count
      for (path, body, token) in refused { #expect(try await server.post(path, body, token).status == 403, "\(body)") }
      #expect(try await server.post("/api/v1/telemetry", Self.heartbeat, "wrong").status == 401)
      #expect(try await server.post("/api/v1/telemetry", Self.heartbeat, nil).status == 401)
      #expect(try await server.journal.read(after: 0, limit: 1000).count == before)
    }
  }

  @Test("a real plan cannot name a simulated transport, vehicle or terminal, nor the other way round")
  func simulatedAndReal() async throws {
    try await withServer { server in
      _ = try await server.provision()
      let real = Service.plan.replacing("\"simulated\":true", with: "\"simulated\":false")
      let otherID = real.replacing("\"T1\"", with: "\"T2\"")
      let otherVehicle = otherID.replacing("湘A00001", with: "湘A00009")
      let other = otherVehicle.replacing("13800000001", with: "013800000009")
      for mixed in [real, otherID, otherVehicle] {
        let answer = try await server.post("/api/v1/feed", mixed, server.dispatcher)
        #expect(answer.status == 409)
        #expect(answer.body.contains("simulated-and-real"))
      }
      #expect(try await server.post("/api/v1/feed", other, server.dispatcher).status == 200)
      let back = Service.plan.replacing("\"T1\"", with: "\"T3\"").replacing("湘A00001", with: "湘A00008")
        .replacing("13800000001", with: "13800000009")
      #expect(try await server.post("/api/v1/feed", back, server.dispatcher).status == 409)
      #expect(try await server.post("/api/v1/feed", Service.plan, server.dispatcher).status == 200)
    }
  }

  @Test("what cannot be read is refused with its place and reason, and what is too long before it is read")
  func badInput() async throws {
    try await withServer { server in
      let tokens = try await server.provision()
      for body in ["", "{", "[1]", #"{"type":"unheard-of","at":"2024-01-11T01:00:00Z"}"#, "\u{0}", "[" + String(repeating: "[", count: 99)]
      {
        let answer = try await server.post("/api/v1/telemetry", body, tokens.unit)
        #expect(answer.status == 400, "\(body)")
        #expect(answer.body.contains("\"message\":"))
      }
      let lines = "# a comment\n" + #"{"type":"departed","at":"yesterday","transport":"T1"}"#
      let answer = try await server.post("/api/v1/feed", lines, server.dispatcher)
      #expect(answer.status == 400)
      #expect(answer.body.contains("line 2"))
      let huge = try await server.request("POST", "/api/v1/telemetry", "{}", tokens.unit, length: 2_147_483_648)
      #expect(huge.status == 413)
      #expect(try await server.post("/api/v1/telemetry", Self.heartbeat, tokens.unit).status == 200)
    }
  }
}
