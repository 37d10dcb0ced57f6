import EscortDomain
import RouteRules

/// The dossiers of all transports. Those of transports that are over are put away in the archive, and brought back when they change.
struct Dossiers: Sendable {
  private var atHand: [TransportID: Dossier] = [:]
  private var away: [TransportID: ArchivePlace] = [:]
  private var transportOfAlert: [AlertID: TransportID] = [:]
  /// Acknowledgements of alerts that are not known yet: what time alone raised is found again only behind the entry that acknowledges it.
  private var early: [AlertID: Alert.Acknowledgement] = [:]
  /// Where dossiers are put away; `nil` for nowhere.
  var archive: (any EvidenceArchive)?

  init(archive: (any EvidenceArchive)?) {
    self.archive = archive
  }

  /// The dossier of a transport; an empty one before there is anything to keep.
  subscript(_ transport: TransportID) -> Dossier {
    get { atHand[transport] ?? away[transport].map(read) ?? Dossier() }
    _modify {
      if let place = away.removeValue(forKey: transport) { atHand[transport] = read(place) }
      yield &atHand[transport, default: Dossier()]
    }
  }

  /// The transports whose dossiers are at hand.
  var transportsAtHand: [TransportID] { Array(atHand.keys) }

  /// Puts a dossier away, where there is room.
  mutating func putAway(_ transport: TransportID) {
    guard let dossier = atHand[transport] else { return }
    var writer = PackedWriter()
    writer.write(dossier)
    guard let place = archive?.store(writer.block()) else { return }
    away[transport] = place
    atHand[transport] = nil
  }

  /// Has all progress along routes measured anew.
  mutating func beginProgressAnew() { for transport in atHand.keys { atHand[transport]?.watch.beginProgressAnew() } }

  /// An alert by its identifier.
  func alert(_ id: AlertID) -> Alert? { transportOfAlert[id].flatMap { self[$0].alerts[id] } }

  /// Takes a transition in and returns the alert it raised or changed.
  mutating func take(_ transition: Transition, reason: Alert.Reason?, detail: JSONObject) -> Alert {
    let transport = transition.verdict.subject.transport
    self[transport].history.append(transition)
    let alert = self[transport].alerts.take(transition, reason: reason, detail: detail)
    transportOfAlert[alert.id] = transport
    guard let known = early.removeValue(forKey: alert.id) else { return alert }
    return self[transport].alerts.acknowledge(alert.id, known) ?? alert
  }

  /// Notes who acknowledged an alert, first come first kept; `nil` when it is not known, or was acknowledged before.
  mutating func acknowledge(_ id: AlertID, by name: String, at instant: Instant) -> Alert? {
    let acknowledgement = Alert.Acknowledgement(by: name, at: instant)
    guard let transport = transportOfAlert[id] else {
      if early[id] == nil { early[id] = acknowledgement }
      return nil
    }
    return self[transport].alerts.acknowledge(id, acknowledgement)
  }

  private func read(_ place: ArchivePlace) -> Dossier {
    guard let archive else { preconditionFailure("a desk keeps the archive it began with") }
    var reader = PackedReader(archive.block(at: place))
    let dossier = reader.read(Dossier.self)
    if reader.isDamaged { archive.fail(at: place) }
    return dossier
  }
}

extension Dossiers: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(atHand)
    writer.write(away)
    writer.write(early.mapValues(\.by))
    writer.write(early.mapValues(\.at))
    writer.write(Dictionary(grouping: transportOfAlert.keys) { transportOfAlert[$0] ?? TransportID("") })
  }

  /// Without the archive.
  init(from reader: inout PackedReader) {
    atHand = reader.read()
    away = reader.read()
    let names = reader.read([AlertID: String].self)
    let instants = reader.read([AlertID: Instant].self)
    for (id, name) in names { early[id] = instants[id].map { Alert.Acknowledgement(by: name, at: $0) } }
    for (transport, alerts) in reader.read([TransportID: [AlertID]].self) { for alert in alerts { transportOfAlert[alert] = transport } }
  }
}
