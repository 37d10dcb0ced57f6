import EscortDomain

/// `exclusive` (专人专车, regulation 3.4-c): refuses a person or vehicle already in an overlapping transport. No override exists.
public enum ExclusiveGate: Gate {
  static let id = GateID.exclusive

  /// What an engagement has in common with others that overlap it: vehicles before people, each by name, the others as given.
  ///
  /// - Parameter others: the engagements there are; one of the same transport is itself, and one of a simulation is none of a real one's.
  public static func failures(of engagement: Engagement, besides others: [Engagement]) -> [GateFailure] {
    let overlapping = others.filter {
      $0.transport != engagement.transport && $0.isSimulated == engagement.isSimulated && !$0.span.intersection(engagement.span).isEmpty
    }
    return overlapping.flatMap { other in
      engagement.vehicles.intersection(other.vehicles).sorted().map { refusal(.vehicle($0), called: $0.text, in: other) }
        + engagement.people.intersection(other.people).sorted().map { refusal(.person($0), called: $0.text, in: other) }
    }
  }

  private static func refusal(_ subject: GateFailure.Subject, called name: String, in other: Engagement) -> GateFailure {
    let until = other.span.to.timeOfDay(besides: other.span.from)
    let span = "\(CivilDate(shanghai: other.span.from).written) \(other.span.from.timeOfDay)–\(until)"
    return failure(
      "3.4-c", subject, chinese: "\(name) 已在运输 \(other.transport) 中(\(span))",
      english: "\(name) is already in transport \(other.transport) (\(span))")
  }
}
