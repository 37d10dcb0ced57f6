import EscortDomain
import Yams

/// Reads a scenario from its YAML text. Every fault of the file is told with its line.
public enum ScenarioReader {
  /// The scenario a text describes.
  ///
  /// - Parameter file: the text of a file the scenario names, by its path from the scenario's folder; `nil` when there is none.
  public static func scenario(
    from text: String, readingFilesBy file: @escaping (String) -> String? = { _ in nil }
  ) throws(ScenarioError) -> Scenario {
    var fields = try ScenarioFields(try root(of: text), path: "the scenario")
    let date = try date(try fields.node("date"))
    let name = try fields.text("name")
    let title = try fields.text("title")
    let begins = try fields.instant("begins", on: date)
    let ends = try fields.instant("ends", on: date)
    guard begins < ends, ends - begins <= .seconds(48 * 3600) else {
      throw ScenarioError(line: fields.line, "the scenario must end after it begins, within 48 hours")
    }
    let seed = UInt64(try fields.whole("seed", in: 0...Int.max))
    let crews = try VehicleReader.vehicles(try fields.list("vehicles"))
    let planLine = fields.line
    let plan = try TransportReader(date: date, file: file).transport(try fields.node("transport"), vehicles: crews.map(\.vehicle))
    let drive = try DriveReader.drive(try fields.node("drive"), on: date, stopNames: plan.stops.map { $0.name ?? "" })
    let declarations = try DriveReader.declarations(try fields.node("declarations"), on: date)
    let people = try people(crews, employedBy: plan.origin.organisation)
    let faults = try FaultReader(date: date, vehicles: plan.vehicles).faults(try fields.list("faults"))
    let seals = try EvidenceReader.seals(try fields.list("seals"), on: date, vehicles: plan.vehicles)
    let recordings = try EvidenceReader.recordings(try fields.list("recordings"), on: date, vehicles: plan.vehicles)
    let noise = try fields.take("noise").map(DriveReader.noise) ?? .usual
    let expectation = try ExpectationReader.expectation(try fields.node("expect"), on: date, transport: plan.id)
    try fields.finish()
    guard plan.route.points.count >= 2 else { throw ScenarioError(line: planLine, "the route needs at least two points") }
    var scenario = Scenario(
      name: name, title: title, begins: begins, ends: ends, seed: seed, transport: plan, stopNames: plan.stops.map { $0.name ?? "" },
      drive: drive, declarations: declarations, units: crews.map(\.unit), people: people, seals: seals, recordings: recordings,
      noise: noise, faults: [], expectation: expectation)
    scenario.faults = try FaultPlacer(scenario).faults(faults)
    return scenario
  }

  private static func people(
    _ crews: [VehicleReader.Crewed], employedBy organisation: OrganisationID
  ) throws(ScenarioError) -> [Person] {
    var people: [Person] = []
    for member in crews.flatMap(\.people) {
      guard !people.contains(where: { $0.id.text == member.id }) else {
        throw ScenarioError(line: member.line, "\(member.id) is on board twice; a person has one place in the convoy")
      }
      people.append(record(member, employedBy: organisation))
    }
    return people
  }

  private static func root(of text: String) throws(ScenarioError) -> Node {
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch {
      switch error as? YamlError {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
        throw ScenarioError(line: mark.line, "not YAML: \(problem)")
      default: throw ScenarioError(line: nil, "not YAML: \(error)")
      }
    }
    guard let node else { throw ScenarioError(line: 1, "the file is empty") }
    return node
  }

  private static func date(_ node: Node) throws(ScenarioError) -> CivilDate {
    let text = try ScenarioFields.text(node, "date")
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) else {
      throw ScenarioError(line: node.line, "date must be a date such as 2024-01-11, not \"\(text)\"")
    }
    return date
  }

  /// A person who may escort: what the scenario does not say is in order (RULES.md 8.3-21).
  private static func record(_ member: VehicleReader.Member, employedBy organisation: OrganisationID) -> Person {
    Person(
      id: PersonID(member.id), name: member.name, organisation: organisation, formalEmployee: true, candidateRelative: false,
      pledge: "2024-01-02", approved: true, training: "2024-01-04")
  }
}
