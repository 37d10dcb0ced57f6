import Foundation
import JT808
import Testing

/// Messages collected from public tests of other gateways; they stand beside the package where they exist.
@Suite("Messages of other gateways' tests")
struct VectorTests {
  @Test("every frame is framed, checksummed and its header read")
  func headers() throws {
    for row in VectorRow.all where row.kind == "frame" {
      let expected = try #require(row.expected["header"] as? [String: Any])
      let header = try #require(row.frames().first, "\(row.hex)").header
      #expect("0x" + hex(header.messageID) == expected["id"] as? String)
      #expect(header.terminal.digits == expected["phone"] as? String)
      #expect(Int(header.serial) == expected["serial"] as? Int)
      #expect(Int(header.encryption) == expected["encrypt"] as? Int)
      #expect((header.version == .v2019 ? 1 : 0) == expected["version_flag"] as? Int)
      #expect((header.part != nil) == expected["subpackage"] as? Bool)
      #expect(header.part.map { Int($0.total) } == expected["total"] as? Int)
      #expect(header.part.map { Int($0.number) } == expected["no"] as? Int)
    }
  }

  @Test("every whole frame, encoded again, is the same bytes")
  func roundTrip() throws {
    for row in VectorRow.all where row.kind == "frame" {
      let frame = try #require(row.frames().first)
      #expect(Frame(header: frame.header, body: frame.body).raw.hex == row.hex, "\(row.source)")
    }
  }

  @Test("every message decodes to the expected values")
  func bodies() throws {
    for row in VectorRow.all where row.kind == "frame" || row.kind == "body" {
      guard let expected = row.expected["body"] as? [String: Any] else { continue }
      let frame: Frame
      if row.kind == "frame" {
        frame = try #require(row.frames().first)
        guard frame.header.part == nil else { continue }
      } else {
        frame = row.bodyFrame()
      }
      let message = try Message(frame)
      guard let actual = Described.fields(message, version: frame.header.version) else { continue }
      let differences = Described.differences(actual, expected)
      #expect(differences.isEmpty, "\(row.source): \(differences)")
    }
  }

  @Test("what is invalid is refused or skipped, and nothing else")
  func invalid() {
    for row in VectorRow.all where row.kind == "invalid" { #expect(row.frames().isEmpty, "\(row.hex)") }
  }

  @Test("split messages come together in any order, and duplicates do not count")
  func reassembly() throws {
    var generator = SystemRandomNumberGenerator()
    for row in VectorRow.all where row.kind == "reassembly" {
      let parts = row.partFrames()
      for _ in 0..<5 {
        var reassembler = Reassembler()
        var order = parts.shuffled(using: &generator)
        order.insert(order[0], at: 1)
        var wholes: [Frame] = []
        for part in order {
          if case .whole(let whole) = reassembler.take(part) { wholes.append(whole) }
        }
        #expect(wholes.count == 1)
        #expect(wholes.first.map { Array($0.body) } == parts.sorted { $0.header.serial < $1.header.serial }.flatMap(\.body))
      }
    }
  }
}

/// A row of the collected messages.
struct VectorRow {
  let kind: String
  let hex: String
  let source: String
  let id: String
  let version: String
  let parts: [String]
  nonisolated(unsafe) let expected: [String: Any]  // parsed JSON, never written after reading

  static let all: [VectorRow] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/vectors/jt808.jsonl")
    guard let text = try? String(contentsOf: file.standardizedFileURL, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { return nil }
      return VectorRow(
        kind: object["kind"] as? String ?? "", hex: object["hex"] as? String ?? "",
        source: object["source"] as? String ?? "", id: object["id"] as? String ?? "",
        version: object["version"] as? String ?? "", parts: object["frames"] as? [String] ?? [],
        expected: object["expected"] as? [String: Any] ?? [:])
    }
  }()

  func frames() -> [Frame] { Self.frames(hex) }

  func partFrames() -> [Frame] { parts.flatMap(Self.frames) }

  func bodyFrame() -> Frame {
    let number = UInt16(id.dropFirst(2), radix: 16) ?? 0
    let version: Version = version == "2019" ? .v2019 : .v2013
    let terminal = TerminalNumber(packed: [UInt8](repeating: 0, count: version.terminalNumberBytes))
    return Frame(header: Header(messageID: number, version: version, terminal: terminal, serial: 0), body: bytes(hex))
  }

  private static func frames(_ hex: String) -> [Frame] {
    var frames: [Frame] = []
    var scanner = FrameScanner()
    scanner.scan(bytes(hex)) { if case .frame(let frame) = $0 { frames.append(frame) } }
    return frames
  }
}

func bytes(_ hex: String) -> [UInt8] {
  let digits = Array(hex.filter { $0 != " " })
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
}

func hex(_ number: UInt16) -> String { String(format: "%04x", number) }

extension Sequence<UInt8> {
  var hex: String { map { String(format: "%02x", $0) }.joined() }
}
