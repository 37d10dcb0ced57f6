import DispatchConsole
import DispatchDesk
import EscortDomain
import RouteRules
import Foundation
import Hummingbird
import Journal
import Logging
import ServiceLifecycle
import TelemetryIngest
import UnixSignals

/// Puts the service together on one data folder and runs it until it is told to stop.
struct ServiceHost: Sendable {
  typealias LiveDesk = Desk<SQLiteJournal, EntryDecoder>

  /// Why the service could not start, and what to do.
  struct StartError: Error, CustomStringConvertible {
    let description: String
  }

  /// A service that runs.
  struct Running: Sendable {
    /// The console's address.
    let url: String
    /// Where terminals connect.
    let terminals: ListenAddress
    /// The token of the first dispatcher, and the password of the first account, when this start gave them.
    let secrets: FirstSecrets.Given
    let desk: LiveDesk
  }

  /// Where Debian's `libjs-leaflet` puts the map library.
  static let debianLeaflet = "/usr/share/javascript/leaflet"

  let settings: ServiceSettings
  let logger: Logger

  private var data: String { settings.data }
  private var http: ListenAddress { settings.http }
  private var jt808: ListenAddress { settings.jt808 }

  /// Runs until a signal comes; or, when there is something to do with the service, until that is done.
  func run(during work: (@Sendable (Running) async throws -> Void)? = nil) async throws {
    DescriptorLimit.raise(for: settings.limits.mostConnections, logger)
    let journal = try openJournal()
    defer { try? journal.close() }  // what was answered is synced already
    let (snapshots, intake, signIn, desk) = try await begin(on: journal)
    defer { snapshots.end() }
    let secrets = try await FirstSecrets(folder: data).give(intake: intake, signIn: signIn)
    intake.gateway.backfill.hold { desk.isBehind(journal.lastPosition, by: Self.mostBehind) }
    let console = Console(
      desk: desk, signIn: signIn, leafletFolder: settings.leaflet, clock: { WallClock.time }, hasDispatcherToken: intake.isDispatcher)
    if !console.hasMap { logger.warning("no map library; install libjs-leaflet", metadata: ["folder": "\(settings.leaflet)"]) }
    let router = Router()
    intake.addRoutes(to: router)
    console.add(to: router)
    let started = WallClock.time
    let terminals = try await TerminalListeners(settings, intake, logger)
    OperationRoutes(
      intake: intake, journal: journal, started: started, judged: { await desk.judged }, clocks: { await desk.clockConditions() },
      connections: { terminals.connections }, snapshot: { snapshots.position }
    ).add(to: router)
    let result = await Task {
      try await serve(router, desk, intake, snapshots) { port in
        let address = ListenAddress(host: jt808.host, port: terminals.port)
        return Running(url: "http://\(http.host):\(port)", terminals: address, secrets: secrets, desk: desk)
      } during: {
        work
      }
    }.result
    intake.gateway.backfill.close()
    try await terminals.close()
    await snapshots.writeLast(await desk.record)
    try result.get()
  }

  /// Begins where the last run's snapshot stood, or at the journal's beginning; what the snapshot held is the desk's alone then.
  private func begin(
    on journal: SQLiteJournal
  ) async throws -> (Snapshots, IntakeService<SQLiteJournal>, SignIn<SQLiteJournal>, LiveDesk) {
    let (snapshots, start) = await Snapshots.open(folder: data, journal: journal, logger: logger)
    let intake = try await IntakeService(
      journal: journal, startingWith: start.decoder, after: start.position, limits: settings.limits, logger: logger
    ) { WallClock.time }
    let signIn = try await SignIn(journal: journal, kept: start.entries, after: start.position)
    let desk = LiveDesk(
      journal: journal, deriver: EntryDecoder(), takingUp: start.desk, memory: snapshots.memory,
      firstSequence: WallClock.time.microsecondsSince1970 / 1000)
    return (snapshots, intake, signIn, desk)
  }

