import Foundation
import RouteRules
import Synchronization

/// An archive in a file that has no name and is gone with the process: what it holds can be had from the journal or the feed again.
///
/// It leaves the journal's disk a reserve: where less than that is free it takes no more, and the engine holds what is packed in memory.
/// What cannot be read back ends the process, which then begins again from the journal.
final class ScratchArchive: EvidenceArchive {
  private struct State {
    var end: Int64 = 0
    var untilLook = 0
    var isFull = false
  }

  private let descriptor: CInt
  private let state = Mutex(State())

  /// So much is left free.
  private static let reserveBytes: UInt64 = 256 << 20
  /// After so many blocks it is looked how much is free.
  private static let blocksBetweenLooks = 1024
  /// An input or output error, as sysexits.h numbers it.
  private static let ioErrorStatus: CInt = 74

  /// An archive in a folder; `nil` when no file can be made there.
  init?(in folder: URL) {
    var path = Array(folder.appending(path: ".evidence-XXXXXX").path.utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
  }

  deinit { close(descriptor) }

  /// The memory of a desk's engine, its older evidence in a folder; where no file can be made there it stays in memory, packed.
  static func memory(in folder: URL) -> EngineMemory { EngineMemory(archive: ScratchArchive(in: folder), foretells: true) }

  /// That of an offline judge, in the folder for temporary files.
  static var replayMemory: EngineMemory { EngineMemory(archive: ScratchArchive(in: FileManager.default.temporaryDirectory)) }

  func store(_ block: [UInt8]) -> ArchivePlace? {
    state.withLock { state in
      guard hasRoom(&state), write(block, at: state.end) else { return nil }
      defer { state.end += Int64(block.count) }
      return ArchivePlace(offset: state.end, count: block.count)
    }
  }

  private func hasRoom(_ state: inout State) -> Bool {
    state.untilLook -= 1
    guard state.untilLook <= 0 else { return !state.isFull }
    state.untilLook = Self.blocksBetweenLooks
    var disk = statvfs()
    let isFull = fstatvfs(descriptor, &disk) == 0 && UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < Self.reserveBytes
    if isFull, !state.isFull {
      Terminal.warn("less than \(Self.reserveBytes >> 20) MiB are free for older evidence; it is held in memory until there is more")
    }
    state.isFull = isFull
    return !isFull
  }

  private func write(_ block: [UInt8], at offset: Int64) -> Bool {
    block.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let written = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset) + off_t(done))
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return false }
        done += written
      }
      return true
    }
  }

  func block(at place: ArchivePlace) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: place.count) { buffer, count in
      while count < place.count {
        let bytes = pread(
          descriptor, buffer.baseAddress.map { $0 + count }, place.count - count, off_t(place.offset) + off_t(count))
        if bytes < 0, errno == EINTR { continue }
        guard bytes > 0 else {
          Terminal.warn("older evidence cannot be read back at byte \(place.offset) (errno \(errno)); look after the disk and start again")
          exit(Self.ioErrorStatus)
        }
        count += bytes
      }
    }
  }
}
