import ArgumentParser
import DispatchConsole
import DispatchDesk
import EscortDomain
import Foundation
import Hummingbird
import Journal
import Logging
import TelemetryIngest

/// `escort serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the service: terminals over JT/T 808, telemetry over HTTP, one durable journal.",
    discussion: """
      The first start writes the first dispatcher's token to DIR/dispatcher.token, readable by its owner alone.

      Example:
        escort serve --data /var/lib/escort --http 127.0.0.1:8080 --jt808 0.0.0.0:7808
      """)

  @Option(help: "The folder of the journal.")
  var data = "escort-data"

  @Option(help: "Where to listen for HTTP.")
  var http = ListenAddress(host: "127.0.0.1", port: 8080)

  @Option(help: "Where to listen for JT/T 808 terminals.")
  var jt808 = ListenAddress(host: "127.0.0.1", port: 7808)

  func run() async throws {
    let logger = Logger(label: "escort")
    let journal = try SQLiteJournal(folder: data) { WallClock.time }
    let intake = try await IntakeService(journal: journal)
    if let token = try await intake.firstDispatcherToken() { try write(token) }
    let terminals = try await intake.listen(host: jt808.host, port: jt808.port)
    logger.info("listening for terminals", metadata: ["host": "\(jt808.host)", "port": "\(terminals.port)"])
    let router = Router()
    intake.addRoutes(to: router)
    let judge = LiveJudge(journal: journal, deriver: EntryDecoder())
    VerdictRoutes(judge: judge, now: { WallClock.time }, mayRead: intake.isDispatcher).add(to: router)
    let judging = Task { try await judge.run() }
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname(http.host, port: http.port)),
      onServerRunning: { channel in
        logger.info("listening for HTTP", metadata: ["address": "\(channel.localAddress?.description ?? "")"])
      }, logger: logger)
    try await application.runService()
    judging.cancel()
    try await terminals.close()
    try journal.close()
  }

  private func write(_ token: String) throws {
    let path = "\(data)/dispatcher.token"
    let made = FileManager.default.createFile(
      atPath: path, contents: Data((token + "\n").utf8), attributes: [.posixPermissions: 0o600])
    guard made else { throw ValidationError("\(path) cannot be written; check the folder and its rights.") }
  }
}
