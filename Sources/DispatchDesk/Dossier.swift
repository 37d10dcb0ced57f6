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
