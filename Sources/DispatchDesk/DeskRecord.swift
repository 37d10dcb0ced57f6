public import EscortDomain
public import Journal
import RouteRules

/// Where a desk stood after an entry of the journal: from it, and the entries it names, another one goes on as the first would have.
///
/// It holds nothing that was declared: plans, people, policies, tokens, accounts and commands are read again from the journal, at the
/// places it names.
public struct DeskRecord<DeriverRecord: Packable & Sendable>: Sendable {
  /// The place of the last entry taken in.
  public let position: Int64
  /// The places of the entries to be read again, in order.
  public let lasting: [Int64]
  /// What the deriver keeps beyond these.
  public let deriver: DeriverRecord
  let engine: EngineRecord
  let dossiers: Dossiers
  let arrivalsToLookAt: Set<TransportID>
}

/// Where a desk begins that goes on where another one stood.
public struct DeskStart<DeriverRecord: Packable & Sendable>: Sendable {
  /// Where the other stood.
  public let record: DeskRecord<DeriverRecord>
  /// The entries the record names.
  public let entries: [Entry]

  /// Reads the entries a record names; `nil` when the journal does not hold them all.
  public init?(_ record: DeskRecord<DeriverRecord>, in journal: some Journal) async throws {
    entries = try await journal.read(at: record.lasting)
    self.record = record
    guard entries.count == record.lasting.count else { return nil }
  }
}

extension DeskRecord: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(position)
    var before: Int64 = 0
    writer.write(lasting.count)
    for place in lasting {
      writer.write(place - before)
      before = place
    }
    writer.write(deriver)
    writer.write(engine)
    writer.write(dossiers)
    writer.write(arrivalsToLookAt)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    position = reader.read()
    var place: Int64 = 0
    var lasting: [Int64] = []
    for _ in 0..<reader.count() where !reader.isDamaged {
      place &+= reader.read(Int64.self)
      lasting.append(place)
    }
    self.lasting = lasting
    deriver = reader.read()
    engine = reader.read()
    dossiers = reader.read()
    arrivalsToLookAt = reader.read()
  }
}

/// Written down and taken up.
extension Desk {
  /// Where the desk stands.
  public var record: DeskRecord<Deriver.Record> {
    // What is still to be told or asked comes up again.
    var dossiers = dossiers
    var arrivalsToLookAt = arrivalsToLookAt
    for prompt in prompts { dossiers[prompt.transport].prompted.removeAll { $0.vehicle == prompt.vehicle } }
    for request in proofRequests where request.reason == .arrived {
      dossiers[request.transport].hasArrived = false
      arrivalsToLookAt.insert(request.transport)
    }
    return DeskRecord(
      position: position, lasting: lasting, deriver: deriver.record, engine: engine.record, dossiers: dossiers,
      arrivalsToLookAt: arrivalsToLookAt)
  }
}
