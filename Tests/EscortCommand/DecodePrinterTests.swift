import Testing

@testable import escort

@Suite("escort decode")
struct DecodePrinterTests {

  @Test("a location report prints its fields")
  func location() throws {
    var printer = DecodePrinter()
    let body = "0000000100000003" + "01ae4695" + "06bbcdb8" + "0034027b00b8" + "240111090203" + "150400000002"
    let content = "02000022" + "013800000001" + "0007" + body
    let checksum = stride(from: 0, to: content.count, by: 2).reduce(UInt8(0)) { sum, index in
      let start = content.index(content.startIndex, offsetBy: index)
      return sum ^ (UInt8(content[start...content.index(after: start)], radix: 16) ?? 0)
    }
    let lines = printer.lines(for: "7e \(content)\([checksum].hex) 7E")
    #expect(
      lines == [
        #"{"message":"0x0200","version":2013,"terminal":"013800000001","serial":7,"at":"2024-01-11T01:02:03Z","#
          + #""lat":28.198549,"lon":112.971192,"altitude":52,"speed":63.5,"course":184,"valid":true,"#
          + #""alarms":["emergency"],"status":{"acc":true,"doorsOpen":[],"doorsLocked":false,"outOfService":false,"#
          + #""encryptedCoordinates":false},"extras":{"0x15":"00000002"}}"#
      ])
    #expect(!printer.hasFailed)
  }

  @Test("a bad line tells what is wrong and where, and the rest is read")
  func badLines() {
    var printer = DecodePrinter()
    #expect(printer.lines(for: "").isEmpty)
    #expect(printer.lines(for: "7e7e").isEmpty)
    #expect(!printer.hasFailed)
    #expect(printer.lines(for: "xyz") == [#"{"error":"not hex: two digits 0-9 a-f a byte","line":3}"#])
    #expect(printer.lines(for: "7e00020000").first?.contains("no end delimiter") == true)
    #expect(printer.hasFailed)
    #expect(printer.lines(for: "0002000001234567890100008a").first?.contains(#""message":"0x0002""#) == true)
  }
}
