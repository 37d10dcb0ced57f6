extension Verdict {
  /// The order of printed verdicts: `from`, rule, transport, vehicle, camera, person; absent first, cameras as
  /// numbers, text by code point (FEED.md, RULES.md 8.1-8); then aspect and end, so that the order is total.
  public static func inFeedOrder(_ left: Verdict, _ right: Verdict) -> Bool {
    if left.from != right.from { return left.from < right.from }
    if left.subject != right.subject { return left.subject.precedes(right.subject) }
    return (left.to ?? .distantFuture) < (right.to ?? .distantFuture)
  }
}

extension Sequence<Verdict> {
  /// The verdicts in the order they are printed in.
  public func inFeedOrder() -> [Verdict] {
    // Verdicts are large and most begin at instants of their own: small keys are sorted in their place.
    let verdicts = Array(self)
    guard verdicts.count > 1 else { return verdicts }
    let keys = verdicts.indices.map { (from: verdicts[$0].from, index: $0) }.sorted { left, right in
      left.from != right.from ? left.from < right.from : Verdict.inFeedOrder(verdicts[left.index], verdicts[right.index])
    }
    return keys.map { verdicts[$0.index] }
  }
}

extension Verdict.Subject {
  /// The order of subjects in printed verdicts.
  public func precedes(_ other: Verdict.Subject) -> Bool {
    if rule != other.rule { return rule.rawValue.precedesByCodePoint(other.rule.rawValue) }
    if transport != other.transport { return transport < other.transport }
    if vehicle != other.vehicle { return Self.absentFirst(vehicle, other.vehicle) }
    if camera != other.camera { return Self.absentFirst(camera, other.camera) }
    if person != other.person { return Self.absentFirst(person, other.person) }
    return (aspect?.value ?? "").precedesByCodePoint(other.aspect?.value ?? "")
  }

  private static func absentFirst<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool {
    guard let right else { return false }
    guard let left else { return true }
    return left < right
  }
}
