public import EscortDomain

/// `hand-over` (regulation 3.4-f): refuses completion with fewer than two distinct signers a side, signers in common, counts that differ
/// without an explanation, or a mismatching seal without a finding: one that is broken, was not put on, or is not there any more.
public enum HandOverGate: Gate {
  static let id = GateID.handOver

  /// Why custody does not move yet: signatures, then the lines in the form's order, then the seals by number.
  public static func failures(of handOver: HandOver, on transport: TransportID) -> [GateFailure] {
    signatureFailures(handOver.annex1) + counts(of: handOver, on: transport) + seals(of: handOver)
  }

  private static func counts(of handOver: HandOver, on transport: TransportID) -> [GateFailure] {
    if handOver.lines.isEmpty {
      return [failure("3.4-f", .transport(transport), chinese: "附件1 没有交接明细", english: "Annex 1 has no line that says what is handed over")]
    }
    return handOver.lines.compactMap { line in
      guard let received = line.received else {
        return failure("3.4-f", .line(line.name), chinese: "\(line.name) 尚未清点", english: "\(line.name) has not been counted")
      }
      guard received != line.sent, line.explanation?.isBlank ?? true else { return nil }
      return failure(
        "3.4-f", .line(line.name), chinese: "\(line.name) 移交 \(line.sent)、接收 \(received),数量不符且未说明",
        english: "\(line.name): \(line.sent) sent, \(received) received, and no explanation")
    }
  }

  private static func seals(of handOver: HandOver) -> [GateFailure] {
    handOver.sealsApplied.union(handOver.sealsFound.keys).sorted { $0.precedesByCodePoint($1) }.compactMap { number in
      let what: Explanation
      switch handOver.sealsFound[number] {
      case .broken: what = Explanation(chinese: "破损", english: "is broken")
      case nil: what = Explanation(chinese: "交接时未见", english: "is not there at the hand-over")
      case .applied, .intact:
        if handOver.sealsApplied.contains(number) { return nil }
        what = Explanation(chinese: "不是装车时所加", english: "is not one of those put on at loading")
      }
      guard handOver.findings[number]?.isBlank ?? true else { return nil }
      return failure(
        "3.4-f", .seal(number), chinese: "封签 \(number) \(what.chinese),且无处理结论",
        english: "seal \(number) \(what.english), and there is no finding")
    }
  }
}
