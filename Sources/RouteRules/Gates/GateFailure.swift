public import EscortDomain

/// One reason for which a gate refuses. A gate returns all of them at once, and none when it is open.
public struct GateFailure: Hashable, Sendable {
  /// What a failure is about.
  public enum Subject: Hashable, Sendable {
    /// The transport as a whole.
    case transport(TransportID)
    /// A vehicle.
    case vehicle(VehicleID)
    /// A camera of a vehicle, by its channel from 1.
    case camera(VehicleID, channel: Int)
    /// A person.
    case person(PersonID)
    /// A side of a hand-over.
    case side(Annex1.Side)
    /// A line of the hand-over form, by what it counts.
    case line(String)
    /// A seal, by its number.
    case seal(String)
    /// A recording or another piece of evidence, by its name.
    case item(String)
  }

  /// The gate that refuses.
  public let gate: GateID
  /// The regulation's clause, as `requirements.md` numbers it, such as `3.4-d`.
  public let clause: String
  /// What the failure is about.
  public let subject: Subject
  /// The failure in one sentence in each language.
  public let explanation: Explanation

  /// The failure as a JSON object: `gate`, `clause`, what it is about by its kind, `zh`, `en`.
  public var json: JSONObject {
    JSONObject(
      [("gate", .string(gate.rawValue)), ("clause", .string(clause))] + subject.fields
        + explanation.json.fields.map { ($0.name, $0.value) })
  }
}

extension GateFailure.Subject {
  fileprivate var fields: [(String, JSONValue)] {
    switch self {
    case .transport(let id): [("transport", .string(id.text))]
    case .vehicle(let id): [("vehicle", .string(id.text))]
    case .camera(let vehicle, let channel): [("vehicle", .string(vehicle.text)), ("camera", .integer(Int64(channel)))]
    case .person(let id): [("person", .string(id.text))]
    case .side(let side): [("side", .string(side.rawValue))]
    case .line(let name): [("line", .string(name))]
    case .seal(let number): [("seal", .string(number))]
    case .item(let name): [("item", .string(name))]
    }
  }
}

/// A gate: from plain values to every failure at once. Its file reads like its row in RULES.md §5.
protocol Gate {
  /// Which gate of RULES.md.
  static var id: GateID { get }
}

extension Gate {
  /// A failure of the gate.
  static func failure(_ clause: String, _ subject: GateFailure.Subject, chinese: String, english: String) -> GateFailure {
    GateFailure(gate: id, clause: clause, subject: subject, explanation: Explanation(chinese: chinese, english: english))
  }
}

extension String {
  /// Whether it says nothing: a reason of blanks is none.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
