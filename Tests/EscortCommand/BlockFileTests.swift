import Foundation
import Testing

@testable import escort

@Suite("Block file")
struct BlockFileTests {
  @Test("blocks come back as they went, and nothing is left in the folder")
  func blocks() throws {
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let archive = try #require(BlockFile(scratchIn: folder))
    let blocks = (1...50).map { number in [UInt8](repeating: UInt8(number), count: number * 37) }
    let places = blocks.map(archive.store)
    for (block, place) in zip(blocks, places) { #expect(try archive.block(at: #require(place)) == block) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("where no file can be made there is no archive")
  func nowhere() {
    #expect(BlockFile(scratchIn: URL(filePath: "/proc/nowhere")) == nil)
  }
}
