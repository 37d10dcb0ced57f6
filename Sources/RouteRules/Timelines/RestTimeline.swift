import EscortDomain

/// The runs at rest of a vehicle: consecutive slow fixes near the first of them (RULES.md 8.2-13, 8.2-14, 8.3-18).
///
/// Runs are built greedily from the first fix on, so a change may move those behind it; they are built anew until they are again what
/// they were.
struct RestTimeline: Sendable {
  /// A maximal run.
  struct Run: Hashable, Sendable {
    /// Its first fix, which decides the place.
    let anchor: Fix
    /// The last fix's time.
    var last: Instant
    /// The time of the fix that broke it; `nil` while none came later.
    var brokenAt: Instant?
  }

  /// The runs in order.
  private(set) var runs: [Run] = []
  private let policy: Policy

  init(policy: Policy) {
    self.policy = policy
  }

  /// The runs that began after an instant.
  func runs(after instant: Instant) -> ArraySlice<Run> { runs[begun(after: instant)...] }

  private func begun(after instant: Instant) -> Int { runs.firstIndex(onceTrue: { $0.anchor.at > instant }) }

  /// When a run ended: at the fix that broke it when that came soon, else at its last.
  func end(of run: Run) -> Instant {
    guard let brokenAt = run.brokenAt, brokenAt - run.last <= policy.signalLoss else { return run.last }
    return brokenAt
  }

  /// How long a run lasted, so far as fixes show it.
  func length(of run: Run) -> TimeSpan { end(of: run) - run.anchor.at }

  /// Builds the runs of a changed stretch anew.
  ///
  /// - Parameters:
  ///   - change: what changed.
  ///   - following: the unmarked fixes from `change.after` on.
  mutating func replace(_ change: FixTimeline.Change, following: some Sequence<Fix>) {
    var first = change.before.map { begun(after: $0.at) } ?? 0
    var active: Run?
    // The run the last unchanged fix belongs to is gone on with; one that had ended before stays.
    if let before = change.before, first > 0, runs[first - 1].last >= before.at {
      first -= 1
      active = Run(anchor: runs[first].anchor, last: before.at, brokenAt: nil)
    }
    let former = Array(runs[first...])
    runs.removeSubrange(first...)
    var previous = change.before
    for fix in change.between {
      take(fix, after: previous, &active)
      previous = fix
    }
    for fix in following {
      take(fix, after: previous, &active)
      previous = fix
      let next = former.firstIndex { $0.anchor.at > fix.at } ?? former.count
      let known = next > 0 && former[next - 1].last >= fix.at ? former[next - 1] : nil
      guard known?.anchor == active?.anchor else { continue }
      runs += (known.map { [$0] } ?? []) + former[next...]
      return
    }
    if let active { runs.append(active) }
  }

  private mutating func take(_ fix: Fix, after previous: Fix?, _ active: inout Run?) {
    let isSlow = fix.speed(after: previous, within: policy.signalLoss).map { $0 <= policy.restSpeedKilometresPerHour } ?? false
    if var run = active {
      if isSlow, run.anchor.coordinate.distanceMetres(to: fix.coordinate) <= policy.restRadiusMetres {
        run.last = fix.at
        active = run
        return
      }
      run.brokenAt = fix.at
      runs.append(run)
      active = nil
    }
    if isSlow { active = Run(anchor: fix, last: fix.at, brokenAt: nil) }
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
