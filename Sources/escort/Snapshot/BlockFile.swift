import Crypto
import Foundation
import RouteRules
import Synchronization

/// An archive of evidence in a file. What it holds can be had from the journal or the feed again.
///
/// It leaves the journal's disk a reserve: where less than that is free it takes no more, and the engine holds what is packed in memory.
/// What cannot be read back ends the process, which then begins again from the journal.
final class BlockFile: EvidenceArchive {
  private struct State {
    var end: Int64
    var untilLook = 0
    var isFull = false
  }

  /// What tells one file of blocks from another, and how its blocks are looked after.
  private struct Keeping {
    /// A number of the file's own.
    let mark: [UInt8]
    /// Done before the process ends because a block cannot be read.
    let onDamage: @Sendable () -> Void
  }

  private let descriptor: CInt
  private let state: Mutex<State>
  /// `nil` for a file that is gone with the process.
  private let keeping: Keeping?

  /// So much is left free.
  static let reserveBytes: UInt64 = 256 << 20
  /// After so many blocks it is looked how much is free.
  private static let blocksBetweenLooks = 1024
  /// An input or output error, as sysexits.h numbers it.
  private static let ioErrorStatus: CInt = 74
  /// The length of a block's check, and of the file's mark.
  private static let checkLength = 8
  private static let markLength = 16

  /// A file without a name in a folder, gone with the process; `nil` when none can be made there.
  init?(scratchIn folder: URL) {
    var path = Array(folder.appending(path: ".evidence-XXXXXX").path.utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
    state = Mutex(State(end: 0))
    keeping = nil
  }

  /// A file that stays, begun anew, for its owner alone; `nil` when it cannot be opened. It begins with a mark, and each block bears a
  /// check of the mark, its place and its bytes.
  init?(newAt path: String, onDamage: @escaping @Sendable () -> Void) {
    descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    let mark = (0..<Self.markLength).map { _ in UInt8.random(in: 0...255) }
    keeping = Keeping(mark: mark, onDamage: onDamage)
    state = Mutex(State(end: Int64(mark.count)))
    guard write(mark, at: 0) else { return nil }
  }

  /// A file that stayed.
  ///
  /// - Parameters:
  ///   - path: where it lies.
  ///   - mark: its mark.
  ///   - end: how much of it is kept; what lies behind is let go of.
  ///   - onDamage: done before the process ends because a block cannot be read.
  /// - Returns: `nil` when it cannot be opened, is another one or does not hold so much.
  init?(path: String, mark: [UInt8], keeping end: Int64, onDamage: @escaping @Sendable () -> Void) {
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    state = Mutex(State(end: end))
    keeping = Keeping(mark: mark, onDamage: onDamage)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= end, mark.count == Self.markLength, read(mark.count, at: 0) == mark,
      ftruncate(descriptor, off_t(end)) == 0
    else { return nil }
  }

  deinit { close(descriptor) }

  /// The memory of an offline judge, its older evidence in the folder for temporary files.
  static var replayMemory: EngineMemory { EngineMemory(archive: BlockFile(scratchIn: FileManager.default.temporaryDirectory)) }

  /// What tells the file from others; empty for one that is gone with the process.
  var mark: [UInt8] { keeping?.mark ?? [] }

  /// Where the next block will lie.
  var end: Int64 { state.withLock(\.end) }

  /// Returns when all blocks are on the disk; false when they cannot be brought there.
  func sync() -> Bool { fdatasync(descriptor) == 0 }

  func store(_ block: [UInt8]) -> ArchivePlace? {
    state.withLock { state in
      guard hasRoom(&state), write(block + check(block, at: state.end), at: state.end) else { return nil }
      defer { state.end += Int64(block.count + (keeping == nil ? 0 : Self.checkLength)) }
      return ArchivePlace(offset: state.end, count: block.count)
    }
  }

  func block(at place: ArchivePlace) -> [UInt8] {
    guard let bytes = read(place.count + (keeping == nil ? 0 : Self.checkLength), at: place.offset) else { fail(at: place) }
    guard keeping != nil else { return bytes }
    let block = Array(bytes.dropLast(Self.checkLength))
    guard check(block, at: place.offset).elementsEqual(bytes.suffix(Self.checkLength)) else { fail(at: place) }
    return block
  }

  func fail(at place: ArchivePlace) -> Never {
    let cause = errno
    keeping?.onDamage()
    Terminal.warn("older evidence cannot be read back at byte \(place.offset) (errno \(cause)); look after the disk and start again")
    exit(Self.ioErrorStatus)
  }

  private func check(_ block: [UInt8], at offset: Int64) -> [UInt8] {
    guard let keeping else { return [] }
    var hash = SHA256()
    hash.update(data: keeping.mark)
    hash.update(data: withUnsafeBytes(of: offset.littleEndian) { Array($0) })
    hash.update(data: block)
    return Array(Array(hash.finalize()).prefix(Self.checkLength))
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

  private func read(_ length: Int, at offset: Int64) -> [UInt8]? {
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      while count < length {
        let bytes = pread(descriptor, buffer.baseAddress.map { $0 + count }, length - count, off_t(offset) + off_t(count))
        if bytes < 0, errno == EINTR { continue }
        guard bytes > 0 else {
          isWhole = false
          return
        }
        count += bytes
      }
    }
    return isWhole ? bytes : nil
  }
}
