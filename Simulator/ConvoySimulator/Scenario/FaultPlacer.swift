import EscortDomain

/// Finds when a fault happens that its file places by a kilometre of the route.
///
/// Who stands comes later to all that lies behind, so standing is placed first, from the beginning of the route to its end.
struct FaultPlacer {
  private var scenario: Scenario

  /// A placer for a scenario that is read up to its faults.
  init(_ scenario: Scenario) {
    self.scenario = scenario
  }

  /// The faults with their times, in the file's order.
  func faults(_ statements: [FaultReader.Statement]) throws(ScenarioError) -> [Scenario.Fault] {
    var placer = self
    var placed: [(order: Int, fault: Scenario.Fault)] = []
    for (order, statement) in statements.enumerated().sorted(by: { Self.rank($0.element) < Self.rank($1.element) }) {
      let fault = try placer.fault(statement)
      placer.scenario.faults.append(fault)
      placed.append((order, fault))
    }
    return placed.sorted { $0.order < $1.order }.map(\.fault)
  }

  /// Standing at a time comes before standing at a place, which comes before everything else.
  private static func rank(_ statement: FaultReader.Statement) -> Double {
    guard statement.kind.holdsUp else { return .infinity }
    if case .place(let metres) = statement.begins { return metres }
    return -1
  }

  private func fault(_ statement: FaultReader.Statement) throws(ScenarioError) -> Scenario.Fault {
    let from: Instant
    switch statement.begins {
    case .at(let instant): from = instant
    case .place(let metres): from = try instant(at: metres, statement)
    }
    let to: Instant
    switch statement.ends {
    case .after(let span): to = from + span
    case .place(let metres): to = try instant(at: metres, statement)
    }
    guard from <= to else { throw ScenarioError(line: statement.line, "the fault ends before it begins") }
    guard from <= scenario.ends, to >= scenario.begins else {
      throw ScenarioError(line: statement.line, "the fault lies outside the time from begins to ends")
    }
    let fault = Scenario.Fault(kind: statement.kind, from: from, to: to)
    if case .breakdown(let broken, let relief) = fault.kind {
      let behind = scenario.drive.headway.scaled(by: Double(index(of: relief) - index(of: broken)))
      guard to - from > behind else {
        throw ScenarioError(line: statement.line, "\(relief) comes by \(Int(behind.seconds))s later; the breakdown must take longer")
      }
    }
    return fault
  }

  /// The first whole second at which the vehicle meant has come so far; the first vehicle where none is meant.
  private func instant(at metres: Double, _ statement: FaultReader.Statement) throws(ScenarioError) -> Instant {
    let kind = statement.kind
    let index =
      kind.vehicle.map(index(of:)) ?? kind.person.flatMap { person in
        scenario.transport.vehicles.firstIndex { $0.crew.contains { $0.person == person } }
      } ?? 0
    let itinerary = Itinerary(scenario, vehicleAt: index)
    guard let instant = itinerary.arrival(alongMetres: metres, between: scenario.begins, and: scenario.ends) else {
      let kilometres = (scenario.transport.route.lengthMetres / 10).rounded() / 100
      throw ScenarioError(
        line: statement.line, "nobody comes to kilometre \(metres / 1000) while the scenario runs; the route has \(kilometres)")
    }
    return instant
  }

  private func index(of vehicle: VehicleID) -> Int { scenario.transport.vehicles.firstIndex { $0.id == vehicle } ?? 0 }
}
