public import EscortDomain

/// A person put to a duty that only the eligible may have (regulation 3.6-a…f).
public struct Assignment: Hashable, Sendable {
  /// The duties.
  public enum Duty: String, Hashable, Sendable {
    /// Guards the papers on the way.
    case escort
    /// Keeps the vault (卷库保管员).
    case keeper
    /// Signs a hand-over.
    case signer
  }

  /// Who.
  public var person: PersonID
  /// To which duty.
  public var duty: Duty

  /// An assignment.
  public init(person: PersonID, duty: Duty) {
    self.person = person
    self.duty = duty
  }
}

extension Transport {
  /// The escorts of the plan as assignments, each person once, in the plan's order.
  public var escortAssignments: [Assignment] {
    var seen: Set<PersonID> = []
    return vehicles.flatMap(\.crew).filter { $0.role == .escort && seen.insert($0.person).inserted }
      .map { Assignment(person: $0.person, duty: .escort) }
  }
}