  private func serve(
    _ router: Router<BasicRequestContext>, _ desk: LiveDesk, _ intake: IntakeService<SQLiteJournal>, _ snapshots: Snapshots,
    running: @escaping @Sendable (Int) -> Running,
    during work: @escaping @Sendable () -> (@Sendable (Running) async throws -> Void)?
  ) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname(http.host, port: http.port), serverName: "escort"),
      onServerRunning: { channel in
        continuation.yield(channel.localAddress?.port ?? 0)
        continuation.finish()
      }, logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [ServiceGroupConfiguration.ServiceConfiguration(service: application)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // A page that takes nothing more is not waited for: the terminals' turn comes after this.
    configuration.maximumGracefulShutdownDuration = .seconds(2)
    let web = ServiceGroup(configuration: configuration)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        do { try await web.run() } catch {
          throw StartError(description: "\(http): cannot listen for HTTP (\(error)); is another program listening there?")
        }
        return true
      }
      group.addTask { try await follow(desk, intake) }
      group.addTask { try await keepTime(desk, intake) }
      group.addTask { try await keepSnapshots(desk, snapshots) }
      group.addTask {
        for await port in ports {
          guard let work = work() else { return false }
          try await work(running(port))
          await web.triggerGracefulShutdown()
          return false
        }
        return false
      }
      // The web server ends by a signal or when the work is done, and then everything else does; so does an error.
      while let isDone = try await group.next(), !isDone {}
      group.cancelAll()
    }
  }

  /// Follows the journal; what cannot be read now is tried again, since reports come in all the same.
  private func follow(_ desk: LiveDesk, _ intake: IntakeService<SQLiteJournal>) async throws -> Bool {
    while true {
      do {
        try await desk.run(
          clock: { WallClock.time },
          pause: {
            intake.gateway.backfill.goOn()
            try await WallClock.wait(Self.pace)
          })
      } catch is CancellationError {
        return false
      } catch {
        logger.error("the desk lost the journal and tries again", metadata: ["error": "\(error)"])
      }
      try await WallClock.wait(.seconds(1))
    }
  }

  /// Writes down where the desk stands, now and then.
  private func keepSnapshots(_ desk: LiveDesk, _ snapshots: Snapshots) async throws -> Bool {
    while true {
      try await WallClock.wait(settings.snapshotInterval)
      await snapshots.write(await desk.record)
    }
  }

  /// How long the desk rests between looks at the journal, so that it is not woken for every commit.
  private static let pace = TimeSpan(microseconds: 5_000)

  /// Stored reports wait while the desk is so many entries behind.
  private static let mostBehind: Int64 = 128

  private func keepTime(_ desk: LiveDesk, _ intake: IntakeService<SQLiteJournal>) async throws -> Bool {
    var count = 0
    while true {
      try await WallClock.wait(TimeSpan(microseconds: 100_000))
      await desk.tick(at: WallClock.time)
      intake.gateway.backfill.goOnByOne()
      count += 1
      guard count % 10 == 0 else { continue }
      await desk.tellTime(at: WallClock.time)
      intake.gateway.commands.expire(at: WallClock.time)
      for request in await desk.takeProofRequests(at: WallClock.time) { await ask(request, intake) }
      for prompt in await desk.takePrompts() where await !remind(prompt, intake) { await desk.promptAgain(prompt) }
    }
  }

  /// Has a unit asked for its list of recordings; what cannot be stored now is asked again at the unit's next connection.
  private func ask(_ request: ProofRequest, _ intake: IntakeService<SQLiteJournal>) async {
    do {
      try await intake.requestRecordings(
        of: request.vehicle, cameras: request.cameras, from: request.interval.from, to: request.interval.to,
        because: request.reason.rawValue)
    } catch {
      logger.warning("no recording list asked for", metadata: ["transport": "\(request.transport)", "error": "\(error)"])
    }
  }

  /// Has a unit tell its crew who is to confirm; false when that could not be stored now.
  private func remind(_ prompt: ConfirmationPrompt, _ intake: IntakeService<SQLiteJournal>) async -> Bool {
    do {
      try await intake.tellCrew(of: prompt.vehicle, Self.promptText(prompt.names), because: "confirmation-due")
      return true
    } catch {
      logger.warning("a crew is not reminded yet", metadata: ["transport": "\(prompt.transport)", "error": "\(error)"])
      return false
    }
  }

  private static func promptText(_ names: [String]) -> String { "请立即确认在岗:\(names.joined(separator: "、"))" }

  private func openJournal() throws -> SQLiteJournal {
    do { return try SQLiteJournal(folder: data) { WallClock.time } } catch {
      throw StartError(description: "\(error)")
    }
  }
}
