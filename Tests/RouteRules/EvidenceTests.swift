import EscortDomain
import Testing

@testable import RouteRules

@Suite("Packed evidence")
struct EvidenceTests {
  @Test("events come out of a block as they went in, odd numbers and all", arguments: 1...UInt64(40))
  func roundTrip(seed: UInt64) throws {
    let vehicle = VehicleID("湘A00001")
    var events = try RandomConvoy.events(seed: seed).filter { $0.fact.vehicle == vehicle }
    for value in [-0.0, 0.1 + 0.2, .infinity, 1e300, -89.999_999_9, 180] {
      var report = PositionReport(vehicle: vehicle, coordinate: Coordinate(latitude: value, longitude: -value))
      report.speedKilometresPerHour = value
      report.courseDegrees = 359.5
      report.altitudeMetres = -value
      report.alarms = ["emergency", "", "emergency"]
      let at = Instant(microsecondsSince1970: seed.isMultiple(of: 2) ? .min : .max)
      events.append(Event(at: at, received: Instant(microsecondsSince1970: 0), fact: .position(report), unknownFields: "{\"x\":1}"))
    }
    let heartbeat = CameraHeartbeat(vehicle: vehicle, camera: .max, state: .noSignal, freeBytes: .min)
    events.append(Event(at: .distantFuture, received: .distantPast, fact: .recording(heartbeat)))
    for name in ["Zo\u{E9}", "Zoe\u{301}"] {
      let act = CrewAct(kind: .checkIn, vehicle: vehicle, person: PersonID(name))
      events.append(Event(at: .distantFuture, received: .distantPast, fact: .act(act)))
    }
    let unpacked = try #require(PackedReader.events(of: PackedWriter.block(of: events), vehicle: vehicle))
    #expect(unpacked == events)
    #expect(zip(unpacked, events).allSatisfy { $0.bits == $1.bits })
  }

  @Test("what is told twice is known wherever it lies, and told earlier it is told earlier")
  func duplicates() throws {
    let vehicle = VehicleID("湘A00001")
    let events = (0..<400).map { second -> Event in
      let at = Instant(microsecondsSince1970: Int64(second / 2) * 1_000_000)
      let heartbeat = CameraHeartbeat(vehicle: vehicle, camera: second % 2, state: .recording)
      return Event(at: at, received: at + .seconds(5), fact: .recording(heartbeat))
    }
    let memory = EngineMemory(archive: ArchiveInMemory(), blockLength: 7)
    var store = EvidenceStore(of: vehicle)
    for event in events { #expect(store.insert(event, memory) == .added) }
    for event in events { #expect(store.insert(event, memory) == .known) }
    for index in events.indices where index % 9 == 0 {
      var earlier = events[index]
      earlier.received = earlier.at
      #expect(store.insert(earlier, memory) == .receivedEarlier)
      #expect(store.insert(events[index], memory) == .known)
    }
    let kept = store.events(memory).sorted { ($0.at, $0.camera) < ($1.at, $1.camera) }
    #expect(kept.count == events.count)
    #expect(kept.enumerated().allSatisfy { $1.received - $1.at == .seconds($0 % 9 == 0 ? 0 : 5) })
  }

  @Test("shelves that were put away are looked into", arguments: [true, false])
  func putAway(isEverFull: Bool) throws {
    let vehicle = VehicleID("湘A00001")
    let archive = ArchiveInMemory(isEverFull: isEverFull)
    let memory = EngineMemory(archive: archive)
    let events = (0..<9000).map { second -> Event in
      let at = Instant(microsecondsSince1970: Int64(second) * 1_000_000)
      return Event(at: at, received: at + .seconds(5), fact: .door(DoorReport(vehicle: vehicle, state: .closed)))
    }
    var store = EvidenceStore(of: vehicle)
    for event in events { #expect(store.insert(event, memory) == .added) }
    var writer = PackedWriter()
    writer.write(store)
    let block = writer.block()
    #expect(block.count < (isEverFull ? 40_000 : 10_000))
    var reader = PackedReader(block)
    store = reader.read()
    for event in events where event.at.microsecondsSince1970 % 17 == 0 { #expect(store.insert(event, memory) == .known) }
    for index in stride(from: 0, to: events.count, by: 90) {
      var earlier = events[index]
      earlier.received = earlier.at
      #expect(store.insert(earlier, memory) == .receivedEarlier)
      #expect(store.insert(events[index], memory) == .known)
    }
    let kept = store.events(memory).sorted { $0.at < $1.at }
    #expect(kept.map(\.at) == events.map(\.at))
    #expect(kept.enumerated().allSatisfy { $1.received - $1.at == .seconds($0 % 90 == 0 ? 0 : 5) })
    let late = store.events(from: events[8500].at, memory)
    #expect(late.count < 1100 && Set(late.map(\.at)).isSuperset(of: events[8500...].map(\.at)))
  }

  @Test("more declarations than anybody makes are taken in")
  func declarations() {
    var store = EvidenceStore()
    for number in 0..<70_000 {
      let at = Instant(microsecondsSince1970: Int64(number))
      let declaration = Declaration(kind: .loaded, transport: TransportID("T1"), by: "a")
      _ = store.insert(Event(at: at, received: at, fact: .declaration(declaration)), EngineMemory())
    }
    #expect(store.events(EngineMemory()).count == 70_000)
  }

  @Test("what is told in no order at all is known again, and few blocks are read for it")
  func anyOrder() {
    let vehicle = VehicleID("湘A00001")
    var generator = SeededGenerator(seed: 1)
    let archive = ArchiveInMemory(isEverFull: false)
    let memory = EngineMemory(archive: archive)
    let events = (0..<5000).map { second -> Event in
      let at = Instant(microsecondsSince1970: Int64(second) * 1_000_000)
      return Event(at: at, received: at, fact: .door(DoorReport(vehicle: vehicle, state: .closed)))
    }
    .shuffled(using: &generator)
    var store = EvidenceStore(of: vehicle)
    for event in events { #expect(store.insert(event, memory) == .added) }
    // Each of the insertions looks at up to five shelves, and one look in a hundred is in vain.
    #expect(archive.reads < 5000 * 3 * 16 / 50)
    #expect(events.prefix(100).allSatisfy { store.insert($0, memory) == .known })
  }
}

extension Event {
  /// The bits of the decimals, which tell nought from minus nought.
  fileprivate var bits: [UInt64] {
    guard case .position(let report) = fact else { return [] }
    return [report.coordinate.latitude, report.coordinate.longitude, report.speedKilometresPerHour ?? .nan].map(\.bitPattern)
  }

  fileprivate var camera: Int { if case .recording(let heartbeat) = fact { heartbeat.camera } else { -1 } }
}
