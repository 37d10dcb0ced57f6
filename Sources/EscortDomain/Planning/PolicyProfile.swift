/// A named set of policy values that a policy line may begin from (RULES.md §8.1-2).
public enum PolicyProfile: String, Hashable, Sendable, CaseIterable {
  /// What the regulation demands: two escorts on each vehicle, records kept three months.
  case regulation
  /// What is demanded of national examinations: three escorts on a lone vehicle, two on each of a convoy, records kept six months.
  case national

  /// The values in which it differs from the defaults, by policy name.
  public var values: JSONObject {
    switch self {
    case .regulation: ["escortMinimum": 2, "escortMinimumLone": nil, "retentionMonths": 3]
    case .national: ["escortMinimum": 2, "escortMinimumLone": 3, "retentionMonths": 6]
    }
  }
}
