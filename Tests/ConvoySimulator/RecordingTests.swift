import EscortDomain
import Testing
import TrackFiles

@testable import ConvoySimulator

@Suite("A recording, made ready to be played")
struct RecordingTests {
  private static let mark = ConvoyMark(suffix: "-R1", terminals: ["13800000001"], block: 7, first: 0)

  private static func events(_ lines: [String]) throws -> [Event] { try lines.map { try EventReader.event(fromLine: $0.utf8) } }

  private static let plan = """
    {"type":"transport","at":"2024-01-11T00:00:00Z","id":"T1","leg":"branch-site","origin":{"org":"a","lat":28.1,"lon":113},\
    "destination":{"org":"b","lat":28.2,"lon":113},"plannedDeparture":"2024-01-11T01:00:00Z","plannedArrival":"2024-01-11T02:00:00Z",\
    "vehicles":[{"id":"湘A00001","terminal":"13800000001","cameras":[1,2],"crew":[{"person":"E1","role":"escort"}]}],"note":"kept"}
    """

  private static func position(_ more: String, at second: String = "00") -> String {
    """
    {"type":"position","at":"2024-01-11T01:00:\(second)Z","received":"2024-01-11T01:00:40Z","vehicle":"湘A00001",\
    "lat":28.123456,"lon":113.000001,\(more)}
    """
  }

  private static func beat(_ camera: Int, _ state: String, _ more: String = "") -> String {
    """
    {"type":"recording","at":"2024-01-11T01:00:00Z","received":"2024-01-11T01:00:40Z","vehicle":"湘A00001",\
    "camera":\(camera),"state":"\(state)"\(more)}
    """
  }

  private static func steps(_ lines: [String]) throws -> [ConvoyScript.Step] {
    try Recording(name: "r", events: try events([plan] + lines)).convoy(mark: mark).steps
  }

