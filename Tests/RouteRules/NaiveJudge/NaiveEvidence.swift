import EscortDomain

/// What is known at an instant, filtered from all events by the sentences of RULES.md 8.1.
struct NaiveEvidence {
  let asOf: Instant
  let known: [Event]

  init(_ events: [Event], asOf: Instant) {
    self.asOf = asOf
    var unique: [Event] = []
    for event in events {
      if let index = unique.firstIndex(where: {
        $0.at == event.at && $0.fact == event.fact && $0.unknownFields == event.unknownFields
      }) {
        unique[index].received = min(unique[index].received, event.received)
      } else {
        unique.append(event)
      }
    }
    known = unique.filter { $0.received <= asOf }
  }

  func plans() -> [Transport] {
    var best: [TransportID: (Instant, Transport)] = [:]
    for event in known where event.at <= asOf {
      guard case .transport(let plan) = event.fact else { continue }
      if let (at, other) = best[plan.id],
        at > event.at || (at == event.at && Array(other.canonicalText.utf8).lexicographicallyPrecedes(plan.canonicalText.utf8) == false)
      {
        continue
      }
      best[plan.id] = (event.at, plan)
    }
    return best.values.map(\.1)
  }

  func record(_ id: PersonID) -> Person? {
    var best: (Instant, Person)?
    for event in known where event.at <= asOf {
      guard case .person(let person) = event.fact, person.id == id else { continue }
      if let (at, other) = best {
        if at > event.at { continue }
        if at == event.at, !Array(other.canonicalText.utf8).lexicographicallyPrecedes(person.canonicalText.utf8) { continue }
      }
      best = (event.at, person)
    }
    return best?.1
  }

  func policy(_ plan: Transport) throws -> Policy {
    let lines = known.compactMap { event -> (Instant, PolicyChange)? in
      guard case .policy(let change) = event.fact, event.at <= asOf, event.at <= plan.plannedDeparture else { return nil }
      return (event.at, change)
    }
    let ordered = lines.sorted {
      $0.0 != $1.0 ? $0.0 < $1.0 : Array($0.1.canonicalText.utf8).lexicographicallyPrecedes($1.1.canonicalText.utf8)
    }
    func heirs(_ organisation: OrganisationID, _ seen: [OrganisationID]) -> [OrganisationID] {
      if seen.contains(organisation) { return [] }
      let parent = ordered.last { $0.1.organisation == organisation && $0.1.parent != nil }?.1.parent
      return (parent.map { heirs($0, seen + [organisation]) } ?? []) + [organisation]
    }
    var policy = Policy()
    for (_, change) in ordered where change.organisation == nil { try policy.merge(change.values) }
    for organisation in heirs(plan.origin.organisation, []) {
      for (_, change) in ordered where change.organisation == organisation { try policy.merge(change.values) }
    }
    return policy
  }

  /// The events of a transport at their places in time.
  func evidence(_ plan: Transport, _ policy: Policy) -> [(at: Instant, fact: Fact)] {
    known.compactMap { event in
      var place = event.at
      var fact = event.fact
      if event.at - event.received > policy.clockAhead {
        switch event.fact {
        case .recording(let heartbeat) where heartbeat.state != .recording: place = event.received
        case .act(let act) where act.kind == .checkOut: place = event.received
        case .alarm, .door, .seal: place = event.received
        case .position(var report) where report.alarms != nil || report.door != nil:
          report.valid = false
          fact = .position(report)
          place = event.received
        default: return nil
        }
      }
      guard place <= asOf else { return nil }
      if case .declaration(let declaration) = event.fact {
        return declaration.transport == plan.id ? (place, event.fact) : nil
      }
      guard let vehicle = event.fact.vehicle, plan.vehicles.contains(where: { $0.id == vehicle }),
        place >= plan.plannedDeparture - policy.evidenceLead
      else { return nil }
      return (place, fact)
    }
  }

  /// The receive times of the fixes of a vehicle whose clock ran ahead.
  func clockAhead(_ plan: Transport, _ vehicle: VehicleID, _ policy: Policy) -> [Instant] {
    known.compactMap { event in
      guard case .position(let report) = event.fact, report.vehicle == vehicle, report.valid,
        event.at - event.received > policy.clockAhead, event.received >= plan.plannedDeparture - policy.evidenceLead
      else { return nil }
      let place = report.coordinate
      let isPossible = abs(place.latitude) <= 90 && abs(place.longitude) <= 180 && (place.latitude != 0 || place.longitude != 0)
      return isPossible ? event.received : nil
    }
  }

  /// The acts with a duress code on a plan's vehicles, at their places in time.
  func duressActs(_ plan: Transport, _ policy: Policy) -> [(at: Instant, act: CrewAct)] {
    known.compactMap { event in
      guard case .act(let act) = event.fact, act.duress, plan.vehicles.contains(where: { $0.id == act.vehicle }) else { return nil }
      let place = event.at - event.received > policy.clockAhead ? event.received : event.at
      return place <= asOf && place >= plan.plannedDeparture - policy.evidenceLead ? (place, act) : nil
    }
  }
}
