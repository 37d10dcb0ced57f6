import EscortDomain
import PhoneTrackers
import Testing

@Suite("Whatever a phone sends")
struct MutationTests {
  @Test("20,000 changed requests never trap, and what is read is in range", arguments: [UInt64(20_240_111)])
  func mutations(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var read = 0
    var refused = 0
    for round in 0..<20_000 {
      let form = Form.allCases[Int.random(in: 0..<Form.allCases.count, using: &generator)]
      let body = Self.mutated(form.example, using: &generator)
      do throws(PhoneReportError) {
        let batch = try form.read(body)
        read += 1
        #expect(batch.reports.allSatisfy(Self.isSound), "seed \(seed), round \(round): \(batch)")
        #expect(batch.unreadable.allSatisfy { Self.isDiscreet($0.error) }, "seed \(seed), round \(round): \(batch)")
      } catch {
        refused += 1
        #expect(Self.isDiscreet(error), "seed \(seed), round \(round): \(error)")
      }
    }
    // Both ends of every reader were reached, else the changes prove nothing.
    #expect(read > 2000, "seed \(seed)")
    #expect(refused > 2000, "seed \(seed)")
  }

  enum Form: CaseIterable {
    case query
    case traccarClient
    case traccarClientBatch
    case ownTracks
    case ownTracksList

    var example: [UInt8] {
      switch self {
      case .query:
        Array(
          "id=Zhao+Min&timestamp=1704934923&lat=28.198741&lon=112.970872&speed=19.4&bearing=271&batt=87&charge=true&valid=1&alarm=sos".utf8)
      case .traccarClient: Array(#"{"location":\#(TraccarClientMessageTests.fix),"device_id":"Zhao Min"}"#.utf8)
      case .traccarClientBatch:
        Array(#"{"location":[\#(TraccarClientMessageTests.fix),\#(TraccarClientMessageTests.fix)],"device_id":"Zhao Min"}"#.utf8)
      case .ownTracks: Array(OwnTracksMessageTests.location.utf8)
      case .ownTracksList: Array("[\(OwnTracksMessageTests.location),\(OwnTracksMessageTests.location)]".utf8)
      }
    }

    func read(_ body: [UInt8]) throws(PhoneReportError) -> PhoneReportBatch {
      switch self {
      case .query:
        return PhoneReportBatch(reports: [try OsmAndRequest.report(from: try QueryParameters(decoding: body))])
      case .traccarClient, .traccarClientBatch: return try TraccarClientMessage.batch(from: body)
      case .ownTracks, .ownTracksList: return try OwnTracksMessage.batch(from: body)
      }
    }
  }

  private static let pieces = [
    "1e400", "nan", "-1", "-0", "1e-400", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "null", "true", "\"\"",
    "[", "]", "{", "}", "%", "%zz", "%00", "&", "=", "\\ud800", "\"", ",", ":", "2024-01-11T01:02:60Z", "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00Z", "\u{0}",
  ].map { Array($0.utf8) }

  /// The body with one to four bytes changed, pieces put in, numbers replaced, or stretches cut out or doubled.
  private static func mutated(_ body: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var body = body
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !body.isEmpty {
      let start = Int.random(in: 0..<body.count, using: &generator)
      let end = Int.random(in: start...min(body.count, start + 24), using: &generator)
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: body[start] = UInt8.random(in: 0...255, using: &generator)
      case 1: body[start] = UInt8.random(in: 0x30...0x39, using: &generator)
      case 2: body.insert(contentsOf: piece, at: start)
      case 3: body.removeSubrange(start..<end)
      case 4: body.insert(contentsOf: body[start..<end], at: start)
      default:
        guard let digit = body[start...].firstIndex(where: { (0x30...0x39).contains($0) }) else { continue }
        let rest = body[digit...].firstIndex { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: ".") } ?? body.endIndex
        body.replaceSubrange(digit..<rest, with: piece)
      }
    }
    return body
  }

  private static func isSound(_ report: PhoneReport) -> Bool {
    func holds(_ range: ClosedRange<Double>, _ value: Double?) -> Bool { value.map { range.contains($0) } ?? true }
    return holds(-90...90, report.coordinate.latitude) && holds(-180...180, report.coordinate.longitude)
      && holds(0...6482, report.speedKilometresPerHour) && holds(0...360, report.courseDegrees)
      && holds(-20_000...100_000, report.altitudeMetres) && holds(0...40_000_000, report.accuracyMetres)
      && holds(0...100, report.batteryPercent) && (report.device?.utf8.count ?? 0) <= PhoneReport.longestDeviceBytes
      && holds(0...253_402_300_800, report.at.map { Double($0.microsecondsSince1970) / 1_000_000 })
      && (report.coordinate.isPlausible || !report.isValid)
  }

  /// Whether an error keeps to itself whose phone it was and where.
  private static func isDiscreet(_ error: PhoneReportError) -> Bool {
    let text = "\(error)"
    return !["Zhao", "liwei", "28.19", "112.97"].contains { text.contains($0) }
  }
}
