import ConvoySimulator
import EscortDomain
import Synchronization

/// What whoever plays wants of a play that runs, and how they are told what they must know.
struct PlayWishes: Sendable {
  /// What was pressed since it was asked last; `nil` where there is no terminal.
  var keys: (@Sendable () -> [PlayControl.Key])?
  /// Whether the play is to end.
  var isInterrupted: @Sendable () -> Bool = { false }
  /// Tells a sentence.
  var say: @Sendable (String) -> Void = Terminal.warn
}

/// One run of a play: to its end, until somebody goes back, or until it is interrupted.
struct PlayTake: Sendable {
  /// Where a take begins: it is quickly at its place, and goes on from there or waits.
  struct Start: Hashable, Sendable {
    var place: TimeSpan
    var isPaused: Bool
  }

  /// How a take ended.
  enum Ending: Hashable, Sendable {
    case finished
    case beginsAgain(Start)
    case interrupted
  }

  /// The control, which players read and keys change.
  private final class Shared: Sendable {
    private let control: Mutex<PlayControl>
    init(_ control: PlayControl) { self.control = Mutex(control) }
    var current: PlayControl { control.withLock(\.self) }
    func change<Value: Sendable>(_ change: (inout PlayControl) -> Value) -> Value { control.withLock { change(&$0) } }
  }

  let convoys: [PlayedConvoy]
  let players: [ConvoyPlayer]
  private let shared: Shared
  private let wishes: PlayWishes
  private let changes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  init(_ convoys: [PlayedConvoy], line: ServiceLine, control: PlayControl, wishes: PlayWishes) {
    let shared = Shared(control)
    self.convoys = convoys
    self.shared = shared
    self.wishes = wishes
    players = convoys.map { convoy in
      let clock = PlayClock(
        scenario: { shared.current.clock(from: convoy.begins, to: convoy.ends) },
        longestWait: wishes.keys == nil ? Self.unwatchedWait : Self.pace, wallTime: { WallClock.time }, wait: WallClock.wait)
      return ConvoyPlayer(convoy, to: line, clock: clock)
    }
  }

  /// Plays it.
  func play() async throws -> Ending {
    defer { Terminal.progress("") }
    return try await withThrowingTaskGroup(of: Ending.self) { group in
      group.addTask {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for (convoy, player) in zip(convoys, players) { group.addTask { try await play(convoy, player) } }
          for try await _ in group {}
        }
        return .finished
      }
      group.addTask { try await attend() }
      group.addTask { try await tellChanges() }
      defer { group.cancelAll() }
      return try await group.next() ?? .finished
    }
  }

  private func play(_ convoy: PlayedConvoy, _ player: ConvoyPlayer) async throws {
    do { try await player.play() } catch {
      guard !Task.isCancelled else { throw error }
      Terminal.progress("")
      Terminal.warn("\(convoy.name): \(error)")
      throw ExitStatus.doesNotHold
    }
  }

  /// Tells how far it is, and does what the keys say, until one of them ends the take.
  private func attend() async throws -> Ending {
    while true {
      let now = WallClock.time
      if wishes.isInterrupted() {
        await standStill()
        return .interrupted
      }
      var actions = (wishes.keys?() ?? []).map { key in shared.change { $0.press(key, at: now) } }
      actions.append(shared.change { $0.look(at: now) })
      if actions.contains(.tellClock) { changes.continuation.yield() }
      for action in actions {
        guard case .beginAgain(let place) = action else { continue }
        let isPaused = shared.current.isPaused(at: now)
        await standStill()
        return .beginsAgain(Start(place: place, isPaused: isPaused))
      }
      Terminal.progress(progressLine(at: now))
      try await WallClock.wait(Self.pace)
    }
  }

  /// Leaves the convoys standing where they are, or nobody would ever say more and their silence would be alerted; gives up soon where
  /// nobody answers.
  private func standStill() async {
    guard shared.change({ $0.end(at: WallClock.time) }) == .tellClock, let reason = await whyNotTold() else { return }
    say("the service does not know that the play has ended and will miss its reports: \(reason)")
  }

  /// Tells the service of the clock whenever it has changed, and again until it knows; keys are answered meanwhile.
  private func tellChanges() async throws -> Ending {
    var isUntold = false
    for await _ in changes.stream {
      let reason = await whyNotTold()
      try Task.checkCancellation()
      guard let reason else {
        if isUntold { say("the service knows of the changed clock now") }
        isUntold = false
        continue
      }
      if !isUntold { say("the service does not know of the changed clock yet: \(reason); it is told again until it does") }
      isUntold = true
      try await WallClock.wait(Self.tellingPause)
      changes.continuation.yield()
    }
    throw CancellationError()
  }

  /// Tells the service of every convoy's clock as it is now, without patience; returns why it does not know one of them.
  private func whyNotTold() async -> String? {
    await withTaskGroup(of: String?.self) { group in
      group.addTask { await tellClocks() }
      // Behind requests that are not answered it may not even be its turn.
      group.addTask {
        try? await WallClock.wait(ConvoyPlayer.longestTelling + .seconds(1))
        return "it does not answer"
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  private func tellClocks() async -> String? {
    await withTaskGroup(of: String?.self) { group in
      for player in players {
        group.addTask {
          do { try await player.tellClock() } catch { return "\(error)" }
          return nil
        }
      }
      return await group.reduce(nil) { $0 ?? $1 }
    }
  }

  private func say(_ words: String) {
    Terminal.progress("")
    wishes.say(words)
  }

  private func progressLine(at now: Instant) -> String {
    let control = shared.current
    let position = control.position(at: now)
    let name = convoys.count == 1 ? convoys[0].name : "\(convoys.count) convoys"
    let time = convoys.first.map { ($0.begins + position).rfc3339Shanghai.dropFirst(11).prefix(8) } ?? ""
    let speed = control.speed(at: now)
    let sign = control.isPaused(at: now) ? "⏸" : "▶"
    let rate = speed == speed.rounded() ? String(Int(speed)) : String(speed)
    let reports = players.reduce(0) { $0 + $1.tally.reports }
    let posts = players.reduce(0) { $0 + $1.tally.posts }
    let bar = ProgressBar.cells(share: position.seconds / max(1, control.length.seconds), width: Self.barColumns)
    return "\(sign) \(name) · \(time) \(bar) \(rate)× · \(reports) reports, \(posts) posts"
  }

  /// Leaves room for a name and counts in eighty columns.
  private static let barColumns = 20
  /// How often keys are read and the bar is drawn; shorter than the notice of a change.
  private static let pace = TimeSpan(microseconds: 100_000)
  private static let tellingPause = TimeSpan.seconds(1)
  /// Without keys nothing changes.
  private static let unwatchedWait = TimeSpan.seconds(3600)
}

extension PlayTake {
  /// A take that begins in a second: until then its plans are told and its units sign in.
  init(_ convoys: [PlayedConvoy], line: ServiceLine, speed: Double, from start: Start, wishes: PlayWishes) throws {
    let wall = WallClock.time + .seconds(1)
    let length = convoys.map(\.length).max() ?? .zero
    let beginning = PlayControl(length: length, speed: speed, startingAt: wall)
    guard let control = beginning?.again(from: start.place, at: wall, wasPaused: start.isPaused) else { throw ExitStatus.usage }
    self.init(convoys, line: line, control: control, wishes: wishes)
  }
}
