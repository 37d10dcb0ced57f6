import EscortDomain
import Foundation
import Foundation
import Hummingbird
import Journal
import NIOCore
import NIOPosix
import TelemetryIngest

/// Intake's routes on a real port, and a client that speaks plain HTTP to it.
struct WebServer {
  let journal: SQLiteJournal
  let dispatcher: String
  private let port: Int
  private let running: Task<Void, any Error>

  struct Answer {
    let status: Int
    let body: String
  }

  static func start(_ folder: String) async throws -> WebServer {
    let journal = try SQLiteJournal(folder: folder) { Instant(microsecondsSince1970: 1_704_934_800_000_000) }
    let intake = try await IntakeService(journal: journal) { Instant(microsecondsSince1970: 1_704_934_800_000_000) }
    let token = try await intake.firstDispatcherToken() ?? ""
    let router = Router()
    intake.addRoutes(to: router)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) })
    let running = Task { try await application.run() }
    var iterator = ports.makeAsyncIterator()
    return WebServer(journal: journal, dispatcher: token, port: await iterator.next() ?? 0, running: running)
  }

  func stop() async throws {
    running.cancel()
    _ = await running.result
    try journal.close()
  }

  /// What the journal's entries tell.
  func events() async throws -> [Event] {
    var decoder = EntryDecoder()
    return try await journal.read(after: 0, limit: 1000).flatMap { decoder.events(of: $0) }
  }

  /// Provisions one transport and returns the tokens of its unit and its crew member.
  func provision() async throws -> (unit: String, crew: String) {
    let plan = Service.plan.replacing("\"crew\":[]", with: #""crew":[{"person":"E1","role":"escort"}]"#)
    let answer = try await post("/api/v1/feed?tokens=1", plan, dispatcher)
    let tokens = try JSONValue(parsing: answer.body).object?["tokens"]?.object
    return (
      tokens?["units"]?.object?["湘A00001"]?.string ?? "", tokens?["crew"]?.object?["E1"]?.string ?? ""
    )
  }

  func post(_ path: String, _ body: String, _ token: String?) async throws -> Answer {
    try await request("POST", path, body, token)
  }

  func request(
    _ method: String, _ path: String, _ body: String, _ token: String?, length: Int? = nil, header: String? = nil
  ) async throws -> Answer {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    text += "Content-Length: \(length ?? body.utf8.count)\r\n"
    if let header { text += header + "\r\n" }
    if let token { text += "Authorization: Bearer \(token)\r\n" }
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let sent = ByteBuffer(string: text + "\r\n" + body)
    let received = try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(sent)
      var received = ByteBuffer()
      for try await piece in inbound {
        received.writeImmutableBuffer(piece)
        if length != nil { break }  // the rest of a body that was announced too long is never sent
      }
      return received
    }
    let answer = String(buffer: received)
    let status = answer.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    let start = answer.range(of: "\r\n\r\n")?.upperBound ?? answer.endIndex
    return Answer(status: status, body: String(answer[start...]))
  }
}

/// Runs intake's routes on a folder of their own.
func withServer(_ body: (WebServer) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "web-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let server = try await WebServer.start(folder)
  do { try await body(server) } catch {
    try await server.stop()
    throw error
  }
  try await server.stop()
}
