import EscortDomain

/// The alerts there were of one transport, folded from transitions and acknowledgements. Nothing is ever taken out.
struct AlertBook: Sendable {
  private var alerts: [AlertID: Alert] = [:]
  /// In the order they were raised.
  private var order: [AlertID] = []
  private var ofSubject: [Verdict.Subject: [AlertID]] = [:]

  subscript(_ id: AlertID) -> Alert? { alerts[id] }

  /// All of them in the order they were raised.
  var all: [Alert] { order.compactMap { alerts[$0] } }

  /// Takes a transition in and returns the alert it raised or changed.
  mutating func take(_ transition: Transition, reason: Alert.Reason?, detail: JSONObject) -> Alert {
    var alert = existing(for: transition) ?? raise(transition, detail)
    alert.verdict = transition.verdict
    alert.detail = detail
    alert.updated = transition.received
    alert.state =
      transition.kind == .withdrawn ? .withdrawn : transition.verdict.isOpen ? .open : .ended
    alert.reason = reason
    alerts[alert.id] = alert
    return alert
  }

  /// Notes that an alert was acknowledged, first come first kept; `nil` when it is not known, or was acknowledged before.
  mutating func acknowledge(_ id: AlertID, _ acknowledgement: Alert.Acknowledgement) -> Alert? {
    guard var alert = alerts[id], alert.acknowledgement == nil else { return nil }
    alert.acknowledgement = acknowledgement
    alerts[id] = alert
    return alert
  }

  /// The alert a later transition speaks of: verdicts of one subject are disjoint, so it is the earliest one that overlaps.
  private func existing(for transition: Transition) -> Alert? {
    guard transition.kind != .raised else { return nil }
    let known = (ofSubject[transition.verdict.subject] ?? []).compactMap { alerts[$0] }.filter { $0.state != .withdrawn }
    if transition.kind == .withdrawn, let same = known.first(where: { $0.verdict.from == transition.verdict.from }) { return same }
    return known.filter { Self.overlap($0.verdict, transition.verdict) }.min { $0.verdict.from < $1.verdict.from }
  }

  private mutating func raise(_ transition: Transition, _ detail: JSONObject) -> Alert {
    let id = AlertID(raisedBy: transition)
    if alerts[id] == nil {
      order.append(id)
      ofSubject[transition.verdict.subject, default: []].append(id)
    }
    return Alert(
      id: id, verdict: transition.verdict, raised: transition.received, updated: transition.received, state: .open,
      acknowledgement: alerts[id]?.acknowledgement, reason: nil, detail: detail)
  }

  private static func overlap(_ one: Verdict, _ other: Verdict) -> Bool {
    let oneEnd = max(one.to ?? .distantFuture, one.from + .microsecond)
    let otherEnd = max(other.to ?? .distantFuture, other.from + .microsecond)
    return one.from < otherEnd && other.from < oneEnd
  }
}

extension AlertBook: Packable {
  func pack(into writer: inout PackedWriter) { writer.write(all) }

  init(from reader: inout PackedReader) {
    for alert in reader.read([Alert].self) {
      alerts[alert.id] = alert
      order.append(alert.id)
      ofSubject[alert.verdict.subject, default: []].append(alert.id)
    }
  }
}
