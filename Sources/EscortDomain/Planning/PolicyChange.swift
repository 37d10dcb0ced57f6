/// A line of policy values, effective from its device time (RULES.md 8.1-1).
public struct PolicyChange: Hashable, Sendable {
  /// The values by policy name, checked when the line was read.
  public var values: JSONObject
  /// Whose policy it is; `nil` for everybody's.
  public var organisation: OrganisationID?
  /// Whose policy that organisation inherits; `nil` when the line says nothing of it.
  public var parent: OrganisationID?
  /// The line's canonical text: of lines with equal time the greater is merged last (RULES.md 8.1-4).
  public var canonicalText: String

  /// A line of policy values.
  public init(values: JSONObject, organisation: OrganisationID? = nil, parent: OrganisationID? = nil, canonicalText: String) {
    self.values = values
    self.organisation = organisation
    self.parent = parent
    self.canonicalText = canonicalText
  }
}
