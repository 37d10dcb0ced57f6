import EscortDomain

/// The runs of consecutive unmarked fixes that belong together: at rest, above a speed, off the route (RULES.md 8.2-13, 8.2-14, 8.3-17,
/// 8.3-18).
///
/// Runs are built greedily from the first fix on, so a change may move those behind it; they are built anew until they are again what
/// they were.
struct RunTimeline: Sendable {
  /// A maximal run.
  struct Run: Hashable, Sendable {
    /// Its first fix.
    let anchor: Fix
    /// The last fix's time.
    var last: Instant
    /// The time of the fix that broke it; `nil` while none came later.
    var brokenAt: Instant?
    /// Its fixes with their figures, where runs keep those.
    var members = FigureTimeline()
  }

  /// Whether a fix of a speed goes on with the run that began at an anchor, or without one may begin a run.
  typealias Membership = @Sendable (_ fix: Fix, _ speed: Double?, _ anchor: Fix?) -> Bool
  /// A figure of a fix that a verdict needs of every fix of a run.
  typealias Figure = @Sendable (_ fix: Fix) -> Double?

  /// The runs in order.
  private(set) var runs: [Run] = []
  private let longestStep: TimeSpan
  private let belongs: Membership
  private let figure: Figure?

  /// Runs of the fixes that `belongs` says; a speed is reckoned from the way where the step is at most `longestStep`. With a `figure` the
  /// runs keep it of every fix, since the fixes themselves are not kept for ever.
  init(longestStep: TimeSpan, figure: Figure? = nil, belongs: @escaping Membership) {
    self.longestStep = longestStep
    self.figure = figure
    self.belongs = belongs
  }

  /// The runs that began after an instant.
  func runs(after instant: Instant) -> ArraySlice<Run> { runs[begun(after: instant)...] }

  /// The runs that were broken at an instant or later, or not at all.
  func runs(reaching instant: Instant) -> ArraySlice<Run> {
    runs[runs.firstIndex(onceTrue: { $0.brokenAt ?? .distantFuture >= instant })...]
  }

  private func begun(after instant: Instant) -> Int { runs.firstIndex(onceTrue: { $0.anchor.at > instant }) }

  /// When a run ended: at the fix that broke it when that came soon, else at its last.
  func end(of run: Run) -> Instant {
    guard let brokenAt = run.brokenAt, brokenAt - run.last <= longestStep else { return run.last }
    return brokenAt
  }

  /// How long a run lasted, so far as fixes show it.
  func length(of run: Run) -> TimeSpan { end(of: run) - run.anchor.at }

  /// Takes in a fix behind all others.
  mutating func append(_ fix: Fix, after previous: Fix?) {
    let speed = fix.speed(after: previous, within: longestStep)
    if let run = runs.last, run.brokenAt == nil {
      if belongs(fix, speed, run.anchor) {
        runs[runs.count - 1].last = fix.at
        if let figure { runs[runs.count - 1].members.append(figure(fix), at: fix.at) }
        return
      }
      runs[runs.count - 1].brokenAt = fix.at
    }
    guard belongs(fix, speed, nil) else { return }
    var run = Run(anchor: fix, last: fix.at, brokenAt: nil)
    if let figure { run.members.append(figure(fix), at: fix.at) }
    runs.append(run)
  }

  /// Builds the runs of a changed stretch anew.
  ///
  /// - Parameters:
  ///   - change: what changed.
  ///   - following: the unmarked fixes from `change.after` on.
  mutating func replace(_ change: FixTimeline.Change, following: some Sequence<Fix>) {
    var first = change.before.map { begun(after: $0.at) } ?? 0
    var reopened: Run?
    // The run the last unchanged fix belongs to is gone on with; one that had ended before stays.
    if let before = change.before, first > 0, runs[first - 1].last >= before.at {
      first -= 1
      reopened = Run(
        anchor: runs[first].anchor, last: before.at, brokenAt: nil, members: runs[first].members.upTo(before.at))
    }
    let former = Array(runs[first...])
    runs.removeSubrange(first...)
    if let reopened { runs.append(reopened) }
    var previous = change.before
    for fix in change.between {
      append(fix, after: previous)
      previous = fix
    }
    for fix in following {
      append(fix, after: previous)
      previous = fix
      let next = former.firstIndex { $0.anchor.at > fix.at } ?? former.count
      let known = next > 0 && former[next - 1].last >= fix.at ? former[next - 1] : nil
      let active = runs.last.flatMap { $0.brokenAt == nil ? $0 : nil }
      guard known?.anchor == active?.anchor else { continue }
      if let known, let active {
        runs[runs.count - 1] = known
        runs[runs.count - 1].members = active.members.followed(by: known.members)
      }
      runs += former[next...]
      return
    }
  }
}

extension RunTimeline {
  /// Runs at rest: slow fixes near the first of them.
  static func rests(_ policy: Policy) -> RunTimeline {
    let (speed, radius) = (policy.restSpeedKilometresPerHour, policy.restRadiusMetres)
    return RunTimeline(longestStep: policy.signalLoss) { fix, known, anchor in
      guard let known, known <= speed else { return false }
      return anchor.map { $0.coordinate.distanceMetres(to: fix.coordinate) <= radius } ?? true
    }
  }

  /// Runs above the speed limit.
  static func speedings(_ policy: Policy) -> RunTimeline {
    let limit = policy.speedLimitKilometresPerHour
    return RunTimeline(longestStep: policy.signalLoss, figure: \.speedKilometresPerHour) { _, speed, _ in speed.map { $0 > limit } ?? false
    }
  }

  /// Runs outside the corridor.
  static func deviations(_ policy: Policy) -> RunTimeline {
    RunTimeline(longestStep: policy.signalLoss, figure: \.offRouteMetres) { fix, _, _ in fix.offRouteMetres != nil }
  }
}

extension Fix {
  /// The speed in km/h: the reported one, else what the way from the previous fix needs; `nil` when that is too long ago
  /// (RULES.md 8.2-13).
  func speed(after previous: Fix?, within longest: TimeSpan) -> Double? {
    if let speedKilometresPerHour { return speedKilometresPerHour }
    guard let previous, at - previous.at <= longest else { return nil }
    return coordinate.distanceMetres(to: previous.coordinate) / (at - previous.at).seconds * 3.6
  }
}
