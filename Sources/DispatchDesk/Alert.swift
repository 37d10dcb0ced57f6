public import EscortDomain
import RouteRules

/// An alert by its identifier: the same in every run of the service, since it is made of what raised it.
public struct AlertID: Hashable, Sendable, CustomStringConvertible {
  /// `A` and sixteen hexadecimal digits.
  public let text: String

  /// An identifier as somebody wrote it.
  public init(text: String) {
    self.text = text
  }

  /// The identifier of the alert a transition raises: FNV-1a over its subject, its start and when it was raised.
  init(raisedBy transition: Transition) {
    let subject = transition.verdict.subject
    let parts = [
      subject.rule.rawValue, subject.transport.text, subject.vehicle?.text ?? "", subject.camera.map(String.init) ?? "",
      subject.person?.text ?? "", subject.aspect?.value ?? "", transition.verdict.from.rfc3339, transition.received.rfc3339,
    ]
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in parts.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let digits = String(hash, radix: 16)
    text = "A" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The identifier as written.
  public var description: String { text }
}

/// A verdict somebody is to act upon, with what became of it (RULES.md §6).
public struct Alert: Sendable {
  /// Where it stands.
  public enum State: String, Hashable, Sendable {
    /// The interval runs.
    case open
    /// The interval came to an end.
    case ended
    /// What it rested on was disproved; it stays in sight with its reason.
    case withdrawn
  }

  /// A step in its history.
  public enum Step: String, Hashable, Sendable {
    /// It came to hold.
    case raised
    /// Its interval or severity changed.
    case changed
    /// It was disproved.
    case withdrawn
    /// Its interval came to an end.
    case ended
    /// Somebody acknowledged it.
    case acknowledged

    init(_ kind: Transition.Kind) {
      switch kind {
      case .raised: self = .raised
      case .changed: self = .changed
      case .withdrawn: self = .withdrawn
      case .ended: self = .ended
      }
    }
  }

  /// Why it was withdrawn or ended.
  public struct Reason: Hashable, Sendable {
    /// What decided it.
    public enum Kind: String, Hashable, Sendable {
      /// Stored reports that came later.
      case backfill
      /// Other evidence, or the lapse of time.
      case revised
      /// A declaration.
      case declaration
      /// A plan, record or policy.
      case plan
    }

    /// What decided it.
    public let kind: Kind
    /// When that was received, on the transport's clock.
    public let received: Instant
    /// How many events of the kind the rule rests on came with it.
    public let count: Int
  }

  /// Who acknowledged it, and when on the service's clock.
  public struct Acknowledgement: Hashable, Sendable {
    /// Who.
    public let by: String
    /// When.
    public let at: Instant
  }

  /// Its identifier.
  public let id: AlertID
  /// The verdict as it stands; of a withdrawn alert, as it was.
  public internal(set) var verdict: Verdict
  /// When it was raised, on the transport's clock.
  public let raised: Instant
  /// When it last changed, on the transport's clock.
  public internal(set) var updated: Instant
  /// Where it stands.
  public internal(set) var state: State
  /// Who acknowledged it; `nil` when nobody has.
  public internal(set) var acknowledgement: Acknowledgement?
  /// Why it was withdrawn; `nil` unless it was.
  public internal(set) var reason: Reason?
  /// The figures that decided it, with what the desk knows beyond the verdict.
  public internal(set) var detail: JSONObject
}

extension Alert.Reason {
  /// The reason of a withdrawal among the events of the entry that decided it; `nil` for any other transition.
  init?(of transition: Transition, decidedBy events: [Event]) {
    guard transition.kind == .withdrawn else { return nil }
    let subject = transition.verdict.subject
    let ofVehicle = events.filter { subject.vehicle == nil ? $0.fact.vehicle != nil : $0.fact.vehicle == subject.vehicle }
    received = transition.received
    count = ofVehicle.filter { subject.rests(on: $0.fact) }.count
    if let earliest = ofVehicle.map(\.at).min() {
      kind = transition.received - earliest > VehicleWatch.lateAfter ? .backfill : .revised
    } else if events.contains(where: { if case .declaration = $0.fact { true } else { false } }) {
      kind = .declaration
    } else if events.isEmpty {
      kind = .revised
    } else {
      kind = .plan
    }
  }
}

extension AlertID: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(text) }

  /// Reads it.
  public init(from reader: inout PackedReader) { self.init(text: reader.read()) }
}

extension Alert: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(id)
    writer.write(verdict)
    writer.write(raised)
    writer.write(updated)
    writer.write(state.rawValue)
    writer.write(acknowledgement?.by)
    writer.write(acknowledgement?.at)
    writer.write(reason?.kind.rawValue)
    writer.write(reason?.received)
    writer.write(reason?.count)
    writer.write(detail)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    id = reader.read()
    verdict = reader.read()
    raised = reader.read()
    updated = reader.read()
    state = State(rawValue: reader.read()) ?? reader.fail(.open)
    let name = reader.read(String?.self)
    let acknowledged = reader.read(Instant?.self)
    if let name, let acknowledged { acknowledgement = Acknowledgement(by: name, at: acknowledged) }
    let kind = reader.read(String?.self).flatMap { Reason.Kind(rawValue: $0) }
    let received = reader.read(Instant?.self)
    let count = reader.read(Int?.self)
    if let kind, let received, let count { reason = Reason(kind: kind, received: received, count: count) }
    detail = reader.read()
  }
}
