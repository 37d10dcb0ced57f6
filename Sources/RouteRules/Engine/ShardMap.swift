import EscortDomain

/// Which shards an event belongs to (``ShardedRuleEngine``).
///
/// A transport's place follows from its identifier. What a vehicle tells goes to every shard with a transport whose plan, this one or a
/// former, names it; while no plan does, to one shard that keeps it, since a later plan may (RULES.md 8.1-6). A shard either has all that a
/// vehicle told or none of it.
struct ShardMap: Sendable {
  /// What a vehicle told is to be had in another shard as well, or instead.
  struct Move: Sendable {
    let vehicle: VehicleID
    let from: Int
    let destination: Int
    /// Whether it is to stay where it is too.
    let stays: Bool
  }

  /// Some of the shards.
  struct Shards: Sequence, IteratorProtocol, Sendable {
    /// A bit for each.
    fileprivate var bits: UInt64

    fileprivate static func one(_ shard: Int) -> Shards { Shards(bits: 1 << UInt64(shard)) }

    fileprivate func contains(_ shard: Int) -> Bool { bits & (1 << UInt64(shard)) != 0 }

    mutating func next() -> Int? {
      guard bits != 0 else { return nil }
      defer { bits &= bits - 1 }
      return bits.trailingZeroBitCount
    }
  }

  private struct Vehicle: Sendable {
    var shards: Shards
    var isPlanned: Bool
  }

  private let count: Int
  private let all: Shards
  private var vehicles: [VehicleID: Vehicle] = [:]

  /// A map of so many shards, from 1 to ``ShardedRuleEngine/mostShards``, before any event.
  init(count: Int) {
    self.count = count
    all = Shards(bits: UInt64.max >> UInt64(64 - count))
  }

  /// The shard of a transport.
  func shard(of transport: TransportID) -> Int { place(transport.fingerprint) }

  /// What has to be moved before an event is taken in: what the vehicles of a plan told that its shard does not have. Notes that it was.
  mutating func moves(for event: Event) -> [Move] {
    guard case .transport(let plan) = event.fact else { return [] }
    let destination = shard(of: plan.id)
    var moves: [Move] = []
    for id in plan.vehicles.map(\.id) {
      guard let known = vehicles[id] else {
        vehicles[id] = Vehicle(shards: .one(destination), isPlanned: true)
        continue
      }
      if !known.shards.contains(destination), let from = known.shards.first(where: { _ in true }) {
        moves.append(Move(vehicle: id, from: from, destination: destination, stays: known.isPlanned))
      }
      let former = known.isPlanned ? known.shards.bits : 0
      vehicles[id] = Vehicle(shards: Shards(bits: former | Shards.one(destination).bits), isPlanned: true)
    }
    return moves
  }

  /// The shards an event goes to.
  mutating func shards(of event: Event) -> Shards {
    switch event.fact {
    case .transport(let plan): return .one(shard(of: plan.id))
    case .declaration(let declaration): return .one(shard(of: declaration.transport))
    case .person, .policy: return all
    default:
      return event.fact.vehicle.map { shards(ofVehicle: $0) } ?? all
    }
  }

  /// The shards that what a vehicle tells goes to.
  mutating func shards(ofVehicle id: VehicleID) -> Shards {
    if let known = vehicles[id] { return known.shards }
    let shards = Shards.one(place(id.fingerprint))
    vehicles[id] = Vehicle(shards: shards, isPlanned: false)
    return shards
  }

  /// FNV-1a modulo the number of shards, mixed first: its low bits are no more than those of the characters, so that plates or numbers that
  /// are all even would come to lie together.
  private func place(_ fingerprint: UInt64) -> Int {
    Int(((fingerprint &* 0x9E37_79B9_7F4A_7C15) >> 32) % UInt64(count))
  }
}
