import DecodeReference
import JT808

/// Decodes the same stream of 0x0200 frames by the codec and by a C loop, in turn, and prints both rates as JSON lines.
///
/// The codec's way is the service's: bytes as they come from a socket, to frames that keep their bytes, to messages.
struct DecodeBenchmark {
  let name: String
  let stream: [UInt8]
  let frames: Int

  /// A stream of reports that differ in everything that differs from report to report.
  init(name: String, items: [ExtensionItem]) {
    var encoder = FrameEncoder(version: .v2013, terminal: TerminalNumber(packed: [0x01, 0x38, 0, 0x12, 0x34, 0x56]))
    var stream: [UInt8] = []
    frames = 10_000
    for index in 0..<UInt32(frames) {
      let report = LocationReport(
        alarmBits: index % 7 == 0 ? 1 : 0, statusBits: 0x4C0003, latitudeMagnitude: 28_198_741 + index * 13,
        longitudeMagnitude: 112_970_872 + index * 29, altitudeMetres: UInt16(index % 3000), speedTenths: UInt16(index % 1200),
        courseDegrees: UInt16(index % 360), time: BCDTime(secondsSince1970: 1_704_934_923 + Int64(index)), items: ExtensionItems(items))
      for frame in encoder.frames(.location(report)) { stream += frame.raw }
    }
    self.name = name
    self.stream = stream
  }

  /// Reads the stream once with the codec.
  func decode() -> decode_sum {
    var sum = decode_sum(reports: 0, fields: 0)
    var scanner = FrameScanner()
    scanner.scan(stream.span) { frame in
      guard case .location(let report)? = try? Message(frame) else { return }
      sum.reports += 1
      sum.fields &+= Self.sum(report, serial: frame.header.serial)
    } dropped: { _, _ in
    }
    return sum
  }

  private static func sum(_ report: LocationReport, serial: UInt16) -> UInt64 {
    var sum = UInt64(serial) + UInt64(report.alarmBits) + UInt64(report.statusBits) + UInt64(report.latitudeMagnitude)
    sum += UInt64(report.longitudeMagnitude) + UInt64(report.altitudeMetres) + UInt64(report.speedTenths)
    sum += UInt64(report.courseDegrees) + (report.time.packed & 0xFF)
    for item in report.items { sum += UInt64(item.id) + UInt64(item.value.first ?? 0) }
    return sum
  }

  func decodeInC() -> decode_sum { stream.withUnsafeBufferPointer { decode_reference($0.baseAddress, $0.count) } }

  /// Frames a second, the best of several rounds: what the machine's other work takes away is not the codec's.
  func run() {
    let clock = ContinuousClock()
    var best = Duration.seconds(3600)
    var bestInC = best
    for _ in 0..<Self.rounds {
      var sums = (decode_sum(reports: 0, fields: 0), decode_sum(reports: 0, fields: 0))
      best = min(best, clock.measure { sums.0 = decode() })
      bestInC = min(bestInC, clock.measure { sums.1 = decodeInC() })
      guard sums.0.reports == UInt64(frames), sums.0.reports == sums.1.reports, sums.0.fields == sums.1.fields else {
        print(#"{"name":"\#(name)","error":"the codec and the C loop read different things"}"#)
        return
      }
    }
    let rate = Double(frames) / (best / .seconds(1))
    let rateInC = Double(frames) / (bestInC / .seconds(1))
    print(
      #"{"name":"\#(name)","per_second":\#(Int(rate)),"reference_per_second":\#(Int(rateInC)),"ratio":\#(rate / rateInC)}"#)
  }

  private static let rounds = 200
}

/// The thirteen items of a report of 124 bytes.
let items: [ExtensionItem] = [
  .doubleWord(0x01, 123_456), .word(0x02, 400), .word(0x03, 630), .word(0x04, 7),
  ExtensionItem(id: 0x05, value: [UInt8](repeating: 0xFF, count: 30)),
  .word(0x06, 21), .doubleWord(0x14, 0), .doubleWord(0x15, 2), .doubleWord(0x16, 0), .word(0x17, 0), .doubleWord(0x25, 3),
  .word(0x2A, 0), ExtensionItem(id: 0x31, value: [17, 0, 0, 0, 0, 0, 0, 0]),
]
DecodeBenchmark(name: "0x0200, body of 28 bytes", items: []).run()
DecodeBenchmark(name: "0x0200, body of 124 bytes with 13 items", items: items).run()
