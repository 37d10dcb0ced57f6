public import EscortDomain

/// Plays many convoys at once to one service over real sockets, and tells what became of each.
///
/// Each begins as soon as the service has taken its plan, and then waits its share of a report interval, so that reports do not come in
/// beats. A unit has one message under way at a time; plans, questions and sign-ins take turns.
public struct LoadPlay: Sendable {
  /// What became of all of it.
  public struct Outcome: Sendable {
    /// What broke a convoy off, by the convoy's name.
    public var failures: [(convoy: String, reason: String)] = []
    /// How many were not at their ends, or had not begun, when all of it was ended.
    public var ended = 0
    /// How verdicts differed from what was expected, as sentences.
    public var differences: [String] = []
    /// How many convoys' verdicts were compared.
    public var compared = 0
    /// How many of these were as expected.
    public var asExpected = 0
    /// How long it took until the last plan was taken.
    public var planning = TimeSpan.zero
    /// How long everything took.
    public var whole = TimeSpan.zero
  }

  /// What became of the convoys that were under way when all of it was ended.
  public struct Ending: Hashable, Sendable {
    /// How many the service knows to stand.
    public var standing = 0
    /// How many were left of which it does not know that.
    public var untold = 0
    /// Why not, of one of these.
    public var reason = ""
  }

  private enum Finding: Sendable {
    case broken(String, String)
    case compared([String])
    case played
    case ended
  }

  /// What was said so far.
  public let tally = PlayTally()
  private let convoys: [PlayedConvoy]
  private let line: ServiceLine
  private let plans = Turnstile(requestsAtOnce)
  private let underway = UnderwayConvoys()
  private let speed: Double
  private let compares: Bool
  private let wallTime: @Sendable () -> Instant
  private let wait: @Sendable (TimeSpan) async throws -> Void

  /// Convoys to be played to a service.
  ///
  /// - Parameters:
  ///   - compares: whether to ask for the verdicts at the end and compare them with what is expected.
  ///   - wallTime: the machine's clock.
  ///   - wait: waits so long on it.
  public init(
    _ convoys: [PlayedConvoy], to service: ServiceAddress, speed: Double, compares: Bool, wallTime: @escaping @Sendable () -> Instant,
    wait: @escaping @Sendable (TimeSpan) async throws -> Void
  ) {
    self.convoys = convoys
    line = ServiceLine(service, requestsAtOnce: Self.requestsAtOnce)
    self.speed = speed
    self.compares = compares
    self.wallTime = wallTime
    self.wait = wait
  }

  /// Plays all of them to their ends; to be called once. One that breaks off leaves the others be.
  public func run() async -> Outcome {
    defer { line.close() }
    let began = wallTime()
    var outcome = Outcome()
    await withTaskGroup(of: (finding: Finding, planned: Instant?).self) { group in
      for (index, convoy) in convoys.enumerated() { group.addTask { await play(convoy, numbered: index) } }
      for await (finding, planned) in group {
        if let planned { outcome.planning = max(outcome.planning, planned - began) }
        switch finding {
        case .broken(let name, let reason): outcome.failures.append((name, reason))
        case .compared(let differences):
          outcome.compared += 1
          if differences.isEmpty { outcome.asExpected += 1 }
          outcome.differences += differences
        case .ended: outcome.ended += 1
        case .played: break
        }
      }
    }
    outcome.whole = wallTime() - began
    return outcome
  }

  /// Ends all of it before its end: every convoy is left standing where it is, or nobody would ever say more of it and its silence would be
  /// alerted. To be called while it runs; then the task that runs it is cancelled.
  public func end() async -> Ending {
    let ownLine = ServiceLine(line.address, requestsAtOnce: Self.requestsAtOnce)
    defer { ownLine.close() }
    return await underway.end(at: wallTime() + PlayControl.notice, over: ownLine, most: Self.requestsAtOnce)
  }

  private func play(_ convoy: PlayedConvoy, numbered number: Int) async -> (Finding, Instant?) {
    var planned: Instant?
    defer { if !underway.areEnded { underway.finish(number) } }
    do {
      let share = Double(number) / Double(convoys.count)
      let (player, tokens) = try await patiently(share) { try await plan(convoy, numbered: number, share) }
      planned = wallTime()
      try await player.play(with: tokens)
      guard compares, let expected = convoy.expectation?.verdicts else { return (.played, planned) }
      let verdicts = try await patiently(share) { try await player.verdicts(transitions: false) }
      let differences = Expectation.differences(expected: expected, actual: verdicts, what: "verdict")
      return (.compared(differences.map { "\(convoy.name): \($0)" }), planned)
    } catch {
      if underway.areEnded { return (.ended, planned) }
      return (.broken(convoy.name, "\(error)"), planned)
    }
  }

  /// Tells the service of a convoy that begins soon; each time it is told, the clock begins anew.
  private func plan(_ convoy: PlayedConvoy, numbered number: Int, _ share: Double) async throws -> (ConvoyPlayer, ConvoyPlayer.Tokens) {
    let start = wallTime() + Self.headStart + Self.interval.scaled(by: share / speed)
    guard let clock = ScenarioClock.beginning(wall: start, scenario: convoy.begins, speed: speed) else {
      throw ScenarioError(line: nil, "\(speed) is no speed to play at")
    }
    let stoppable = StoppableClock(clock.standing(at: convoy.ends))
    let played = PlayClock(scenario: { stoppable.current }, longestWait: PlayClock.longestUnchanged, wallTime: wallTime, wait: wait)
    let player = ConvoyPlayer(convoy, to: line, clock: played, tally: tally)
    try underway.begin(number, player, stoppable)
    do { return (player, try await player.provision()) } catch {
      if !underway.areEnded { underway.finish(number) }
      throw error
    }
  }

  /// Asks when it is its turn, and again later while the service is busy, a bounded number of times.
  ///
  /// - Parameter share: spreads those that were refused together.
  private func patiently<Value: Sendable>(_ share: Double, _ ask: @Sendable () async throws -> Value) async throws -> Value {
    var pause = Self.shortestPause.scaled(by: 1 + share)
    var attempts = 1
    while true {
      do { return try await plans.pass(ask) } catch let error as ConvoyPlayer.PlayError {
        if error.isRefusal { tally.noteRefusal() }
        guard error.isBusy, attempts < Self.mostAttempts, !underway.areEnded else { throw error }
      }
      attempts += 1
      tally.noteRetry()
      try await wait(pause)
      pause = min(pause + pause, Self.longestPause)
    }
  }

  /// What services ask for that are busy, and how long it is asked at most: a minute.
  private static let shortestPause = TimeSpan.seconds(1)
  private static let longestPause = TimeSpan.seconds(8)
  private static let mostAttempts = 8
  /// Requests under way at once: what waits for the journal together is stored together, and a service has more to do than this.
  private static let requestsAtOnce = 32
  /// A plan is taken, and its units sign in, within this.
  private static let headStart = TimeSpan.seconds(1)
  /// What scenarios' units report by.
  private static let interval = TimeSpan.seconds(10)
}
