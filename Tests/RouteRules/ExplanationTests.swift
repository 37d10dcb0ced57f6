import EscortDomain
import Foundation
import RouteRules
import Testing

@Suite("Why a verdict holds")
struct ExplanationTests {
  private static func verdict(
    _ rule: RuleID, vehicle: VehicleID? = nil, camera: Int? = nil, person: PersonID? = nil, _ aspect: Verdict.Aspect? = nil, to: Int?,
    _ detail: [(String, JSONValue)] = []
  ) -> Verdict {
    let from = Instant(microsecondsSince1970: 1_704_934_923_000_000)  // 2024-01-11T09:02:03+08:00
    let subject = Verdict.Subject(
      rule: rule, transport: TransportID("T1"), vehicle: vehicle, camera: camera, person: person, aspect: aspect)
    return Verdict(subject: subject, from: from, to: to.map { from + .seconds($0) }, severity: .high, detail: JSONObject(detail))
  }

  @Test("one sentence says who, when, what and how long")
  func sentences() {
    let recording = Self.verdict(.recordingContinuity, vehicle: VehicleID("湘A12345"), camera: 2, to: 420, [("seconds", 420)]).explanation()
    #expect(recording.chinese == "湘A12345 2 号摄像机 09:02:03–09:09:03 无录像证明,共 7 分 0 秒")
    #expect(recording.english == "湘A12345 camera 2: recording not proved 09:02:03–09:09:03, 7 min 0 s")
    let open = Self.verdict(.escortMinimum, vehicle: VehicleID("湘A12345"), to: nil, [("seconds", 75), ("present", 1), ("required", 2)])
    #expect(open.explanation().chinese == "湘A12345 自 09:02:03 起仅 1 名合格押运员在车(需 2 名),已 1 分 15 秒")
    #expect(open.explanation(tellingLength: false).english == "湘A12345: only 1 of 2 eligible escorts on board since 09:02:03")
    let jump = Self.verdict(.implausiblePosition, vehicle: VehicleID("V"), Verdict.Aspect(field: "kind", value: "jump"), to: 0)
    #expect(jump.explanation().chinese == "V 09:02:03 定位跳变")
    let long = Self.verdict(.lateArrival, to: 100_000, [("seconds", 100_000), ("planned", "2024-01-11T00:47:03Z")]).explanation()
    #expect(long.chinese == "T1 09:02:03–01-12 12:48:43 迟到(计划 08:47:03),共 27 小时 46 分 40 秒")
    let alarm = Self.verdict(.terminalAlarm, vehicle: VehicleID("V"), Verdict.Aspect(field: "name", value: "main-power-lost"), to: nil)
    #expect(alarm.explanation().chinese == "V 自 09:02:03 起终端报警:主电源断电")
  }

  @Test("every verdict of the random convoys can say why it holds, with every figure in it")
  func complete() throws {
    var rules: Set<RuleID> = []
    for seed in 1...UInt64(60) {
      let events = try RandomConvoy.events(seed: seed)
      let asOf = try #require(events.map(\.received).max())
      var engine = RuleEngine(clocking: .recorded, startingAt: asOf)
      for event in events { engine.take(event) }
      _ = engine.settle(at: asOf)
      for verdict in engine.verdicts(at: asOf) {
        rules.insert(verdict.subject.rule)
        let why = verdict.explanation()
        #expect(!why.chinese.contains("—") && !why.english.contains("—"), "\(why)")
        #expect(why.chinese.contains(verdict.from.rfc3339Shanghai.dropFirst(11).prefix(8)), "\(why)")
      }
    }
    #expect(rules == Set(RuleID.allCases))
  }

  @Test("an alarm is called here what the console calls it")
  func alarmNames() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../Sources/DispatchConsole/Assets/catalogue.json").standardizedFileURL
    let catalogue = try #require(try JSONValue(parsing: String(contentsOf: file, encoding: .utf8)).object)
    let alarms = catalogue.fields.filter { $0.name.hasPrefix("alarm.") }
    #expect(alarms.count == 32)
    for alarm in alarms {
      let name = String(alarm.name.dropFirst("alarm.".count))
      #expect(AlarmNames.chinese(name) == alarm.value.object?["zh"]?.string)
    }
  }

  @Test("a transition names the events that decided it, and a timer's names none")
  func deciding() throws {
    let events = try RandomConvoy.events(seed: 3).sorted { $0.received < $1.received }
    let end = try #require(events.last?.received) + .seconds(4000)
    var engine = RuleEngine(clocking: .recorded)
    var decided = 0
    var byTime = 0
    for event in events {
      engine.take(event)
      for told in engine.settle(at: event.received) {
        // What began or ended custody decides as well.
        let isOfNow = told.decidedBy.allSatisfy { event in
          let isPosition = if case .position = event.fact { true } else { false }
          return event.received <= told.received && (isPosition || told.verdict.subject.rests(on: event.fact))
        }
        #expect(isOfNow)
        if told.decidedBy.contains(where: { $0.isSameOccurrence(as: event) }) { decided += 1 }
        if told.decidedBy.isEmpty { byTime += 1 }
      }
    }
    let last = engine.settle(at: end)
    #expect(last.allSatisfy { $0.decidedBy.isEmpty || $0.received <= end - .seconds(3000) })
    #expect(decided > 10)
    #expect(byTime > 5)
  }
}
