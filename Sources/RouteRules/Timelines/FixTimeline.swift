import EscortDomain

/// A vehicle's fixes in device-time order, each marked where it is implausible (RULES.md 8.3-15).
///
/// Inserting a fix re-marks only its neighbourhood and returns the stretch between the nearest unaffected unmarked
/// fixes, so that what is derived from consecutive fixes can be mended there and nowhere else.
struct FixTimeline: Sendable {
  /// The fixes that are held, one an instant, in order.
  private(set) var fixes: [Fix] = []
  /// The way of those before them, and the last unmarked one of them.
  private(set) var trail = ThinTrail()
  private(set) var lastDropped: Fix?
  /// When the frozen run began that the first fix held is in the midst of; `nil` when it is in none.
  private var cutRunFirst: Instant?
  /// Where they are implausible.
  private(set) var marks = ImplausibleMarks()
  /// The first and the last unmarked fix; kept, since they are asked for at every judgement and a stuck receiver may mark very many.
  private(set) var firstUnmarked: Fix?
  private(set) var lastUnmarked: Fix?
  private let limits: Limits

  /// What makes a fix implausible.
  private struct Limits {
    let speedKilometresPerHour: Double
    let distanceMetres: Double
    let frozenFixes: Int
    let frozenFor: TimeSpan
    let frozenSpeedKilometresPerHour: Double
    /// Whether a run of one fix is frozen already.
    var marksSingleFixes: Bool { frozenFixes <= 1 && frozenFor <= .zero }
  }

  init(policy: Policy) {
    limits = Limits(
      speedKilometresPerHour: policy.implausibleSpeedKilometresPerHour, distanceMetres: policy.implausibleDistanceMetres,
      frozenFixes: policy.frozenFixes, frozenFor: policy.frozenFor, frozenSpeedKilometresPerHour: policy.frozenSpeedKilometresPerHour)
  }

  /// What putting a fix in changed.
  enum Effect {
    /// Nothing.
    case none
    /// A frozen run, which had ended at an instant, lasts longer.
    case stillFrozen(since: Instant)
    /// An unmarked fix came behind all others; the last unmarked one before it, when there is one.
    case appended(Fix, after: Fix?)
    /// The unmarked fixes of a stretch changed.
    case replaced(Change)
  }

  /// A stretch of the time line whose unmarked fixes changed.
  struct Change {
    /// The last unmarked fix before the change, when there is one.
    var before: Fix?
    /// The unmarked fixes that now stand between `before` and `after`.
    var between: [Fix]
    /// The first unmarked fix after the change, when there is one.
    var after: Fix?
  }

  /// Puts a fix in its place.
  mutating func insert(_ fix: Fix) -> Effect {
    guard let last = fixes.last else {
      fixes.append(fix)
      if limits.marksSingleFixes { return .replaced(markAnew(around: 0)) }
      (firstUnmarked, lastUnmarked) = (fix, fix)
      return .appended(fix, after: nil)
    }
    if last.at < fix.at {
      if last.isUnmarked, !limits.marksSingleFixes, isPlainStep(from: last, to: fix) {
        fixes.append(fix)
        lastUnmarked = fix
        return .appended(fix, after: last)
      }
      fixes.append(fix)
      if continuesFrozenRun(at: fixes.count - 1) {
        fixes[fixes.count - 1].mark = .frozen
        marks.extendLastRun(to: fix.at)
        return .stillFrozen(since: last.at)
      }
      return .replaced(markAnew(around: fixes.count - 1))
    }
    let index = index(ofFirstAtOrAfter: fix.at)
    if fixes[index].at == fix.at {
      guard fix.stands(before: fixes[index]) else { return .none }
      fixes[index] = fix
    } else {
      fixes.insert(fix, at: index)
    }
    return .replaced(markAnew(around: index))
  }

  /// Marks the neighbourhood of a changed fix anew.
  private mutating func markAnew(around index: Int) -> Change {
    let neighbours = max(0, index - 1)...min(fixes.count - 1, index + 1)
    for neighbour in neighbours {
      let isJump = isJump(neighbour)
      fixes[neighbour].mark = isJump ? .jump : unjumped(fixes[neighbour].mark)
      marks.setJump(isJump, at: fixes[neighbour].at)
    }
    let affected = stretchOfFrozenRuns(around: neighbours)
    markFrozenRuns(in: affected)
    if !hasTrimmedUnmarked { firstUnmarked = fixes.first(where: \.isUnmarked) }
    lastUnmarked = fixes.last(where: \.isUnmarked) ?? lastDropped
    return change(in: affected)
  }

  /// Whether a fix put behind an unmarked last one marks neither: it is within reach, and not the same place again of one that claims to
  /// move.
  private func isPlainStep(from last: Fix, to fix: Fix) -> Bool {
    !isOutOfReach(last, fix) && !(claimsToMove(fix) && last.coordinate == fix.coordinate)
  }

  /// Whether two fixes at one place may be of a frozen run.
  func mayFreeze(_ one: Fix, _ next: Fix) -> Bool { claimsToMove(one) && claimsToMove(next) }

