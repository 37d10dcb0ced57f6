import EscortDomain

/// Who counts as an escort of a transport (RULES.md 8.3-21; regulation 3.6-a…f).
enum Eligibility {
  /// The people with role escort and no other role in any crew, whose records say everything that is required.
  static func eligibleEscorts(of plan: Transport, records: (PersonID) -> Person?) -> Set<PersonID> {
    let crew = plan.vehicles.flatMap(\.crew)
    let otherRoles = Set(crew.lazy.filter { $0.role != .escort }.map(\.person))
    let parties = [plan.origin.organisation, plan.destination.organisation]
    let escorts = crew.filter { $0.role == .escort && !otherRoles.contains($0.person) }.map(\.person)
    return Set(
      escorts.filter { person in
        guard let record = records(person), let organisation = record.organisation else { return false }
        return record.formalEmployee == true && record.candidateRelative == false && record.approved == true
          && record.pledge != nil && parties.contains(organisation)
      })
  }
}
