public import EscortDomain

/// What an engine holds that plans, records, policies and declarations do not say: from it and these another one goes on as the first
/// would have.
///
/// What vehicles told lies in the archive for the most part, and a record says where; it is good as long as the archive is.
public struct EngineRecord: Sendable {
  /// Of each vehicle that told anything.
  var vehicles: [EvidenceStore]
  /// Of each transport.
  var cases: [CaseRecord]
}

/// Where a transport stands.
struct CaseRecord: Sendable {
  let id: TransportID
  /// How far it was moved on, on its own clock.
  let asOf: Instant
  /// When each group of rules was last judged, on its own clock.
  let judged: [Instant]
  /// How far, on the service's.
  let settledAt: Instant
  /// By what it is played.
  let clock: ScenarioClock?
  /// When it next wants to be asked, on its own clock.
  let wake: Instant?
  /// Of one that was closed: evidence placed after this is passed over.
  let closedAfter: Instant?
  /// And what happened before this.
  let countsFrom: Instant
}

extension EngineRecord: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(vehicles)
    writer.write(cases)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    vehicles = reader.read()
    cases = reader.read()
  }
}

extension CaseRecord: Packable {
  func pack(into writer: inout PackedWriter) {
    writer.write(id)
    writer.write(asOf)
    writer.write(judged)
    writer.write(settledAt)
    writer.write(clock)
    writer.write(wake)
    writer.write(closedAfter)
    writer.write(countsFrom)
  }

  init(from reader: inout PackedReader) {
    id = reader.read()
    asOf = reader.read()
    judged = reader.read()
    settledAt = reader.read()
    clock = reader.read()
    wake = reader.read()
    closedAfter = reader.read()
    countsFrom = reader.read()
  }
}
