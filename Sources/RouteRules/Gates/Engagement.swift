public import EscortDomain

/// The time in which a transport holds its people and vehicles.
public struct Engagement: Hashable, Sendable {
  /// The transport.
  public var transport: TransportID
  /// From when to when.
  public var span: Interval
  /// The vehicles it holds.
  public var vehicles: Set<VehicleID>
  /// The people it holds, drivers included.
  public var people: Set<PersonID>
  /// Whether the transport is a simulation, which holds nothing that a real one could miss (RULES.md §6).
  public var isSimulated: Bool

  /// An engagement.
  public init(transport: TransportID, span: Interval, vehicles: Set<VehicleID>, people: Set<PersonID>, isSimulated: Bool = false) {
    self.transport = transport
    self.span = span
    self.vehicles = vehicles
    self.people = people
    self.isSimulated = isSimulated
  }

  /// The engagement of a plan: from its planned departure to its planned arrival, from an earlier loading, to a later hand-over, and while
  /// duty runs to the present at least; an instant at least.
  ///
  /// - Parameters:
  ///   - duty: the crew's duty as known; `nil` before it begins.
  ///   - asOf: the present, for which a duty that still runs is known.
  public init(of plan: Transport, duty: Interval? = nil, asOf: Instant = .distantPast) {
    var span = Interval(from: plan.plannedDeparture, to: max(plan.plannedArrival, plan.plannedDeparture + .microsecond))
    if let duty {
      let isOver = duty.to <= asOf
      span = Interval(from: min(span.from, duty.from), to: isOver ? duty.to : max(span.to, asOf + .microsecond))
    }
    self.init(
      transport: plan.id, span: span, vehicles: Set(plan.vehicles.map(\.id)),
      people: Set(plan.vehicles.flatMap(\.crew).map(\.person)), isSimulated: plan.isSimulated)
  }
}
