import ConvoySimulator
import DispatchConsole
import DispatchDesk
import EscortDomain
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Logging
import RouteRules
import Synchronization
import TelemetryIngest

@testable import escort

/// A clock that goes on when it is told to, for a service and what is played to it: nothing between them takes time.
final class SteppedClock: Sendable {
  private let state: Mutex<Instant>

  init(_ time: Instant) { state = Mutex(time) }

  var time: Instant { state.withLock(\.self) }

  /// Waits a moment, however long it is asked to: who waits for a time looks again whether it has come.
  func wait(_ span: TimeSpan) async throws { try await WallClock.wait(TimeSpan(microseconds: 500)) }

  /// Goes on; never back.
  func advance(to time: Instant) { state.withLock { $0 = max($0, time) } }
}

/// The service on real sockets as ``ServiceHost`` puts it together, by a clock that is handed in.
struct AssembledService: Sendable {
  let address: ServiceAddress
  private let desk: ServiceHost.LiveDesk

  /// Runs one on a folder of its own, for as long as there is something to do with it.
  ///
  /// - Parameters:
  ///   - refusals: what it answers the first requests with that tell it a plan.
  ///   - isSilent: whether it leaves requests over HTTP unanswered now.
  static func run(
    by time: @escaping @Sendable () -> Instant, refusals: [HTTPResponse.Status] = [],
    isSilent: @escaping @Sendable () -> Bool = { false },
    _ work: @escaping @Sendable (AssembledService) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "stepped-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let journal = try SQLiteJournal(folder: folder, clock: time)
    defer { try? journal.close() }
    let intake = try await IntakeService(journal: journal, logger: logger, clock: time)
    let memory = EngineMemory(archive: BlockFile(scratchIn: URL(filePath: folder)), foretells: true)
    let desk = ServiceHost.LiveDesk(journal: journal, deriver: EntryDecoder(), memory: memory, firstSequence: 1)
    let console = Console(
      desk: desk, signIn: try await SignIn(journal: journal), leafletFolder: folder, clock: time,
      hasDispatcherToken: intake.isDispatcher)
    let router = Router()
    router.add(middleware: Reluctance(refusals, isSilent))
    intake.addRoutes(to: router)
    console.add(to: router)
    let token = try await intake.firstDispatcherToken() ?? ""
    let terminals = try await intake.listen(host: "127.0.0.1", port: 0)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    let running = Task { try await application.run() }
    let following = Task { try await desk.run(clock: time, pause: { try await WallClock.wait(pace) }) }
    var failure: (any Error)?
    do {
      for await port in ports {
        let address = ServiceAddress(
          url: "http://127.0.0.1:\(port)", terminals: ServiceAddress.Socket(host: "127.0.0.1", port: terminals.port),
          dispatcherToken: token)
        try await work(AssembledService(address: address, desk: desk))
        break
      }
    } catch { failure = error }
    running.cancel()
    following.cancel()
    _ = await (running.result, following.result)
    try await terminals.close()
    if let failure { throw failure }
  }

  /// Has what is due by then be told.
  func tick(at time: Instant) async { await desk.tick(at: time) }

  /// Returns once something has come about, looking again and again.
  static func look(_ hasCome: () async throws -> Bool) async throws {
    while try await !hasCome() { try await WallClock.wait(TimeSpan(microseconds: 500)) }
  }

  /// How long the desk rests between looks at the journal.
  private static let pace = TimeSpan(microseconds: 1000)
}

/// A service that is busy when it is first told plans, and at times says nothing.
private final class Reluctance: RouterMiddleware {
  typealias Context = BasicRequestContext

  private let refusals: Mutex<[HTTPResponse.Status]>

  private let isSilent: @Sendable () -> Bool

  init(_ refusals: [HTTPResponse.Status], _ isSilent: @escaping @Sendable () -> Bool) {
    self.refusals = Mutex(refusals.reversed())
    self.isSilent = isSilent
  }

  func handle(
    _ request: Request, context: BasicRequestContext, next: (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    try await AssembledService.look { !isSilent() }
    let isPlan = request.method == .post && request.uri.query?.contains("tokens") == true
    if isPlan, let status = refusals.withLock({ $0.popLast() }) { return Response(status: status) }
    return try await next(request, context)
  }
}
