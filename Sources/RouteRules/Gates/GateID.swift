/// A gate by its identifier in RULES.md §5.
public enum GateID: String, Hashable, Sendable, CaseIterable {
  /// Who may be assigned.
  case eligibility
  /// One transport at a time for each person and vehicle.
  case exclusive
  /// The legs of the chain.
  case routeOrder = "route-order"
  /// The earliest planned arrival, and exceptions to it.
  case arrivalWindow = "arrival-window"
  /// What must be shown before the vehicles leave.
  case departure
  /// What completes Annex 1.
  case handOver = "hand-over"
  /// What may be deleted, and when.
  case retention
}
