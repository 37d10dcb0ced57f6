import EscortDomain
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Figures
import NIOCore
import TelemetryIngest

/// What those who run the service look at: `GET /metrics`, `/health/live` and `/health/ready`. They hold figures, nothing of a transport.
struct OperationRoutes: Sendable {
  let intake: IntakeService<SQLiteJournal>
  let journal: SQLiteJournal
  let started: Instant
  /// The position up to which the desk has judged; `nil` while it takes in what the journal held.
  let judged: @Sendable () async -> Int64?
  /// How many terminals have a clock of each condition.
  let clocks: @Sendable () async -> [DeviceClock.Condition: Int]
  let connections: @Sendable () -> [(over: String, count: Int)]
  /// The position up to which the last snapshot goes; 0 when there is none.
  let snapshot: @Sendable () -> Int64

  func add(to router: Router<some RequestContext>) {
    router.get("metrics") { _, _ in Self.answer(.ok, await figures(), "text/plain; version=0.0.4; charset=utf-8") }
    router.get("health/live") { _, _ in Self.answer(.ok, "live\n", "text/plain; charset=utf-8") }
    router.get("health/ready") { _, _ in
      if let reason = await whyNotReady() { return Self.answer(.serviceUnavailable, reason + "\n", "text/plain; charset=utf-8") }
      return Self.answer(.ok, "ready\n", "text/plain; charset=utf-8")
    }
  }

  /// What keeps the service from its work; `nil` when nothing does.
  private func whyNotReady() async -> String? {
    guard let judged = await judged() else { return "the desk is taking in what the journal holds" }
    if journal.backlogBytes > intake.gateway.limits.mostBacklogBytes { return "the journal is behind" }
    if journal.lastPosition - judged > Self.greatestLag { return "the desk is behind the journal" }
    return nil
  }

  private func figures() async -> String {
    var text = MetricsText()
    intake.counters.write(to: &text)
    text.gauge(
      "escort_terminal_connections", "Terminals connected now, by what they come over.",
      connections().map { ([("over", $0.over)], Double($0.count)) })
    text.gauge("escort_commands_open", "Commands waiting or under way.", Double(intake.gateway.commands.openCount))
    text.gauge("escort_backfill_waiting", "Batches of stored reports that wait for their turn.", Double(intake.gateway.backfill.waiting))
    text.gauge("escort_journal_backlog_bytes", "Bytes that wait to be stored.", Double(journal.backlogBytes))
    text.counter("escort_journal_entries_total", "Entries stored.", [([], Int(journal.lastPosition))])
    text.histogram("escort_journal_commit_seconds", "How long commits take, the sync in it.", journal.commits.figures)
    text.histogram(
      "escort_journal_checkpoint_seconds", "How long the log's moves into the file take; nothing is stored meanwhile.",
      journal.checkpoints.figures)
    let judged = await judged() ?? 0
    text.gauge("escort_snapshot_position", "The last entry that the last snapshot covers.", Double(snapshot()))
    text.gauge("escort_desk_lag_entries", "Entries stored and not yet judged.", Double(max(0, journal.lastPosition - judged)))
    let clocks = await clocks()
    text.gauge(
      "escort_terminal_clocks", "Terminals by how their clocks stand to the service's.",
      DeviceClock.Condition.allCases.map { ([("condition", $0.rawValue)], Double(clocks[$0] ?? 0)) })
    text.gauge("process_resident_memory_bytes", "Resident memory.", Double(Self.residentBytes))
    text.gauge("process_open_fds", "Open descriptors.", Double(Self.openDescriptors))
    text.gauge("process_start_time_seconds", "When the service started, since 1970.", Double(started.microsecondsSince1970) / 1_000_000)
    return text.text
  }

  /// The resident memory as the kernel tells it; 0 where it does not.
  private static var residentBytes: Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  private static var openDescriptors: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
  }

  /// The desk counts as behind past so many entries.
  private static let greatestLag: Int64 = 10_000

  private static func answer(_ status: HTTPResponse.Status, _ text: String, _ type: String) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