  /// Whether fixes at one place that claim to move are enough to be frozen.
  func isFrozen(count: Int, from first: Fix, to last: Fix) -> Bool {
    count >= limits.frozenFixes && last.at - first.at >= limits.frozenFor
  }

  /// Lets go of so many fixes at the start and returns them; their way is kept thinned.
  mutating func drop(_ count: Int) -> ArraySlice<Fix> {
    guard count > 0 else { return [] }
    let dropped = fixes[..<count]
    for fix in dropped where fix.isUnmarked {
      trail.append(fix)
      lastDropped = fix
    }
    let first = fixes[count].at
    cutRunFirst = marks.frozenRuns(reaching: first).first.flatMap { $0.first < first ? $0.first : nil }
    fixes = fixes.holding(from: count)
    return dropped
  }

  /// The index of the first fix not before an instant.
  func index(ofFirstAtOrAfter instant: Instant) -> Int { fixes.firstIndex(onceTrue: { $0.at >= instant }) }

  /// The unmarked fixes from one of them on; none without one.
  func unmarked(from fix: Fix?) -> some Sequence<Fix> {
    fixes[(fix.map { index(ofFirstAtOrAfter: $0.at) } ?? fixes.count)...].lazy.filter(\.isUnmarked)
  }

  private func unjumped(_ mark: Fix.Mark?) -> Fix.Mark? { mark == .jump ? nil : mark }

  /// Whether a fix put at the end only lengthens a run that is frozen already: the long silence of a stuck receiver
  /// must not cost more the longer it lasts.
  private func continuesFrozenRun(at index: Int) -> Bool {
    guard index == fixes.count - 1, index > 0, fixes[index - 1].mark == .frozen else { return false }
    return claimsToMove(fixes[index]) && fixes[index].coordinate == fixes[index - 1].coordinate
  }

  private func isJump(_ index: Int) -> Bool {
    guard index > 0, index < fixes.count - 1 else { return false }
    return isOutOfReach(fixes[index], fixes[index - 1]) && isOutOfReach(fixes[index], fixes[index + 1])
  }

  private func isOutOfReach(_ one: Fix, _ other: Fix) -> Bool {
    guard one.coordinate.isBeyond(limits.distanceMetres, from: other.coordinate) else { return false }
    let metres = one.coordinate.distanceMetres(to: other.coordinate)
    let seconds = abs((one.at - other.at).seconds)
    return metres / seconds * 3.6 > limits.speedKilometresPerHour
  }

  private func claimsToMove(_ fix: Fix) -> Bool {
    (fix.speedKilometresPerHour ?? 0) > limits.frozenSpeedKilometresPerHour
  }

  /// The indices whose frozen runs can have changed: whole runs on either side of the re-marked neighbours.
  private func stretchOfFrozenRuns(around neighbours: ClosedRange<Int>) -> ClosedRange<Int> {
    let low = runEnd(from: neighbours.lowerBound - 1, step: -1) ?? neighbours.lowerBound
    let high = runEnd(from: neighbours.upperBound + 1, step: 1) ?? neighbours.upperBound
    return low...high
  }

  /// The far end of the run of equal moving fixes (jumps left out) that begins at the first fix in a direction.
  private func runEnd(from start: Int, step: Int) -> Int? {
    var end: Int?
    var run: Fix?
    var index = start
    while fixes.indices.contains(index) {
      let fix = fixes[index]
      if fix.mark != .jump {
        guard claimsToMove(fix), run == nil || run?.coordinate == fix.coordinate else { return end ?? index }
        run = fix
      }
      end = index
      index += step
    }
    return end
  }

  private mutating func markFrozenRuns(in stretch: ClosedRange<Int>) {
    var run: [Int] = []
    var frozen: [ImplausibleMarks.FrozenRun] = []
    for index in stretch where fixes[index].mark != .jump {
      let fix = fixes[index]
      if let last = run.last, !(claimsToMove(fix) && fixes[last].coordinate == fix.coordinate) {
        close(&run, &frozen)
      }
      if claimsToMove(fix) { run.append(index) } else { fixes[index].mark = nil }
    }
    close(&run, &frozen)
    marks.replaceFrozenRuns(from: fixes[stretch.lowerBound].at, to: fixes[stretch.upperBound].at, with: frozen)
  }

  private mutating func close(_ run: inout [Int], _ frozen: inout [ImplausibleMarks.FrozenRun]) {
    if let first = run.first, let last = run.last {
      let isFrozen = isFrozen(count: run.count, from: fixes[first], to: fixes[last])
      let began = first == 0 ? cutRunFirst ?? fixes[first].at : fixes[first].at
      for index in run { fixes[index].mark = isFrozen ? .frozen : nil }
      if isFrozen { frozen.append(ImplausibleMarks.FrozenRun(first: began, last: fixes[last].at)) }
    }
    run.removeAll(keepingCapacity: true)
  }

  private func change(in stretch: ClosedRange<Int>) -> Change {
    Change(
      before: fixes[..<stretch.lowerBound].last(where: \.isUnmarked) ?? lastDropped,
      between: fixes[stretch].filter(\.isUnmarked),
      after: fixes[(stretch.upperBound + 1)...].first(where: \.isUnmarked))
  }
}
