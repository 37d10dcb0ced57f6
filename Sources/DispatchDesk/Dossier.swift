import EscortDomain
import RouteRules

/// What the desk keeps of one transport beside what is judged.
struct Dossier: Sendable {
  /// What happened to its verdicts, in order.
  var history: [Transition] = []
  var alerts = AlertBook()
  var watch = VehicleWatch()
  /// The confirmations that are due and were prompted.
  var prompted: [DueConfirmation] = []
  /// Whether it is known to have arrived.
  var hasArrived = false
}

extension Dossier: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(history)
    writer.write(alerts)
    writer.write(watch)
    writer.write(prompted)
    writer.write(hasArrived)
  }

  init(from reader: inout PackedReader) {
    history = reader.read()
    alerts = reader.read()
    watch = reader.read()
    prompted = reader.read()
    hasArrived = reader.read()
  }
}

/// The dossiers of all transports.
struct Dossiers: Sendable {
  private var dossiers: [TransportID: Dossier] = [:]
  private var transportOfAlert: [AlertID: TransportID] = [:]

  /// The dossier of a transport; an empty one before there is anything to keep.
  subscript(_ transport: TransportID) -> Dossier {
    get { dossiers[transport] ?? Dossier() }
    _modify { yield &dossiers[transport, default: Dossier()] }
  }

  /// Has all progress along routes measured anew.
  mutating func beginProgressAnew() { for transport in dossiers.keys { dossiers[transport]?.watch.beginProgressAnew() } }

  /// An alert by its identifier.
  func alert(_ id: AlertID) -> Alert? { transportOfAlert[id].flatMap { dossiers[$0]?.alerts[id] } }

  /// Takes a transition in and returns the alert it raised or changed.
  mutating func take(_ transition: Transition, reason: Alert.Reason?, detail: JSONObject) -> Alert {
    let transport = transition.verdict.subject.transport
    self[transport].history.append(transition)
    let alert = self[transport].alerts.take(transition, reason: reason, detail: detail)
    transportOfAlert[alert.id] = transport
    return alert
  }

  /// Notes who acknowledged an alert, first come first kept; `nil` when it is not known, or was acknowledged before.
  mutating func acknowledge(_ id: AlertID, by name: String, at instant: Instant) -> Alert? {
    guard let transport = transportOfAlert[id] else { return nil }
    return self[transport].alerts.acknowledge(id, by: name, at: instant)
  }
}

extension Dossiers: Packable {
  func pack(into writer: inout PackedWriter) { writer.write(dossiers) }

  init(from reader: inout PackedReader) {
    dossiers = reader.read()
    for (transport, dossier) in dossiers { for alert in dossier.alerts.all { transportOfAlert[alert.id] = transport } }
  }
}
