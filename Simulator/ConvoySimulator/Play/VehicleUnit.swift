import EscortDomain
import JT808

/// A simulated vehicle unit on a real connection: it reports, stores what it cannot send, and sends what it stored when it is
/// back (JT/T 808 0x0704 type 1). Where it has nothing to say for long, it says that it is there (0x0002).
struct VehicleUnit {
  private let unit: PlayedConvoy.Unit
  private let number: TerminalNumber
  private let version: Version
  private let service: ServiceLine
  private let clock: PlayClock
  private let tally: PlayTally
  private var link: TerminalLink?
  private var stored: [UnitReport] = []
  /// When it said something last, on the machine's clock.
  private var spoke = Instant.distantPast

  init(_ unit: PlayedConvoy.Unit, service: ServiceLine, clock: PlayClock, tally: PlayTally) throws {
    version = unit.edition == 2019 ? .v2019 : .v2013
    guard let number = TerminalNumber(unit.terminal, version: version) else {
      throw ScenarioError(line: nil, "\(unit.terminal) is no terminal number")
    }
    self.unit = unit
    self.number = number
    self.service = service
    self.clock = clock
    self.tally = tally
  }

  /// Says what its part of a script says; hangs up whatever ends it.
  mutating func play(_ steps: [ConvoyScript.Step]) async throws {
    do { try await say(steps) } catch {
      try? await link?.close()
      throw error
    }
    try? await link?.close()
  }

  private mutating func say(_ steps: [ConvoyScript.Step]) async throws {
    try await signIn()
    for step in steps {
      try await reach(step.sent)
      switch step.utterance {
      case .report(let report): try await send([report], due: step.sent)
      case .backfill(let reports): try await send(reports, due: step.sent)
      case .uplinkLost:
        try? await link?.close()
        link = nil
      case .events: break  // these go over HTTP
      case .recordingList: break  // this is told when the service asks
      }
    }
    if !stored.isEmpty { try await send([], due: nil) }
  }

  /// Waits for a time of the scenario, with a heartbeat whenever it has said nothing for its interval.
  ///
  /// A connection that is found broken is made again with the next report.
  private mutating func reach(_ time: Instant) async throws {
    while try await !clock.reach(time, orWall: spoke + Self.heartbeatInterval) {
      spoke = clock.wallTime()
      guard let link else { continue }
      do {
        try await link.send(.heartbeat)
        tally.noteHeartbeat()
      } catch is TerminalLink.LinkError {
        try? await link.close()
        self.link = nil
        tally.noteRetry()
      }
    }
  }

  /// Sends reports after whatever is stored; stores them when there is no connection.
  ///
  /// - Parameter due: when they are to be sent.
  private mutating func send(_ reports: [UnitReport], due: Instant?) async throws {
    var due = due
    stored += reports
    if stored.count > Self.mostStored { stored.removeFirst(stored.count - Self.mostStored) }
    var attempts = 0
    while let first = stored.first {
      do {
        if link == nil { try await signIn() }
        let batch = Array(stored.prefix(Self.batchReports))
        let message: Message =
          batch.count == 1
          ? .location(first.locationReport)
          : .batch(LocationBatch(kind: .backfill, reports: batch.map(\.locationReport)))
        let way: PlayTally.Way = batch.count == 1 ? .message : .batch
        let began = clock.wallTime()
        if let time = due { tally.noteLateness(clock.lateness(of: time)) }
        due = nil
        tally.note(way)
        try await link?.send(message)
        spoke = clock.wallTime()
        stored.removeFirst(batch.count)
        tally.noteAnswer(way, reports: batch.count, after: clock.wallTime() - began)
      } catch let error as TerminalLink.LinkError {
        if error != .closed { tally.noteRefusal() }
        if case .registrationRefused = error { throw error }
        try? await link?.close()
        link = nil
        try Task.checkCancellation()
        attempts += 1
        tally.noteRetry()
        guard attempts < Self.mostAttempts else { throw error }
        try await clock.wait(Self.pause)
      }
    }
  }

  /// Connects, registers and authenticates; tries again while nobody listens.
  private mutating func signIn() async throws {
    var attempts = 0
    while link == nil {
      do {
        link = try await service.signIns.pass { [service, number, version, unit] in
          try Task.checkCancellation()  // its turn may come when all of it has been ended
          let address = service.address.terminals
          let fresh = try await TerminalLink.connect(
            host: address.host, port: address.port, terminal: number, version: version,
            recordings: { unit.recordings?.list(answering: $0, serial: $1) })
          do { try await fresh.signIn(plate: unit.vehicle.text) } catch {
            try? await fresh.close()
            throw error
          }
          return fresh
        }
        spoke = clock.wallTime()
      } catch {
        if case .registrationRefused? = error as? TerminalLink.LinkError { throw error }
        attempts += 1
        tally.noteRetry()
        guard attempts < Self.mostAttempts else { throw error }
        try await clock.wait(Self.pause)
      }
    }
  }

  /// A unit's store-and-forward memory: a day at ten seconds. Past it the oldest are lost, as in a real one.
  private static let mostStored = 8640
  private static let batchReports = 50
  /// What terminals are set to where nothing else is asked (JT/T 808 parameter 0x0001), a fifth of what services bear in silence.
  private static let heartbeatInterval = TimeSpan.seconds(60)
  private static let mostAttempts = 120
  private static let pause = TimeSpan(microseconds: 250_000)
}
