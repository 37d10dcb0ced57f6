import EscortDomain
import JT808
import Registers

/// Turns the cards put into terminals and taken out into check-ins and check-outs (RULES.md 8.4-27).
///
/// A card is a crew member's when its qualification or identity card number is the person's identifier, or when its name is the name
/// of exactly one member of the transport's crews. A card taken out without its holder's fields is the one put in before.
struct CardReader: Sendable {
  private var inserted: [String: PersonID] = [:]

  /// The act a card tells of; `nil` when it is no crew member's or could not be read.
  mutating func event(
    of card: DriverCard, terminal identity: String, _ terminal: FleetRegister.Terminal, received: Instant, register: FleetRegister
  ) -> Event? {
    let known = card.holder.flatMap { Self.member($0, of: terminal, register) }
    let person: PersonID
    let kind: CrewAct.Kind
    switch card.status {
    case 1:
      guard card.readResult == 0, let known else { return nil }
      inserted[identity] = known
      (person, kind) = (known, .checkIn)
    case 2:
      guard let holder = known ?? inserted.removeValue(forKey: identity) else { return nil }
      inserted[identity] = nil
      (person, kind) = (holder, .checkOut)
    default:
      return nil
    }
    let seconds = card.time?.secondsSince1970
    let at = seconds.map { Instant(microsecondsSince1970: $0 * 1_000_000) } ?? register.time(of: terminal, at: received)
    let act = CrewAct(kind: kind, vehicle: terminal.vehicle.id, person: person, method: "card")
    return Event(at: at, received: received, fact: .act(act))
  }

  private static func member(
    _ holder: DriverCard.Holder, of terminal: FleetRegister.Terminal, _ register: FleetRegister
  ) -> PersonID? {
    let crew = Set(register.plan(terminal.transport)?.vehicles.flatMap { $0.crew.map(\.person) } ?? [])
    let numbers = [holder.qualification, holder.identityCard ?? ""]
    if let person = crew.first(where: { numbers.contains($0.text) }) { return person }
    let name = holder.name.trimmed
    let namesakes = crew.filter { !name.isEmpty && register.person($0)?.name == name }
    return namesakes.count == 1 ? namesakes.first : nil
  }
}

extension CardReader: Packable {
  func pack(into writer: inout PackedWriter) { writer.write(inserted) }
  init(from reader: inout PackedReader) { inserted = reader.read() }
}

extension String {
  /// Without the 00 and spaces devices pad with.
  fileprivate var trimmed: String {
    let isPadding = { (scalar: Unicode.Scalar) in scalar == "\0" || scalar == " " }
    let start = unicodeScalars.drop(while: isPadding)
    return String(String.UnicodeScalarView(start.reversed().drop(while: isPadding).reversed()))
  }
}
