import EscortDomain
import Testing

@testable import JT808

/// Every message that is read by its table, over random bytes and fields.
@Suite("Messages read by their tables")
struct TabledMessageTests {
  @Test("every number is read once, and none that has a case of its own")
  func numbers() {
    let ids = MessageRegistry.all.map { $0.id }
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { MessageID(rawValue: $0) == nil })
  }

  @Test("what random bytes say is written and read again the same", arguments: [Version.v2013, .v2019])
  func roundTrip(version: Version) throws {
    var generator = SeededGenerator(seed: version == .v2013 ? 2013 : 2019)
    for type in MessageRegistry.all {
      var read = 0
      for _ in 0..<200 {
        let bytes = randomBody(&generator)
        guard let message = try? TabledMessage(type, bytes, version: version) else { continue }
        read += 1
        let canonical = message.bytes(version: version)
        let again = try TabledMessage(type, canonical, version: version)
        #expect(again.bytes(version: version) == canonical, "\(type) \(version) \(bytes.hex)")
        #expect(again.fields(version: version) == (try TabledMessage(type, canonical, version: version)).fields(version: version))
      }
      #expect(read > 0, "\(type) was never read from random bytes")
    }
  }

  @Test("a body cut anywhere is refused or read, and never traps", arguments: [Version.v2013, .v2019])
  func cut(version: Version) {
    var generator = SeededGenerator(seed: 41)
    for type in MessageRegistry.all {
      let bytes = randomBody(&generator)
      for length in 0...bytes.count {
        guard let message = try? TabledMessage(type, Array(bytes[..<length]), version: version) else { continue }
        #expect(!message.bytes(version: version).isEmpty || length == 0 || message.trailing.isEmpty)
      }
    }
  }

  @Test("a vendor's item of any bytes is read whole or not at all")
  func vendorItems() {
    var generator = SeededGenerator(seed: 12)
    for profile in VendorProfile.allCases {
      for id in profile.items.keys {
        for _ in 0..<500 {
          let value = (0..<Int.random(in: 0...70, using: &generator)).map { _ in UInt8.random(in: 0...3, using: &generator) }
          guard let content = profile.content(of: ExtensionItem(id: id, value: value)) else { continue }
          var writer = ByteWriter()
          content.write(to: &writer, version: .v2013)
          #expect(writer.bytes.count == value.count)
        }
      }
    }
  }

  /// Mostly small numbers, so that counts and lengths often fit.
  private func randomBody(_ generator: inout SeededGenerator) -> [UInt8] {
    let most: UInt8 = [0, 1, 3, 255].randomElement(using: &generator) ?? 0
    return (0..<Int.random(in: 0...240, using: &generator)).map { _ in
      Bool.random(using: &generator) ? 0 : UInt8.random(in: 0...most, using: &generator)
    }
  }
}