  @Test("a scenario's feed is said again in the messages it came in, at the times it was received")
  func scenario() throws {
    let script = ConvoyScript(try ScenarioReader.scenario(from: ScenarioText.firstLight), seed: 3)
    let recording = try Recording(name: "r", events: script.feed)
    #expect(recording.leftOut == 0)
    let steps = recording.convoy(mark: Self.mark).steps
    func reports(_ steps: [ConvoyScript.Step]) -> [UnitReport] {
      steps.flatMap { step -> [UnitReport] in
        switch step.utterance {
        case .report(let report): [report]
        case .backfill(let reports): reports
        default: []
        }
      }.sorted { ($0.at, $0.vehicle.text) < ($1.at, $1.vehicle.text) }
    }
    #expect(reports(steps) == reports(script.steps))
    let batches = steps.compactMap { step in if case .backfill(let reports) = step.utterance { reports.count } else { nil } }
    #expect(batches == [36])
    let received = Set(script.feed.map(\.received))
    #expect(steps.allSatisfy { received.contains($0.sent) })
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.sent <= $1.sent })
  }

  @Test(
    "a position goes as a location report only when that says exactly the same",
    arguments: [
      (#""speed":30,"alarms":["emergency"],"door":"closed""#, true), (#""speed":30.5,"course":90,"altitude":50"#, true),
      (#""alarms":[],"door":"closed""#, false), (#""speed":30.55"#, false), (#""speed":30,"altitude":-3"#, false),
      (#""speed":30,"alarms":["vendor-alarm"]"#, false), (#""speed":30,"satellites":9"#, false), (#""speed":30,"door":"open""#, true),
      (#""speed":30,"valid":false"#, true),
    ])
  func exact(fields: String, isReport: Bool) throws {
    let event = try #require(try Self.events([Self.position(fields)]).first)
    let steps = try Self.steps([Self.position(fields)])
    #expect(steps.count == 1)
    switch try #require(steps.first).utterance {
    case .report(let report):
      #expect(isReport)
      guard case .position(let said)? = report.events(received: event.received).first?.fact, case .position(let position) = event.fact
      else { return #expect(Bool(false)) }
      #expect(said.coordinate == position.coordinate && said.valid == position.valid)
      #expect(said.speedKilometresPerHour == position.speedKilometresPerHour)
      #expect(said.alarms == position.alarms ?? [] && said.door == position.door ?? .closed)
    case .events(let events): #expect(!isReport && events == [event])
    default: Issue.record("\(steps)")
    }
  }

  @Test("one that says nothing of doors or alarms is not made to deny what its vehicle said elsewhere")
  func silence() throws {
    let door = #"{"type":"door","at":"2024-01-11T01:00:05Z","vehicle":"湘A00001","state":"open"}"#
    let alarm = #"{"type":"alarm","at":"2024-01-11T01:00:05Z","vehicle":"湘A00001","name":"emergency","state":"on"}"#
    for (said, needs) in [(door, #""speed":1,"alarms":[]"#), (alarm, #""speed":1,"door":"closed""#)] {
      let withOther = try Self.steps([said, Self.position(needs)])
      #expect(!withOther.contains { if case .report = $0.utterance { true } else { false } })
      let alone = try Self.steps([Self.position(needs)])
      #expect(alone.contains { if case .report = $0.utterance { true } else { false } })
    }
  }

  @Test("heartbeats ride on a report when items 0x15 to 0x17 say exactly these, else they go over HTTP")
  func heartbeats() throws {
    let place = Self.position(#""speed":1,"alarms":[],"door":"closed""#)
    func riders(_ beats: [String]) throws -> (report: Int, posted: Int) {
      var counts = (report: 0, posted: 0)
      for step in try Self.steps([place] + beats) {
        if case .report(let report) = step.utterance { counts.report += report.cameras.count }
        if case .events(let events) = step.utterance { counts.posted += events.count }
      }
      return counts
    }
    #expect(try riders([Self.beat(1, "recording"), Self.beat(2, "no-signal")]) == (2, 0))
    #expect(try riders([Self.beat(1, "fault"), Self.beat(2, "occluded")]) == (2, 0))
    #expect(try riders([Self.beat(1, "fault"), Self.beat(2, "recording")]) == (0, 2))
    #expect(try riders([Self.beat(1, "recording"), Self.beat(2, "stopped")]) == (0, 2))
    #expect(try riders([Self.beat(1, "recording")]) == (0, 1))
    #expect(try riders([Self.beat(1, "recording"), Self.beat(2, "recording", #","freeBytes":5"#)]) == (0, 2))
  }

  @Test("several reports received at once are a backfill, in order of their own times")
  func backfill() throws {
    let fields = #""speed":1,"alarms":[],"door":"closed""#
    let steps = try Self.steps([Self.position(fields, at: "20"), Self.position(fields, at: "10")])
    guard case .backfill(let reports)? = steps.first?.utterance else { return #expect(Bool(false)) }
    #expect(reports.map { $0.at.rfc3339 } == ["2024-01-11T01:00:10Z", "2024-01-11T01:00:20Z"])
    #expect(steps.first?.sent.rfc3339 == "2024-01-11T01:00:40Z")
  }

  @Test("a terminal that was moved to another vehicle is in neither all the time: what both say goes over HTTP")
  func movedTerminal() throws {
    let second = Self.plan.replacing("T1", with: "T2").replacing("湘A00001", with: "湘A00002")
    let events = try Self.events([Self.plan, second, Self.position(#""speed":1"#)])
    let convoy = try Recording(name: "r", events: events).convoy(mark: Self.mark)
    #expect(convoy.units.isEmpty)
    #expect(convoy.steps.count == 1)
    #expect(!convoy.steps.contains { if case .report = $0.utterance { true } else { false } })
  }

  @Test("its plan is a simulation's under the mark, and its policy bears on the marked organisation alone")
  func plan() throws {
    let policies = [
      #"{"type":"policy","at":"2024-01-01T00:00:00Z","signalLoss":90,"terminalAlarms":{"emergency":null}}"#,
      #"{"type":"policy","at":"2024-01-02T00:00:00Z","org":"a","restSpeed":5}"#,
      #"{"type":"policy","at":"2024-02-01T00:00:00Z","signalLoss":60}"#,
    ]
    let person = #"{"type":"person","at":"2024-01-10T00:00:00Z","id":"E1","name":"E1","org":"a","formalEmployee":true}"#
    let lines = policies + [person, Self.plan, Self.position(#""speed":1"#)]
    let convoy = try Recording(name: "r", events: try Self.events(lines)).convoy(mark: Self.mark)
    var kinds: [String] = []
    for event in convoy.plan {
      kinds.append(EventWriter.type(of: event.fact))
      switch event.fact {
      case .policy(let change):
        #expect(change.organisation?.text == "a-R1")
        #expect(change.values["signalLoss"]?.double == 90 && change.values["restSpeed"]?.double == 5)
        #expect(change.values["terminalAlarms"]?.object?["emergency"] == .null)
        #expect(event.at <= (try #require(Instant(rfc3339: "2024-01-11T01:00:00Z"))))
      case .person(let person): #expect(person.id.text == "E1-R1" && person.organisation?.text == "a-R1")
      case .transport(let plan):
        #expect(plan.id.text == "T1-R1" && plan.isSimulated && plan.clock == nil)
        #expect(plan.vehicles.first?.terminal == convoy.units.first?.terminal && plan.vehicles.first?.terminal?.count == 12)
        #expect(plan.canonicalText.contains("kept"))
      default: Issue.record("\(event)")
      }
    }
    #expect(kinds == ["policy", "person", "transport"])
  }

  @Test("what no unit and no phone of it can say is counted, and a feed without a plan cannot be played")
  func leftOut() throws {
    let stranger = #"{"type":"check-in","at":"2024-01-11T01:00:00Z","vehicle":"湘A00001","person":"E9"}"#
    let other = #"{"type":"door","at":"2024-01-11T01:00:00Z","vehicle":"湘A99999","state":"open"}"#
    #expect(try Recording(name: "r", events: try Self.events([Self.plan, stranger, other])).leftOut == 2)
    #expect(throws: ScenarioError.self) { try Recording(name: "r", events: try Self.events([stranger])) }
  }

  @Test("a track says what a terminal would have said, with speeds reckoned from the way where none were recorded")
  func track() throws {
    let text = "time,lat,lon\n2024-01-11T01:00:00.5Z,28.1,113\n2024-01-11T01:00:10Z,28.1009,113\n2024-01-11T02:00:00Z,28.2,113\n"
    let track = try TrackFile.track(from: text)
    let events = try TrackRecording.events(of: track, vehicle: VehicleID("湘A00001"), terminal: "13800000001")
    let recording = try Recording(name: "r", events: events)
    let convoy = recording.convoy(mark: Self.mark)
    let reports = convoy.steps.compactMap { step in if case .report(let report) = step.utterance { report } else { nil } }
    #expect(reports.map(\.at.microsecondsSince1970) == events.dropFirst().map(\.at.microsecondsSince1970))
    #expect(reports.map(\.speedTenths) == [379, 379, 0])
    #expect(convoy.begins.rfc3339 == "2024-01-11T01:00:00Z" && convoy.ends.rfc3339 == "2024-01-11T02:00:00Z")
  }

  @Test("a track of a time that JT/T 808 cannot date is moved by whole days to one that it can")
  func oldTrack() throws {
    let track = try TrackFile.track(from: "time,lat,lon\n1970-01-03T10:11:12Z,28.1,113\n1970-01-03T10:11:22Z,28.1009,113\n")
    let events = try TrackRecording.events(of: track, vehicle: VehicleID("湘A00001"), terminal: "13800000001")
    #expect(events.dropFirst().map(\.at.rfc3339) == ["2000-01-01T10:11:12Z", "2000-01-01T10:11:22Z"])
    let steps = try Recording(name: "r", events: events).convoy(mark: Self.mark).steps
    #expect(steps.allSatisfy { if case .report = $0.utterance { true } else { false } })
  }
}
