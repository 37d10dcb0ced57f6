public import EscortDomain
import RouteRules

/// A vehicle's unit is to tell its crew that confirmations are due (RULES.md `missed-check-in`).
public struct ConfirmationPrompt: Hashable, Sendable {
  /// The transport.
  public let transport: TransportID
  /// The vehicle.
  public let vehicle: VehicleID
  /// The names of those who are to confirm.
  public let names: [String]
}

/// When crews are to be told that a confirmation is due.
extension Desk {
  /// The prompts that came up since the last look.
  public func takePrompts() -> [ConfirmationPrompt] {
    defer { prompts = [] }
    return prompts
  }

  /// Has a prompt that could not be sent come up again.
  public func promptAgain(_ prompt: ConfirmationPrompt) {
    dossiers[prompt.transport].prompted.removeAll { $0.vehicle == prompt.vehicle }
  }

  /// Notes whose confirmations are due on a transport; each is prompted once, however long it stays due.
  /// What has been due for so long that it is found missing by now needs no prompt; a restart may prompt once more.
  func notePrompts(_ picture: TransportPicture) {
    let transport = picture.plan.id
    let due = picture.confirmationsDue
    let fresh = due.filter { confirmation in
      picture.asOf - confirmation.due < picture.policy.confirmGrace
        && !dossiers[transport].prompted.contains { $0.isSameOccasion(as: confirmation) }
    }
    dossiers[transport].prompted = due
    for vehicle in picture.plan.vehicles.map(\.id) {
      let people = fresh.filter { $0.vehicle == vehicle }.map { names[$0.person] ?? $0.person.text }
      if !people.isEmpty { prompts.append(ConfirmationPrompt(transport: transport, vehicle: vehicle, names: people)) }
    }
  }
}
