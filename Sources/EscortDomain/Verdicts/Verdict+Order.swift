extension Verdict {
  /// The order of printed verdicts: `from`, rule, transport, vehicle, camera, person; absent first, cameras as
  /// numbers, text by code point (FEED.md, RULES.md 8.1-8); then aspect and end, so that the order is total.
  public static func inFeedOrder(_ left: Verdict, _ right: Verdict) -> Bool {
    if left.from != right.from { return left.from < right.from }
    if left.subject != right.subject { return left.subject.precedes(right.subject) }
    return (left.to ?? .distantFuture) < (right.to ?? .distantFuture)
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
