public import EscortDomain

/// `retention` (regulation 3.4-e, 3.5-b): refuses to delete a recording or evidence before its date, at least three calendar months after
/// the latest of the recording's end, the season's last session and the closing of any incident; and at any time while a legal hold stands.
/// No override exists.
public enum RetentionGate: Gate {
  static let id = GateID.retention

  /// Why an item may not be deleted at an instant.
  public static func failures(ofDeleting item: RetainedItem, at asOf: Instant, policy: Policy) -> [GateFailure] {
    var found: [GateFailure] = []
    if let hold = item.legalHold {
      let why = hold.isBlank ? "" : " (\(hold))"
      found.append(refusal(item, chinese: "\(item.name) 处于依法保全中\(why)", english: "\(item.name) is under a legal hold\(why)"))
    }
    if item.lastSession == nil {
      found.append(
        refusal(item, chinese: "本考季末场考试时间未知,\(item.name) 不能删除", english: "\(item.name): the season's last session is not known"))
    }
    for incident in item.incidents where incident.closed == nil {
      found.append(
        refusal(
          item, chinese: "\(item.name) 所涉事件 \(incident.name) 尚未办结",
          english: "\(item.name) is evidence of the incident \(incident.name), which is not closed"))
    }
    let until = item.keptUntil(policy)
    if asOf < until {
      found.append(
        refusal(
          item, chinese: "\(item.name) 须保存至 \(until.dayAndTime)", english: "\(item.name) is kept until \(until.dayAndTime)"))
    }
    return found
  }

  private static func refusal(_ item: RetainedItem, chinese: String, english: String) -> GateFailure {
    failure("3.4-e", .item(item.name), chinese: chinese, english: english)
  }
}
