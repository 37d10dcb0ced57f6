public import EscortDomain

/// Who holds which token: tokens are kept as hashes, folded from the journal.
public struct TokenRegister: Sendable {
  /// What a token's holder may post.
  public enum Holder: Hashable, Sendable {
    /// Plans, records, policies and declarations.
    case dispatcher(name: String)
    /// The evidence of one vehicle, but nothing a person does.
    case unit(VehicleID)
    /// One person's own check-in, confirmation and check-out.
    case crew(PersonID)

    /// The holder as it is journaled: what it is and who.
    public var text: String {
      switch self {
      case .dispatcher(let name): "dispatcher:\(name)"
      case .unit(let vehicle): "unit:\(vehicle)"
      case .crew(let person): "crew:\(person)"
      }
    }

    /// A holder as it was journaled; `nil` when it is none.
    public init?(text: String) {
      guard let colon = text.firstIndex(of: ":") else { return nil }
      let name = String(text[text.index(after: colon)...])
      switch text[..<colon] {
      case "dispatcher": self = .dispatcher(name: name)
      case "unit": self = .unit(VehicleID(name))
      case "crew": self = .crew(PersonID(name))
      default: return nil
      }
    }

    /// Whether the holder may post an event.
    public func mayPost(_ fact: Fact) -> Bool {
      switch (self, fact) {
      case (.dispatcher, .policy), (.dispatcher, .person), (.dispatcher, .transport), (.dispatcher, .declaration): true
      case (.unit(let vehicle), .position), (.unit(let vehicle), .recording), (.unit(let vehicle), .segment),
        (.unit(let vehicle), .phone), (.unit(let vehicle), .door), (.unit(let vehicle), .seal),
        (.unit(let vehicle), .alarm):
        fact.vehicle == vehicle
      case (.crew(let person), .act(let act)): act.person == person
      default: false
      }
    }
  }

  private var holders: [String: Holder] = [:]

  /// A register before any token was given.
  public init() {}

  /// Notes that a token of a hash was given to a holder.
  public mutating func give(hash: String, to holder: Holder) { holders[hash] = holder }

  /// Who holds a token.
  public func holder(of token: String) -> Holder? { holders[SecretCode(text: token).hash] }

  /// Whether any dispatcher has a token.
  public var hasDispatcher: Bool {
    holders.values.contains { if case .dispatcher = $0 { true } else { false } }
  }
}
