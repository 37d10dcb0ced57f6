/// The policy of one organisation: the lines it is made of, in the order they are merged.
///
/// Everybody's lines come first, then those of the organisations it inherits from, the farthest first, then its own; among those of one
/// organisation the earlier first, and of lines of one time the one whose canonical text is greater last (RULES.md 8.1-1, 8.1-4).
public struct PolicyDocument: Sendable {
  /// A line with its device time.
  public typealias Line = (at: Instant, change: PolicyChange)

  /// The lines in order.
  public let lines: [Line]

  /// The document of an organisation among lines that are in force; `nil` for everybody's alone.
  public init(of organisation: OrganisationID?, from lines: [Line]) {
    let ordered = lines.sorted { left, right in
      left.at != right.at ? left.at < right.at : left.change.canonicalText.precedesByCodePoint(right.change.canonicalText)
    }
    var own: [OrganisationID?: [Line]] = [:]
    for line in ordered { own[line.change.organisation, default: []].append(line) }
    var chain: [OrganisationID] = []
    var next = organisation
    while let current = next, !chain.contains(current) {  // a circle ends where it closes
      chain.append(current)
      next = own[current]?.last { $0.change.parent != nil }?.change.parent
    }
    self.lines = (own[nil] ?? []) + chain.reversed().flatMap { own[$0] ?? [] }
  }

  /// The policy it comes to.
  public var policy: Policy {
    var policy = Policy()
    for line in lines { try? policy.merge(line.change.values) }  // each was merged once when it was read, or it would not be here
    return policy
  }
}
