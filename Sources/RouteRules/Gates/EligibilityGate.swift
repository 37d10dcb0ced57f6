public import EscortDomain

/// `eligibility` (regulation 3.6-a…f): refuses a person as escort, keeper or hand-over signer who is not a formal employee of one of the
/// leg's two parties, has a candidate relative, has no commitment letter for the season, or no chief examiner's approval; and an escort
/// who is planned to drive as well (RULES.md 8.3-21). What a record does not say is refused: no override exists.
public enum EligibilityGate: Gate {
  static let id = GateID.eligibility

  /// Why people may not be assigned to a transport, in the order of the assignments.
  ///
  /// - Parameters:
  ///   - seasonBegins: the first day of the exam season; an earlier commitment letter is of another season.
  ///   - today: the day in Asia/Shanghai on which it is asked; a later letter is not signed yet.
  ///   - records: a person's record, `nil` when there is none.
  public static func failures(
    of assignments: [Assignment], on plan: Transport, seasonBegins: CivilDate, today: CivilDate, records: (PersonID) -> Person?
  ) -> [GateFailure] {
    let drivers = Set(plan.vehicles.flatMap(\.crew).filter { $0.role != .escort }.map(\.person))
    let parties = [plan.origin.organisation, plan.destination.organisation]
    var found: [GateFailure] = []
    for assignment in assignments {
      let record = records(assignment.person) ?? Person(id: assignment.person)
      found += employment(of: record, in: parties)
      found += kinship(of: record)
      found += pledge(of: record, from: seasonBegins, to: today)
      found += approval(of: record)
      if assignment.duty == .escort, drivers.contains(record.id) { found.append(driving(record)) }
    }
    return found
  }

  private static func employment(of record: Person, in parties: [OrganisationID]) -> [GateFailure] {
    var found: [GateFailure] = []
    if record.formalEmployee != true {
      let isKnown = record.formalEmployee == false
      found.append(
        failure(
          "3.6-e", .person(record.id), chinese: "\(record.called)\(isKnown ? "不是正式教职员工" : "是否正式教职员工未登记")",
          english: "\(record.called) is not \(isKnown ? "" : "recorded as ")a formal employee"))
    }
    guard record.organisation.map(parties.contains) != true else { return found }
    let own = record.organisation?.text
    found.append(
      failure(
        "3.6-e", .person(record.id),
        chinese: "\(record.called)(\(own ?? "单位未登记"))不属于交接双方 \(parties.map(\.text).joined(separator: "、"))",
        english: "\(record.called) (\(own ?? "no organisation recorded")) belongs to neither party, "
          + parties.map(\.text).joined(separator: " or ")))
    return found
  }

  private static func kinship(of record: Person) -> [GateFailure] {
    guard record.candidateRelative != false else { return [] }
    let isKnown = record.candidateRelative == true
    return [
      failure(
        "3.6-f", .person(record.id), chinese: "\(record.called)\(isKnown ? "是考生亲属" : "未申报有无考生亲属")",
        english: "\(record.called) \(isKnown ? "has a relative among the candidates" : "has not declared to have no candidate relative")")
    ]
  }

  private static func pledge(of record: Person, from first: CivilDate, to last: CivilDate) -> [GateFailure] {
    let signed = record.pledge.flatMap(CivilDate.init(written:))
    if let signed, first <= signed, signed <= last { return [] }
    let what = record.pledge.map { $0.isBlank ? "—" : $0 }
    return [
      failure(
        "3.6-c", .person(record.id), chinese: "\(record.called)没有本考季的保密承诺书\(what.map { "(登记为 \($0))" } ?? "")",
        english: "\(record.called) has no commitment letter of this season\(what.map { " (recorded: \($0))" } ?? "")")
    ]
  }

  private static func approval(of record: Person) -> [GateFailure] {
    guard record.approved != true else { return [] }
    return [
      failure(
        "3.6-b", .person(record.id), chinese: "\(record.called)未经主考审查批准", english: "\(record.called) is not approved by the chief examiner")
    ]
  }

  private static func driving(_ record: Person) -> GateFailure {
    failure(
      "3.4-d", .person(record.id), chinese: "\(record.called)在本次运输中另任驾驶员,不能计为押运员",
      english: "\(record.called) drives on this transport, and a driver never counts as an escort")
  }
}

extension Person {
  /// How a sentence calls the person.
  fileprivate var called: String { name ?? id.text }
}

extension CivilDate {
  /// The date a text begins with: `2024-01-02`, with anything but another digit behind it; `nil` for anything else.
  init?(written text: String) {
    let parts = text.prefix("2024-01-02".count).split(separator: "-", omittingEmptySubsequences: false)
    let isDigits = parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    guard isDigits, parts.map(\.count) == [4, 2, 2], text.dropFirst(10).first?.isNumber != true,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
