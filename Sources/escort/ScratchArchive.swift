import ArgumentParser
import Foundation
import RouteRules
import Synchronization

/// An archive in a file that has no name and is gone with the process: what it holds can be had from the journal or the feed again.
///
/// A full disk makes it take no more; what cannot be read back ends the process, which then begins again from the journal.
final class ScratchArchive: EvidenceArchive {
  private let descriptor: CInt
  private let end = Mutex<Int64>(0)

  /// An archive in a folder; `nil` when no file can be made there.
  init?(in folder: URL) {
    var path = Array(folder.appending(path: ".evidence-XXXXXX").path.utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    unlink(path)
  }

  deinit { close(descriptor) }

  /// The memory of a desk's engine, its older evidence in a folder; where no file can be made there it stays in memory, packed.
  static func memory(in folder: URL) -> EngineMemory { EngineMemory(archive: ScratchArchive(in: folder), foretells: true) }

  /// That of an offline judge, in the folder for temporary files.
  static var replayMemory: EngineMemory { EngineMemory(archive: ScratchArchive(in: FileManager.default.temporaryDirectory)) }

  func store(_ block: [UInt8]) -> ArchivePlace? {
    end.withLock { end in
      guard pwrite(descriptor, block, block.count, off_t(end)) == block.count else { return nil }
      defer { end += Int64(block.count) }
      return ArchivePlace(offset: end, count: block.count)
    }
  }

  func block(at place: ArchivePlace) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: place.count) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, place.count, off_t(place.offset)))
      guard count == place.count else {
        Terminal.warn("the evidence at byte \(place.offset) of the scratch file cannot be read back (errno \(errno)); start again")
        exit(ExitStatus.badInput.rawValue)
      }
    }
  }
}
