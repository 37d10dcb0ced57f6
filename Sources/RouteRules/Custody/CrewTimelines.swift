import EscortDomain

/// Who of a transport's escorts was on board which vehicle, and when a confirmation of theirs comes due.
struct CrewTimelines: Sendable {
  /// One vehicle's crew.
  struct OnBoard: Sendable {
    let vehicle: VehicleID
    /// How many eligible escorts are on board.
    fileprivate(set) var count = CountTimeline([])
    /// When they are fewer than required.
    fileprivate(set) var tooFew: IntervalSet
    /// From each check-in or confirmation of an escort, eligible or not, to the next act, by when it ends.
    fileprivate(set) var watches: [Watch] = []
    /// When each escort, eligible or not, is on board.
    fileprivate(set) var presence: [PersonID: IntervalSet] = [:]

    /// The watches that end at an instant or later.
    func watches(reaching instant: Instant) -> ArraySlice<Watch> {
      watches[watches.firstIndex(onceTrue: { $0.interval.to >= instant })...]
    }
  }

  /// The crews in the order of the plan's vehicles.
  private(set) var onBoard: [OnBoard]
  private var acts: [PersonID: PresenceTimeline] = [:]
  private let terms: Terms

  init(_ terms: Terms) {
    self.terms = terms
    onBoard = terms.plan.vehicles.map { OnBoard(vehicle: $0.id, tooFew: CountTimeline([]).below(terms.escortsRequired)) }
  }

  /// The place of a vehicle's crew.
  func index(of vehicle: VehicleID) -> Int? { onBoard.firstIndex { $0.vehicle == vehicle } }

  /// Takes an act in; one of somebody who is no escort says nothing.
  mutating func insert(_ act: CrewAct, at instant: Instant) {
    guard terms.escorts.contains(act.person) else { return }
    acts[act.person, default: PresenceTimeline(policy: terms.policy)].insert(act.kind, vehicle: act.vehicle, at: instant)
    for index in onBoard.indices { refresh(index, act.person) }
  }

  private mutating func refresh(_ index: Int, _ person: PersonID) {
    guard let timeline = acts[person] else { return }
    let vehicle = onBoard[index].vehicle
    onBoard[index].presence[person] = timeline.presence(on: vehicle)
    onBoard[index].watches.removeAll { $0.person == person }
    onBoard[index].watches += timeline.watches(on: vehicle).map { Watch(vehicle: vehicle, person: person, interval: $0) }
    onBoard[index].watches.sort { $0.interval.to < $1.interval.to }
    guard terms.eligibleEscorts.contains(person) else { return }
    onBoard[index].count = CountTimeline(
      onBoard[index].presence.filter { terms.eligibleEscorts.contains($0.key) }.map(\.value))
    onBoard[index].tooFew = onBoard[index].count.below(terms.escortsRequired)
  }
}
