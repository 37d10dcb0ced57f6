import EscortDomain
public import Registers
import Synchronization

/// The registers as intake needs them at once: what was just stored is in them before it is answered.
public final class LiveFleet: Sendable {
  private let fleet: Mutex<FleetRegister>
  private let tokens: Mutex<TokenRegister>

  /// Begins with what the journal held.
  public init(_ fleet: FleetRegister, tokens: TokenRegister = TokenRegister()) {
    self.fleet = Mutex(fleet)
    self.tokens = Mutex(tokens)
  }

  /// The provisioned terminals as they stand.
  public var current: FleetRegister { fleet.withLock(\.self) }

  /// A provisioned terminal.
  func terminal(_ identity: String) -> FleetRegister.Terminal? { fleet.withLock { $0.terminal(identity) } }

  /// Changes the provisioned terminals.
  public func update(_ change: (inout FleetRegister) -> Void) { fleet.withLock { change(&$0) } }

  /// Keeps what a plan names for simulations or for real transports; says what is kept for the other kind already.
  func claim(_ plan: Transport) -> String? { fleet.withLock { $0.claim(plan) } }

  /// Who holds a token.
  public func holder(of token: String) -> TokenRegister.Holder? { tokens.withLock { $0.holder(of: token) } }

  /// Notes that a token was given.
  public func give(hash: String, to holder: TokenRegister.Holder) { tokens.withLock { $0.give(hash: hash, to: holder) } }
}
