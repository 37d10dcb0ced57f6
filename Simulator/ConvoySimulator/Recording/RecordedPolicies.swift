import EscortDomain
import TrackFiles

/// The policies a recording was judged under, told anew so that they bear on nothing but its copy.
///
/// A recording's line may be everybody's, and would change how real transports are judged. So what the lines come to for each transport
/// is written out, value by value, as the policy of the copy's own organisation.
struct RecordedPolicies {
  private let lines: [PolicyDocument.Line]

  /// The policy lines of a recording.
  init(_ events: [Event]) {
    lines = events.compactMap { event in
      if case .policy(let change) = event.fact { (event.at, change) } else { nil }
    }
  }

  /// A line for each transport, by its origin's organisation.
  func lines(of transports: [Transport], beginning begins: Instant, mark: ConvoyMark) -> [Event] {
    var told: [OrganisationID: Instant] = [:]
    let first = (transports.map(\.plannedDeparture) + [begins]).min() ?? begins
    return transports.sorted { $0.plannedDeparture < $1.plannedDeparture }.compactMap { plan in
      let organisation = plan.origin.organisation
      let last = told[organisation]
      if last == plan.plannedDeparture { return nil }
      told[organisation] = plan.plannedDeparture
      // A transport is judged by the lines up to its planned departure, so the next one's come after that.
      return line(for: plan, at: last.map { $0 + .microsecond } ?? first - .seconds(3600), mark: mark)
    }
  }

  private func line(for plan: Transport, at: Instant, mark: ConvoyMark) -> Event? {
    let standing = lines.filter { $0.at <= plan.plannedDeparture }
    var values = PolicyDocument(of: plan.origin.organisation, from: standing).policy.values
    // An alarm that is switched off has to be said to be off, or the default stands.
    if var alarms = values["terminalAlarms"]?.object {
      for name in Policy().terminalAlarms.keys.sorted() where alarms[name] == nil { alarms[name] = .null }
      values["terminalAlarms"] = .object(alarms)
    }
    values["type"] = "policy"
    values["at"] = .string(at.rfc3339)
    values["org"] = .string(plan.origin.organisation.text + mark.suffix)
    return try? EventReader.event(from: values)
  }
}
