import EscortDomain
import RouteRules
import Synchronization

extension EngineMemory {
  /// A memory so small, by a seed, that a convoy of an hour is let go of and read back again and again.
  static func small(_ seed: UInt64) -> EngineMemory {
    var generator = SeededGenerator(seed: seed &* 7)
    return EngineMemory(
      archive: Bool.random(using: &generator) ? ArchiveInMemory() : nil,
      horizon: .seconds([0, 1, 60, 300, 1800].randomElement(using: &generator) ?? 0),
      trimInterval: [1, 2, 7, 40].randomElement(using: &generator) ?? 1, blockLength: [1, 2, 9, 60].randomElement(using: &generator) ?? 1)
  }
}

/// An archive that holds its blocks, and now and then is full.
final class ArchiveInMemory: EvidenceArchive {
  private struct State {
    var blocks: [[UInt8]] = []
    var reads = 0
  }

  private let state = Mutex(State())
  private let isEverFull: Bool

  init(isEverFull: Bool = true) {
    self.isEverFull = isEverFull
  }

  /// How often a block was read.
  var reads: Int { state.withLock { $0.reads } }

  func store(_ block: [UInt8]) -> ArchivePlace? {
    state.withLock { state in
      guard !isEverFull || state.blocks.count % 5 != 4 else {
        state.blocks.append([])
        return nil
      }
      state.blocks.append(block)
      return ArchivePlace(offset: Int64(state.blocks.count - 1), count: block.count)
    }
  }

  func block(at place: ArchivePlace) -> [UInt8] {
    state.withLock { state in
      state.reads += 1
      return state.blocks[Int(place.offset)]
    }
  }

  func fail(at place: ArchivePlace) -> Never { fatalError("a block is damaged at \(place)") }
}
