public import Registers
import Synchronization

/// The register as intake needs it at once: what was just stored is in it before it is answered.
public final class LiveFleet: Sendable {
  private let register: Mutex<FleetRegister>

  /// Begins with what the journal held.
  public init(_ register: FleetRegister) {
    self.register = Mutex(register)
  }

  /// The register as it stands.
  public var current: FleetRegister { register.withLock(\.self) }

  /// Changes the register.
  public func update(_ change: (inout FleetRegister) -> Void) { register.withLock { change(&$0) } }
}
