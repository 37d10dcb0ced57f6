public import EscortDomain
import TrackFiles

/// Plays a convoy to a live service over the real protocols: units over JT/T 808, phones and declarations over HTTP.
public struct ConvoyPlayer: Sendable {
  /// What a service said that a convoy cannot be played over.
  public struct PlayError: Error, Sendable, CustomStringConvertible {
    /// The sentence for people.
    public let description: String
    /// Whether the service was only busy: asked later it may say something else.
    public let isBusy: Bool
    /// Whether it was the service that refused.
    let isRefusal: Bool

    init(description: String) {
      self.description = description
      isBusy = false
      isRefusal = false
    }

    /// An answer other than hoped for, with what it answers.
    init(_ what: String, _ answer: HTTPClient.Answer) {
      let text = String(decoding: answer.body.prefix(400), as: UTF8.self)
      description = "\(what) \(answer.status)" + (text.isEmpty ? "" : ": \(text)")
      isBusy = answer.isBusy
      isRefusal = answer.status >= 400
    }
  }

  private let convoy: PlayedConvoy
  private let service: ServiceLine
  private let clock: PlayClock
  private let told: ToldPlans
  /// What was said so far.
  public let tally: PlayTally

  /// A player of one convoy; the way to the service stays open when it is done.
  public init(_ convoy: PlayedConvoy, to service: ServiceLine, clock: PlayClock, tally: PlayTally = PlayTally()) {
    self.convoy = convoy
    told = ToldPlans(convoy.plan)
    self.service = service
    self.clock = clock
    self.tally = tally
  }

  /// Plans the transport at the service, then says everything at its time. Returns when all of it is stored and the convoy's time is up.
  public func play() async throws { try await play(with: try await provision()) }

  /// What the service gave units and crews to prove themselves by.
  public struct Tokens: Sendable {
    fileprivate let object: JSONObject
  }

  /// Says everything at its time, the convoy having been planned by ``provision()``.
  public func play(with tokens: Tokens) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (source, steps) in convoy.parts {
        switch convoy.marked(source) {
        case .dispatcher:
          let courier = courier(token: service.address.dispatcherToken, path: Courier.feed)
          group.addTask { try await post(steps, by: courier) }
        case .phone(let person):
          let courier = courier(token: try token(tokens, "crew", person.text), path: Courier.telemetry)
          group.addTask { try await post(steps, by: courier) }
        case .unit(let vehicle):
          let courier = courier(token: try token(tokens, "units", vehicle.text), path: Courier.telemetry)
          group.addTask { try await post(steps, by: courier) }
          guard let unit = convoy.units.first(where: { $0.vehicle == vehicle }) else { continue }
          group.addTask {
            var terminal = try VehicleUnit(unit, service: service, clock: clock, tally: tally)
            try await terminal.play(steps)
          }
        }
      }
      // One that cannot go on ends the others.
      for try await _ in group {}
    }
    try await clock.reach(convoy.ends)
  }

  /// The verdicts or transitions the service tells of the convoy's transports.
  public func verdicts(transitions: Bool) async throws -> [JSONObject] {
    var lines: [JSONObject] = []
    for transport in convoy.transports {
      let path = Self.path(of: transport)
      let answer = try await service.get(path + (transitions ? "?transitions=1" : ""))
      guard answer.status == 200 else { throw PlayError("GET \(path) was answered", answer) }
      lines += try answer.body.split(separator: 0x0A).compactMap { try JSONValue(parsing: $0).object }
    }
    return lines
  }

  /// Tells the service of the policies, people and transports, with the clock as it stands.
  public func provision() async throws -> Tokens {
    if try await service.knows(convoy) {
      throw PlayError(
        description: """
          the service has transport \(convoy.transports.map(\.text).joined(separator: ", ")) already; what was said of it before \
          would mix with what is said now. Play into a fresh data folder.
          """)
    }
    let lines = told.first(by: clock.scenario).map { EventWriter.line($0) + "\n" }
    let answer = try await service.post(Courier.feed + "?tokens=1", body: lines.joined())
    guard answer.status == 200, let tokens = try? JSONValue(parsing: answer.body).object?["tokens"]?.object else {
      throw PlayError("the service did not take the plan and answered", answer)
    }
    return Tokens(object: tokens)
  }

  /// Tells the service that the convoy's clock has changed; once, and within ``longestTelling``.
  ///
  /// - Parameter line: another way to the service than its own, which may be taken up by what is not answered.
  /// - Throws: when the service has not said that it knows.
  public func tellClock(over line: ServiceLine? = nil) async throws {
    let body = told.again(by: clock.scenario).map { EventWriter.line($0) + "\n" }.joined()
    let answer = try await (line ?? service).client.post(
      Courier.feed, token: service.address.dispatcherToken, body: body, within: Self.longestTelling)
    guard (200..<300).contains(answer.status) else {
      throw PlayError("the service answered", answer)
    }
  }

  /// How long an answer to a changed clock is waited for.
  public static let longestTelling = TimeSpan.seconds(2)

  /// Where a service tells what is decided about a transport.
  static func path(of transport: TransportID) -> String {
    let id = transport.text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return "/api/v1/transports/\(id.joined())/verdicts"
  }

  private func courier(token: String, path: String) -> Courier {
    Courier(client: service.client, token: token, path: path, clock: clock, tally: tally)
  }

  private func post(_ steps: [ConvoyScript.Step], by courier: Courier) async throws {
    for step in steps {
      guard case .events(let events) = step.utterance else { continue }
      try await clock.reach(step.sent)
      tally.noteLateness(clock.lateness(of: step.sent))
      try await courier.bring(events.map(convoy.marked))
    }
  }

  private func token(_ tokens: Tokens, _ kind: String, _ name: String) throws -> String {
    guard let token = tokens.object[kind]?.object?[name]?.string else {
      throw PlayError(description: "the service gave no token for \(name)")
    }
    return token
  }
}
