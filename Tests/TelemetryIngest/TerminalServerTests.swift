import EscortDomain
import Foundation
import JT808
import JT808NIO
import Journal
import NIOCore
import NIOPosix
import Registers
import TelemetryIngest
import Testing
import TrackFiles

@Suite("Terminals over real sockets", .serialized)
struct TerminalServerTests {
  @Test("a provisioned terminal registers, authenticates and reports, and each answer comes after the journal")
  func reports() async throws {
    try await withService { service in
      let terminal = try await Unit.connect(service.port)
      let code = try await terminal.register(plate: "湘A00001")
      #expect(code.count == 32)
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      #expect(try await terminal.ask(.location(report(second: 0))) == .success)
      let stored = LocationBatch(kind: .backfill, reports: [report(second: 10), report(second: 20)])
      #expect(try await terminal.ask(.batch(stored)) == .success)
      #expect(try await terminal.ask(.heartbeat) == .success)
      let events = try await service.events()
      #expect(events.compactMap(\.position).map(\.coordinate.latitude) == [28.2, 28.2, 28.2])
      let pair = [CameraHeartbeat.State.recording, .noSignal]
      #expect(events.compactMap(\.heartbeat).map(\.state) == pair + pair + pair)
      #expect(service.counters[.stored] == 5)
      try await terminal.close()
    }
  }

  @Test("a batch split over several frames is stored whole and answered once")
  func split() async throws {
    try await withService { service in
      let terminal = try await Unit.connect(service.port)
      let code = try await terminal.register(plate: "湘A00001")
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      let batch = LocationBatch(kind: .backfill, reports: (0..<100).map { report(second: Int64($0)) })
      #expect(batch.body.count > 3 * 1023)
      #expect(try await terminal.ask(.batch(batch)) == .success)
      let events = try await service.events()
      #expect(events.compactMap(\.position).count == 100)
      #expect(Set(events.map(\.at)).count == 101)  // and the plan's
      try await terminal.close()
    }
  }

  @Test("an unknown terminal is refused with result 4, a wrong plate with 2, and both are counted")
  func refusals() async throws {
    try await withService { service in
      let stranger = try await Unit.connect(service.port, number: "13900009999")
      #expect(try await stranger.registration(plate: "湘A00001").resultCode == 4)
      let terminal = try await Unit.connect(service.port)
      #expect(try await terminal.registration(plate: "湘A99999").resultCode == 2)
      #expect(service.counters[.registrationRefused] == 2)
      try await stranger.close()
      try await terminal.close()
    }
  }

  @Test("positions before authentication are refused, and a wrong code does not authenticate")
  func authentication() async throws {
    try await withService { service in
      let terminal = try await Unit.connect(service.port)
      #expect(try await terminal.ask(.location(report(second: 0))) == .failure)
      _ = try await terminal.register(plate: "湘A00001")
      #expect(try await terminal.ask(.authentication(Authentication(code: "0123"))) == .failure)
      #expect(try await terminal.ask(.location(report(second: 0))) == .failure)
      #expect(try await service.events().compactMap(\.position).isEmpty)
      #expect(service.counters[.unauthenticated] == 2)
      #expect(service.counters[.authenticationRefused] == 1)
      try await terminal.close()
    }
  }

  @Test("a second connection of a terminal replaces the first, and that is journaled")
  func replacement() async throws {
    try await withService { service in
      let first = try await Unit.connect(service.port)
      let code = try await first.register(plate: "湘A00001")
      #expect(try await first.ask(.authentication(Authentication(code: code))) == .success)
      let second = try await Unit.connect(service.port)
      #expect(try await second.ask(.authentication(Authentication(code: code))) == .success)
      try await first.waitUntilClosed()
      #expect(try await second.ask(.location(report(second: 0))) == .success)
      #expect(try await service.kinds().contains(.terminalReplaced))
      try await second.close()
    }
  }

  @Test("garbage, wrong checksums and truncated bodies are counted, and the connection lives on")
  func badInput() async throws {
    try await withService { service in
      let terminal = try await Unit.connect(service.port)
      let code = try await terminal.register(plate: "湘A00001")
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      try await terminal.write([UInt8](repeating: 0x41, count: 3 << 20))
      try await terminal.write([0x7E, 0x00, 0x02, 0x00, 0x00, 0x01, 0x23, 0x45, 0x67, 0x89, 0x01, 0x7F, 0xFF, 0x0B, 0x7E])
      #expect(try await terminal.ask(.other(id: 0x0200, body: [1, 2, 3])) == .malformed)
      #expect(try await terminal.ask(.other(id: 0x0704, body: [0, 1, 0, 0, 9, 1])) == .malformed)
      #expect(try await terminal.ask(.other(id: 0x0F0F, body: [])) == .unsupported)
      #expect(try await terminal.ask(.location(report(second: 30))) == .success)
      #expect(service.counters[.droppedBytes] > 2 << 20)
      #expect(service.counters[.malformed] == 2)
      try await terminal.close()
    }
  }

  @Test("a code given before a restart still authenticates after it")
  func restart() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ingest-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var code = ""
    try await withService(folder) { service in
      let terminal = try await Unit.connect(service.port)
      code = try await terminal.register(plate: "湘A00001")
      try await terminal.close()
    }
    try await withService(folder, provisions: false) { service in
      let terminal = try await Unit.connect(service.port)
      #expect(try await terminal.ask(.authentication(Authentication(code: code))) == .success)
      try await terminal.close()
    }
  }
}

extension Event {
  var position: PositionReport? { if case .position(let report) = fact { report } else { nil } }
  var heartbeat: CameraHeartbeat? { if case .recording(let heartbeat) = fact { heartbeat } else { nil } }
}
