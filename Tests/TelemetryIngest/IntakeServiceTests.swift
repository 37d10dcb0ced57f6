import EscortDomain
import Foundation
import Journal
import Testing

@testable import TelemetryIngest

@Suite("What the service has units do of its own accord")
struct IntakeServiceTests {
  /// Intake on a folder of its own that knows one vehicle with a terminal.
  private func withIntake(_ body: (IntakeService<SQLiteJournal>) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "intake-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let clock: @Sendable () -> Instant = { Instant(microsecondsSince1970: 1_704_934_800_000_000) }
    let journal = try SQLiteJournal(folder: folder, clock: clock)
    _ = try await journal.append(EntryDraft(kind: .feedLine, origin: "test", bytes: Array(Service.plan.utf8)))
    try await body(try await IntakeService(journal: journal, clock: clock))
    try journal.close()
  }

  @Test("a crew is told over its vehicle's unit, urgently and for as long as it helps; a vehicle without one is passed over")
  func tellCrew() async throws {
    try await withIntake { intake in
      try await intake.tellCrew(of: VehicleID("湘A00001"), "请确认", because: "confirmation-due")
      try await intake.tellCrew(of: VehicleID("湘A99999"), "请确认", because: "confirmation-due")
      let commands = intake.gateway.commands.commands(of: "13800000001")
      #expect(commands.map(\.content) == [.text("请确认", isUrgent: true)])
      #expect(commands.first?.by == "service:confirmation-due")
      #expect(commands.first?.expires == Instant(microsecondsSince1970: 1_704_935_100_000_000))
      #expect(intake.gateway.commands.openCount == 1)
    }
  }

  @Test("recordings are asked for camera by camera, and not again while a camera is being asked about")
  func recordings() async throws {
    try await withIntake { intake in
      let from = Instant(microsecondsSince1970: 1_704_934_800_000_000)
      for _ in 0..<2 {
        try await intake.requestRecordings(
          of: VehicleID("湘A00001"), cameras: [1, 2], from: from, to: from + .seconds(60), because: "arrived")
      }
      let asked = intake.gateway.commands.commands(of: "13800000001").map(\.content).map { content -> UInt8? in
        if case .recordings(let camera, _, _) = content { camera } else { nil }
      }
      #expect(asked == [2, 1])
      try await intake.requestRecordings(
        of: VehicleID("湘A00001"), cameras: [1], from: from, to: from + .seconds(90), because: "reconnected")
      #expect(intake.gateway.commands.openCount == 3, "a longer stretch is asked for though a shorter one is under way")
    }
  }
}
