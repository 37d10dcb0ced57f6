public import EscortDomain
import NIOPosix
import TrackFiles

/// Plays a convoy to a live service over the real protocols: units over JT/T 808, phones and declarations over HTTP.
public struct ConvoyPlayer: Sendable {
  /// What a service said that a convoy cannot be played over.
  public struct PlayError: Error, Sendable, CustomStringConvertible {
    /// The sentence for people.
    public let description: String
  }

  private let script: ConvoyScript
  private let service: ServiceAddress
  private let clock: PlayClock
  private let threads: NIOThreadPool
  /// What was said so far.
  public let tally = PlayTally()

  /// A player of one script.
  public init(_ script: ConvoyScript, to service: ServiceAddress, clock: PlayClock) {
    self.script = script
    self.service = service
    self.clock = clock
    threads = NIOThreadPool(numberOfThreads: Self.mostRequestsAtOnce)
    threads.start()
  }

  /// Plans the transport at the service, then says everything at its time. Returns when all of it is stored.
  public func play() async throws {
    defer { threads.shutdownGracefully { _ in } }
    let tokens = try await provision()
    let bySource = Dictionary(grouping: script.steps, by: \.source)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (source, steps) in bySource {
        switch source {
        case .dispatcher:
          let courier = courier(token: service.dispatcherToken, path: Courier.feed)
          group.addTask { try await post(steps, by: courier) }
        case .phone(let person):
          let courier = courier(token: try token(tokens, "crew", person.text), path: Courier.telemetry)
          group.addTask { try await post(steps, by: courier) }
        case .unit(let vehicle):
          guard let unit = script.scenario.units.first(where: { $0.vehicle == vehicle }) else { continue }
          let courier = courier(token: try token(tokens, "units", vehicle.text), path: Courier.telemetry)
          group.addTask { try await post(steps, by: courier) }
          group.addTask {
            var terminal = try VehicleUnit(unit, address: service.terminals, clock: clock, tally: tally)
            try await terminal.play(steps)
          }
        }
      }
      try await group.waitForAll()
    }
    try await clock.reach(script.scenario.ends)
  }

  /// The verdicts or transitions the service tells of the transport.
  public func verdicts(transitions: Bool) async throws -> [JSONObject] {
    let threads = NIOThreadPool(numberOfThreads: 1)
    threads.start()
    defer { threads.shutdownGracefully { _ in } }
    let client = HTTPClient(base: service.url, token: service.dispatcherToken, threads: threads)
    let answer = try await client.get(path + (transitions ? "?transitions=1" : ""))
    guard answer.status == 200 else { throw PlayError(description: "GET \(path) was answered \(answer.status)") }
    return try answer.body.split(separator: 0x0A).compactMap { try JSONValue(parsing: $0).object }
  }

  private var path: String {
    let id = script.scenario.transport.id.text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return "/api/v1/transports/\(id.joined())/verdicts"
  }

  private func courier(token: String, path: String) -> Courier {
    Courier(client: HTTPClient(base: service.url, token: token, threads: threads), path: path, clock: clock)
  }

  private func post(_ steps: [ConvoyScript.Step], by courier: Courier) async throws {
    for step in steps {
      guard case .events(let events) = step.utterance else { continue }
      try await clock.reach(step.sent)
      try await courier.bring(events)
      tally.addPost()
    }
  }

  /// Tells the service of the people and the transport, and returns the tokens of its units and crew.
  private func provision() async throws -> JSONObject {
    let client = HTTPClient(base: service.url, token: service.dispatcherToken, threads: threads)
    if try await client.get(path).status == 200 {
      throw PlayError(
        description: """
          the service has transport \(script.scenario.transport.id) already; what was said of it before would mix with what \
          is said now. Play into a fresh data folder.
          """)
    }
    let plan = script.plan.filter { if case .person = $0.fact { true } else { false } }
    let lines = plan + [PlanLines.transportEvent(of: script.scenario, clock: clock.scenario)]
    let answer = try await client.post(Courier.feed + "?tokens=1", body: lines.map { EventWriter.line($0) + "\n" }.joined())
    let text = String(decoding: answer.body.prefix(400), as: UTF8.self)
    guard answer.status == 200, let tokens = try? JSONValue(parsing: answer.body).object?["tokens"]?.object else {
      throw PlayError(description: "the service did not take the plan (\(answer.status)): \(text)")
    }
    return tokens
  }

  private func token(_ tokens: JSONObject, _ kind: String, _ name: String) throws -> String {
    guard let token = tokens[kind]?.object?[name]?.string else {
      throw PlayError(description: "the service gave no token for \(name)")
    }
    return token
  }

  /// A convoy's phones and units rarely speak at the same moment.
  private static let mostRequestsAtOnce = 8
}
