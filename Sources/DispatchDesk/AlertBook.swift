import EscortDomain

/// The alerts there were, folded from transitions and acknowledgements. Nothing is ever taken out.
struct AlertBook: Sendable {
  private var alerts: [AlertID: Alert] = [:]
  private var ofTransport: [TransportID: [AlertID]] = [:]
  private var ofSubject: [Verdict.Subject: [AlertID]] = [:]
  private var acknowledgements: [AlertID: Alert.Acknowledgement] = [:]

  subscript(_ id: AlertID) -> Alert? { alerts[id] }

  /// The alerts of a transport in the order they were raised.
  func alerts(of transport: TransportID) -> [Alert] { (ofTransport[transport] ?? []).compactMap { alerts[$0] } }

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

  /// Notes who acknowledged an alert, first come first kept; `nil` when it is not known, or was acknowledged before.
  mutating func acknowledge(_ id: AlertID, by name: String, at instant: Instant) -> Alert? {
    guard acknowledgements[id] == nil else { return nil }
    let acknowledgement = Alert.Acknowledgement(by: name, at: instant)
    acknowledgements[id] = acknowledgement
    alerts[id]?.acknowledgement = acknowledgement
    return alerts[id]
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
      ofTransport[transition.verdict.subject.transport, default: []].append(id)
      ofSubject[transition.verdict.subject, default: []].append(id)
    }
    return Alert(
      id: id, verdict: transition.verdict, raised: transition.received, updated: transition.received, state: .open,
      acknowledgement: acknowledgements[id], reason: nil, detail: detail)
  }

  private static func overlap(_ one: Verdict, _ other: Verdict) -> Bool {
    let oneEnd = max(one.to ?? .distantFuture, one.from + .microsecond)
    let otherEnd = max(other.to ?? .distantFuture, other.from + .microsecond)
    return one.from < otherEnd && other.from < oneEnd
  }
}
