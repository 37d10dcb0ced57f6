/// A person's record as far as eligibility needs it (RULES.md 8.3-21; regulation 3.6-a…f).
///
/// What a record does not say stays `nil`: missing is not eligible.
public struct Person: Hashable, Sendable {
  /// The person's identifier.
  public var id: PersonID
  /// The person's name.
  public var name: String?
  /// The organisation that employs the person.
  public var organisation: OrganisationID?
  /// Whether the person is a formal employee there.
  public var formalEmployee: Bool?
  /// Whether a relative sits the exam.
  public var candidateRelative: Bool?
  /// When the commitment letter (保密承诺书) was signed, as written.
  public var pledge: String?
  /// Whether the chief examiner approved the person.
  public var approved: Bool?
  /// When the person was trained, as written.
  public var training: String?
  /// The record's canonical text, which decides between records of equal time (RULES.md 8.1-4).
  public var canonicalText: String

  /// A record.
  public init(
    id: PersonID, name: String? = nil, organisation: OrganisationID? = nil, formalEmployee: Bool? = nil,
    candidateRelative: Bool? = nil, pledge: String? = nil, approved: Bool? = nil, training: String? = nil,
    canonicalText: String = ""
  ) {
    self.id = id
    self.name = name
    self.organisation = organisation
    self.formalEmployee = formalEmployee
    self.candidateRelative = candidateRelative
    self.pledge = pledge
    self.approved = approved
    self.training = training
    self.canonicalText = canonicalText
  }
}
