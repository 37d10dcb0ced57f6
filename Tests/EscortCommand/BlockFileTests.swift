import Foundation
import RouteRules
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

  @Test("blocks that stay come back as they went, and what lies behind the end that is kept is let go of")
  func keptBlocks() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "blocks-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/evidence.blocks"
    let blocks = try #require(BlockFile(newAt: path) {})
    let places = try (1...9).map { try #require(blocks.store([UInt8](repeating: UInt8($0), count: 100 * $0))) }
    #expect(blocks.sync())
    let again = try #require(BlockFile(path: path, mark: blocks.mark, keeping: blocks.end) {})
    for (number, place) in places.enumerated() { #expect(again.block(at: place).allSatisfy { $0 == UInt8(number + 1) }) }
    #expect(BlockFile(path: path, mark: blocks.mark.reversed(), keeping: 0, onDamage: {}) == nil)
    let shorter = try #require(BlockFile(path: path, mark: blocks.mark, keeping: places[5].offset) {})
    #expect(shorter.store([1, 2, 3])?.offset == places[5].offset)
    #expect(BlockFile(path: path, mark: blocks.mark, keeping: blocks.end, onDamage: {}) == nil)
    #expect(try #require(BlockFile(newAt: path) {}).mark != blocks.mark)
  }
}
