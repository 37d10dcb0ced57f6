import EscortDomain

/// What a transport is judged under: its plan, its policy, and who of its crew counts.
final class Terms: Sendable {
  let plan: Transport
  let policy: Policy
  /// Everybody with role escort.
  let escorts: Set<PersonID>
  /// Those of them who count (RULES.md 8.3-21).
  let eligibleEscorts: Set<PersonID>
  /// How many each vehicle needs.
  let escortsRequired: Int

  init(plan: Transport, policy: Policy, eligibleEscorts: Set<PersonID>) {
    self.plan = plan
    self.policy = policy
    self.eligibleEscorts = eligibleEscorts
    escorts = Set(plan.vehicles.flatMap(\.crew).filter { $0.role == .escort }.map(\.person))
    escortsRequired = policy.escortMinimum(vehicles: plan.vehicles.count)
  }
}
