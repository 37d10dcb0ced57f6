public import EscortDomain

/// The hand-over form (附件1 纸质试卷交接单) as far as gates need it: whether it is there, and who signed.
public struct Annex1: Hashable, Sendable {
  /// The sides that sign, by their name in JSON.
  public enum Side: String, Hashable, Sendable, CaseIterable {
    /// 移交人.
    case giving
    /// 接收人.
    case receiving
  }

  /// A signature.
  public struct Signature: Hashable, Sendable {
    /// Who signed.
    public var person: PersonID
    /// For which side.
    public var side: Side

    /// A signature.
    public init(_ person: PersonID, for side: Side) {
      self.person = person
      self.side = side
    }
  }

  /// Whether the form is made out: number, parties and lines.
  public var isPrepared: Bool
  /// Who signed, in any order.
  public var signatures: [Signature]

  /// A form.
  public init(isPrepared: Bool, signatures: [Signature] = []) {
    self.isPrepared = isPrepared
    self.signatures = signatures
  }

  /// The different people who signed for a side.
  public func signers(_ side: Side) -> Set<PersonID> { Set(signatures.filter { $0.side == side }.map(\.person)) }

  /// How many different people sign for each side (两人).
  static let signersOfSide = 2
}

extension Gate {
  /// What is wrong with a form's signatures: fewer than two people a side, or one who signed for both (regulation 3.4-f).
  static func signatureFailures(_ form: Annex1) -> [GateFailure] {
    let few = Annex1.Side.allCases.filter { form.signers($0).count < Annex1.signersOfSide }.map { side in
      let count = form.signers(side).count
      return failure(
        "3.4-f", .side(side), chinese: "附件1 的\(side.chinese)仅 \(count) 人签字(需 \(Annex1.signersOfSide) 人)",
        english: "Annex 1: \(count) of \(Annex1.signersOfSide) people signed for the \(side.rawValue) side")
    }
    return few
      + form.signers(.giving).intersection(form.signers(.receiving)).sorted().map { person in
        failure(
          "3.4-f", .person(person), chinese: "\(person) 同时作为移交人和接收人签字", english: "\(person) signed Annex 1 for both sides")
      }
  }
}

extension Annex1.Side {
  fileprivate var chinese: String { self == .giving ? "移交人" : "接收人" }
}
