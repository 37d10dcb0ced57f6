import EscortDomain
import RouteRules
import TrackFiles

/// A small convoy with random faults: dense in ties and boundaries, so that what two readers could decide differently shows.
struct RandomConvoy {
  var generator: SeededGenerator
  private var lines: [JSONObject] = []
  private let start = Instant(microsecondsSince1970: 1_704_934_800_000_000)  // 2024-01-11T09:00:00+08:00
  let vehicles: [String]
  private let cameras: Int
  let people = ["E1", "E2", "E3", "E4", "D1"]
  let isCalm: Bool

  /// The events of a seed, in no particular order; the same seed gives the same events.
  static func events(seed: UInt64) throws -> [Event] {
    var convoy = RandomConvoy(seed: seed)
    convoy.plan()
    convoy.crew()
    convoy.drive()
    convoy.alarm()
    convoy.openDoors()
    convoy.sealUp()
    convoy.carryPhones()
    convoy.film()
    convoy.declare()
    convoy.repeatSome()
    return try convoy.lines.map { line in try EventReader.event(from: line) }
  }

  private init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...2, using: &generator)
    vehicles = (1...count).map { "湘A0000\($0)" }
    cameras = Int.random(in: 1...2, using: &generator)
    isCalm = Bool.random(using: &generator)
  }

  // MARK: Drawing

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }

  /// Seconds after the start, now and then a microsecond off.
  mutating func time(_ seconds: Int) -> Instant {
    let off: Int64 = chance(8) ? pick([-1, 1]) : 0
    return start + .seconds(seconds) + TimeSpan(microseconds: off)
  }

  mutating func add(_ type: String, at instant: Instant, _ fields: [(String, JSONValue)]) {
    var line = JSONObject([("type", .string(type)), ("at", .string(instant.rfc3339))] + fields)
    let delay: TimeSpan =
      switch Int.random(in: 0..<100, using: &generator) {
      case 0..<60: .zero
      case 60..<85: .seconds(Int.random(in: 0...5, using: &generator))
      case 85..<95: .seconds(Int.random(in: 60...2000, using: &generator))
      case 95..<97: .seconds(-60)
      case 97..<98: TimeSpan(microseconds: -60_000_001)
      default: .seconds(-Int.random(in: 30...400, using: &generator))
      }
    line["received"] = .string((instant + delay).rfc3339)
    lines.append(line)
  }

  // MARK: Plan and people

  private mutating func plan() {
    for _ in 0..<(chance(20) ? 2 : 1) { addPlan(id: "T1", at: time(-3600 + pick([0, 0, 600, 5000]))) }
    if chance(15) { addPlan(id: "T2", at: time(-3600)) }
    if chance(25) {
      let values: [[(String, JSONValue)]] = [
        [("escortMinimum", 1)], [("signalLoss", 60)], [("heartbeatGap", 60), ("recordingGapIgnored", 0)],
        [("clockAhead", 30)], [("areaRadius", 500)], [("checkInInterval", 600)], [("escortMinimumLone", 3)],
        [("terminalAlarms", ["fatigue": "info", "main-power-lost": nil])],
        [("confirmStop", 120), ("confirmGrace", 60)], [("corridor", 400), ("deviationFixes", 2)],
        [("speedLimit", 60), ("speedingFor", 30)], [("stopFor", 120), ("stopCritical", 240), ("stopLimit", 180)],
        [("separationDistance", 500), ("crewDistance", 100)], [("fixMaxAge", 60)], [("handOverWithin", 60), ("handOverHigh", 120)],
        [("frozenFixes", 3), ("frozenFor", 30)], [("frozenFixes", 1), ("frozenFor", 0)], [("frozenFixes", 2), ("frozenFor", 0)],
        [("offlineFor", 150), ("offlineDistance", 300)],
      ]
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        var line = pick(values)
        if chance(30) { line.append(("org", pick(["a", "a", "hunan", "b"]))) }
        if chance(15) { line.append(("parent", pick(["hunan", "a"]))) }
        if chance(15) { line.append(("profile", pick(["national", "regulation"]))) }
        add("policy", at: time(pick([-3600, -3600, 0, 1])), line)
      }
    }
  }

  private mutating func addPlan(id: String, at instant: Instant) {
    let crews: [[(String, String)]] = [
      [("E1", "escort"), ("E2", "escort"), ("D1", "driver")],
      [("E3", "escort"), ("E4", "escort"), ("E2", chance(10) ? "relief-driver" : "escort")],
    ]
    let cars = vehicles.enumerated().map { index, vehicle -> JSONValue in
      let crew = crews[index].map { JSONValue.object(JSONObject([("person", .string($0.0)), ("role", .string($0.1))])) }
      return .object(
        JSONObject([
          ("id", .string(vehicle)), ("crew", .array(crew)),
          ("cameras", .array((1...cameras).map { .integer(Int64($0)) })),
        ]))
    }
    let destination: JSONValue =
      chance(20)
      ? ["org": "b", "polygon": [[27.99, 113.09], [28.01, 113.09], [28.01, 113.11], [27.99, 113.11]]]
      : ["org": "b", "lat": 28.0, "lon": 113.1, "radius": 300]
    var fields: [(String, JSONValue)] = [
      ("id", .string(id)), ("leg", .string(pick(["province-branch", "province-branch", "printer-province"]))),
      ("origin", ["org": "a", "lat": 28.0, "lon": 113.0]), ("destination", destination),
      ("plannedDeparture", .string(time(pick([0, 0, -900, 600])).rfc3339)),
      ("plannedArrival", .string(time(pick([1800, 2400, 900])).rfc3339)),
      ("route", pick([[[28.0, 113.0], [28.0, 113.1]], [[28.0, 113.0], [28.0, 113.03], [28.0, 113.1]], [[28.0, 113.0]]])),
      ("vehicles", .array(cars)), ("simulated", true),
    ]
    let sessions = ["2024-01-13T00:30:00Z", "2024-01-14T00:30:00Z", "2024-01-11T04:00:00Z", "2024-01-13T16:00:00Z"]
    if chance(90) { fields.append(("firstSession", .string(pick(sessions)))) }
    if chance(20) { fields.append(("earlyArrivalException", .bool(chance(50)))) }
    if chance(10) { fields.append(("corridor", .number(pick([100, 340])))) }
    if chance(40) {
      let limit: JSONValue = pick([120, 240, 600, nil])
      fields.append(
        ("stops", [["lat": 28.0, "lon": 113.04, "radius": 3000, "limit": limit], ["lat": 28.0, "lon": 113.05, "limit": 300]]))
    }
    if chance(30) {
      let limit: JSONValue = pick([150, 300, 600, nil])
      fields.append(("zones", [["kind": "dead", "lat": 28.0, "lon": 113.05, "radius": 3000, "limit": limit]]))
    }
    add("transport", at: instant, fields)
  }

  private mutating func crew() {
    for person in people {
      for _ in 0..<(chance(15) ? 2 : 1) {
        var fields: [(String, JSONValue)] = [
          ("id", .string(person)), ("org", .string(chance(90) ? "a" : pick(["b", "c"]))),
          ("formalEmployee", .bool(chance(95))), ("candidateRelative", .bool(chance(4))), ("approved", .bool(chance(96))),
        ]
        if chance(96) { fields.append(("pledge", "2023-12-01")) }
        add("person", at: time(pick([-3600, -3600, -3599, 900])), fields)
      }
    }
    for person in people.dropLast() where chance(92) {
      var now = Int.random(in: -600...120, using: &generator)
      var vehicle = person == "E1" || person == "E2" ? vehicles[0] : vehicles[vehicles.count - 1]
      var kind = "check-in"
      while now < 4200 {
        let isUnderDuress: [(String, JSONValue)] = chance(isCalm ? 1 : 3) ? [("duress", true)] : []
        add(kind, at: time(now), [("vehicle", .string(vehicle)), ("person", .string(person))] + isUnderDuress)
        if chance(10) { vehicle = pick(vehicles) }
        kind = pick(["confirm", "confirm", "check-in", isCalm ? "confirm" : "check-out"])
        now += pick([600, 1200, 1800, 2100, 0, 60, 59])
      }
    }
  }

  // MARK: Positions

  private mutating func drive() {
    for vehicle in vehicles {
      var now = pick([-200, -60, 0, -43_300])
      if now < -1000 {
        addPosition(vehicle, now, share: 0)
        now = -100
      }
      var detour = 0.0
      let leaves = Int.random(in: -60...300, using: &generator)
      let arrives = leaves + Int.random(in: 600...2400, using: &generator)
      while now < arrives + 400 {
        let share = min(1, max(0, Double(now - leaves) / Double(arrives - leaves)))
        if detour == 0, chance(isCalm ? 2 : 4) { detour = pick([0.0017, 0.0019, 0.0035, 0.004, 0.004, 0.019]) }
        if detour != 0, chance(25) { detour = 0 }
        addPosition(vehicle, now, share: share, north: detour)
        if chance(8) { now = addStop(vehicle, now, share: share) }
        if chance(3) {  // out of sight, and now and then elsewhere afterwards
          now += pick([290, 300, 301, 420, 900])
          detour = pick([0, 0.004, 0.004])
        }
        now += isCalm && chance(95) ? pick([30, 60]) : pick([10, 30, 60, 119, 120, 121, 180, 400])
      }
    }
  }

  /// A vehicle that stands, more or less; returns when it was seen there last.
  private mutating func addStop(_ vehicle: String, _ second: Int, share: Double) -> Int {
    var now = second
    for _ in 0..<Int.random(in: 2...8, using: &generator) {
      now += pick([30, 60, 60, 90, 119, 120, 121])
      // 0.00044 and 0.00046 degrees of latitude are 48.9 and 51.1 metres.
      let drift = chance(80) ? 0 : pick([0.00044, 0.00046, -0.0002])
      var fields: [(String, JSONValue)] = [
        ("vehicle", .string(vehicle)), ("lat", .number(28.0 + drift)), ("lon", .number(113.0 + 0.1 * share)),
      ]
      if chance(80) { fields.append(("speed", .number(pick([0, 0, 0, 3, 3.01])))) }
      add("position", at: time(now), fields)
    }
    return now
  }

  private mutating func addPosition(_ vehicle: String, _ second: Int, share: Double, north: Double = 0) {
    var latitude = 28.0 + north
    var longitude = 113.0 + 0.1 * share
    var fields: [(String, JSONValue)] = []
    if chance(isCalm ? 1 : 4) { latitude += 0.3 }
    if chance(1) { (latitude, longitude) = pick([(0, 0), (91, 10), (28, 181)]) }
    if chance(2) { fields.append(("valid", false)) }
    if chance(80) { fields.append(("speed", .number(pick([0, 30, 60.5, 21, 30, 60.5, 100, 101, 120])))) }
    if chance(10) { fields.append(("door", pick(["open", "closed", "closed", "closed"]))) }
    if chance(40) {
      let alarms: [JSONValue] = chance(isCalm ? 5 : 15) ? [pick(["emergency", "main-power-lost", "fatigue"])] : []
      fields.append(("alarms", .array(alarms)))
    }
    let place: [(String, JSONValue)] = [
      ("vehicle", .string(vehicle)), ("lat", .number(latitude)), ("lon", .number(longitude)),
    ]
    add("position", at: time(second), place + fields)
    if chance(3) {  // the same instant again, elsewhere
      add("position", at: time(second), [place[0], ("lat", .number(latitude + 0.001)), place[2], ("speed", 40)])
    }
    if chance(isCalm ? 1 : 4) {  // a receiver that is stuck
      var stuck = second
      for _ in 0..<Int.random(in: 3...7, using: &generator) {
        stuck += pick([10, 15, 20])
        add("position", at: time(stuck), place + [("speed", .number(pick([50, 50, 50, 20])))])
      }
    }
  }

  private mutating func alarm() {
    for vehicle in vehicles {
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let name: JSONValue = pick(["emergency", "emergency", "gnss-antenna-open", "tts-fault"])
        let second = pick([-43_300, -43_200, -300, 0, 60, 600, 1500, 2600])
        add("alarm", at: time(second), [("vehicle", .string(vehicle)), ("name", name), ("state", pick(["on", "on", "off"]))])
      }
    }
  }

  // MARK: Recording

  private mutating func film() {
    for vehicle in vehicles {
      for camera in 1...cameras {
        let who: [(String, JSONValue)] = [("vehicle", .string(vehicle)), ("camera", .integer(Int64(camera)))]
        var now = pick([-100, -30, 0, 45])
        while now < 3600 {
          let state = chance(isCalm ? 98 : 85) ? "recording" : pick(["stopped", "fault", "occluded", "no-signal"])
          add("recording", at: time(now), who + [("state", .string(state))])
          if chance(3) { add("recording", at: time(now), who + [("state", .string(pick(["occluded", "stopped", "recording"])))]) }
          now += chance(isCalm ? 97 : 80) ? pick([30, 60]) : pick([89, 90, 91, 94, 95, 96, 200, 900])
        }
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
          let from = Int.random(in: -60...3000, using: &generator)
          let to = from + pick([60, 120, 300, 600, -10])
          let piece = who + [("from", .string(time(from).rfc3339)), ("to", .string(time(to).rfc3339))]
          add("segment", at: time(max(from, to) + pick([0, 10, -30, 600])), piece)
          if chance(50) {
            let next = to + pick([0, 1, 2, 3])
            add(
              "segment", at: time(next + 400),
              who + [
                ("from", .string(time(next).rfc3339)), ("to", .string(time(next + 120).rfc3339)),
              ])
          }
        }
      }
    }
  }

  // MARK: Declarations

  private mutating func declare() {
    func kinds(_ kind: String, _ second: [Int]) -> (String, [Int]) { (kind, second) }
    let choices = [
      kinds("loaded", [-600, -60, 100]), kinds("departed", [0, 30, 300, 301, 900, 1000]),
      kinds("arrived", [-100, 600, 1500, 2400, 2700]), kinds("handed-over", [-700, 900, 2600, 3000]), kinds("stored", [3100]),
    ]
    for (kind, seconds) in choices where chance(60) {
      for _ in 0..<(chance(15) ? 2 : 1) { add(kind, at: time(pick(seconds)), [("transport", "T1")]) }
    }
  }

  /// Some lines come twice, with another receive time.
  private mutating func repeatSome() {
    for line in lines where chance(6) {
      var copy = line
      let received = line["received"]?.string.flatMap { Instant(rfc3339: $0) } ?? start
      copy["received"] = .string((received + .seconds(pick([-200, -1, 1, 300]))).rfc3339)
      lines.append(copy)
    }
  }
}
