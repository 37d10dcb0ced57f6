public import EscortDomain

/// The accounts people sign in with, folded from the journal.
public struct AccountRegister: Sendable {
  /// What an account may do, by its name in the journal.
  public enum Role: String, Hashable, Sendable {
    /// Watches the desk and acts on alerts.
    case dispatcher
  }

  /// An account.
  public struct Account: Hashable, Sendable {
    /// What its holder types.
    public let name: String
    /// Who that is, for people.
    public let displayName: String
    /// What it may do.
    public let role: Role
    /// The password as it is kept.
    public let keptPassword: String

    /// An account.
    public init(name: String, displayName: String, role: Role, keptPassword: String) {
      self.name = name
      self.displayName = displayName
      self.role = role
      self.keptPassword = keptPassword
    }

    /// An account as it was journaled; `nil` when it is none.
    public init?(json object: JSONObject) {
      guard let name = object["account"]?.string, let displayName = object["name"]?.string,
        let role = object["role"]?.string.flatMap({ Role(rawValue: $0) }), let kept = object["password"]?.string
      else { return nil }
      self.init(name: name, displayName: displayName, role: role, keptPassword: kept)
    }

    /// The account as it is journaled.
    public var json: JSONObject {
      [
        "account": .string(name), "name": .string(displayName), "role": .string(role.rawValue), "password": .string(keptPassword),
      ]
    }
  }

  private var accounts: [String: Account] = [:]

  /// A register before any account was set.
  public init() {}

  /// Notes an account; of one name the latest stands.
  public mutating func set(_ account: Account) { accounts[account.name] = account }

  /// The account of a name.
  public func account(_ name: String) -> Account? { accounts[name] }

  /// Whether there is no account yet.
  public var isEmpty: Bool { accounts.isEmpty }
}
