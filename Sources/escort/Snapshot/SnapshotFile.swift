import Crypto
import DispatchDesk
import EscortDomain
import Foundation
import TelemetryIngest

/// Where the desk stood, with what that rests on.
struct Snapshot: Sendable {
  /// Where the desk stood.
  let record: DeskRecord<EntryDecoder.Record>
  /// The mark of the file of blocks it rests on, and how much of that.
  let blocksMark: [UInt8]
  let blocksEnd: Int64
  /// The leaf of the journal's entry it stood at.
  let leaf: [UInt8]
}

/// The file a snapshot lies in. It is written beside the last one and put in its place whole.
///
/// It begins with the program that wrote it, since another one might judge otherwise, and ends with the SHA-256 of all before.
struct SnapshotFile: Sendable {
  /// Why a snapshot is of no use, or cannot be written.
  struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  let folder: String

  private var path: String { "\(folder)/snapshot" }
  private var draftPath: String { "\(folder)/snapshot.draft" }
  /// One byte for each time the snapshot was taken up.
  private var tries: String { "\(folder)/snapshot.tries" }
  /// Where the evidence lies that snapshots rest on.
  var blocks: String { "\(folder)/evidence.blocks" }

  private static let mark = Array("Escort snapshot\n".utf8)

  /// What ends a file that begins with all this.
  static func seal(of data: Data) -> Data { Data(SHA256.hash(data: data)) }

  /// Lets go of the snapshot; false when it is still there.
  @discardableResult
  func remove() -> Bool {
    for name in [path, tries] { unlink(name) }
    return access(path, F_OK) != 0 && (try? syncFolder()) != nil
  }

  /// Notes that the snapshot is taken up, until another one is written; false when that was tried too often, and each time the service
  /// ended before it wrote another.
  func noteTry() -> Bool {
    let before = (try? Data(contentsOf: URL(filePath: tries)))?.count ?? 0
    try? Data(repeating: UInt8(ascii: "1"), count: before + 1).write(to: URL(filePath: tries))  // a full disk is no reason to judge anew
    return before < Self.mostTries
  }

  /// Notes that the service that took the snapshot up is well.
  func forgetTries() { unlink(tries) }

  /// The snapshot; `nil` when there is none.
  ///
  /// - Throws: ``Unusable``.
  func read() throws(Unusable) -> Snapshot? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw Unusable(description: "it cannot be read") }
    let digest = SHA256.byteCount
    guard data.count >= Self.mark.count + 2 * digest, data.starts(with: Self.mark) else { throw Unusable(description: "it is no snapshot") }
    guard Self.seal(of: data.dropLast(digest)) == data.suffix(digest) else { throw Unusable(description: "it is damaged") }
    guard let program = ProgramHash.own, data.dropFirst(Self.mark.count).starts(with: program) else {
      throw Unusable(description: "another version of the program wrote it")
    }
    var reader = PackedReader(Array(data[(Self.mark.count + digest)..<(data.count - digest)]))
    let leaf = reader.raw()
    let blocksMark = reader.raw()
    let blocksEnd = reader.read(Int64.self)
    let snapshot = Snapshot(record: reader.read(), blocksMark: blocksMark, blocksEnd: blocksEnd, leaf: leaf)
    guard !reader.isDamaged else { throw Unusable(description: "it does not hold what it should") }
    return snapshot
  }

  /// Writes a snapshot beside the last one.
  ///
  /// - Returns: how many bytes it has.
  func draft(_ snapshot: Snapshot) throws -> Int {
    guard let program = ProgramHash.own else { throw Unusable(description: "the program's own file cannot be read") }
    var writer = PackedWriter()
    writer.write(raw: snapshot.leaf)
    writer.write(raw: snapshot.blocksMark)
    writer.write(snapshot.blocksEnd)
    writer.write(snapshot.record)
    var data = Data(Self.mark + program)
    data.append(contentsOf: writer.block())
    data.append(Self.seal(of: data))
    do {
      try write(data, to: draftPath)
    } catch {
      unlink(draftPath)
      throw error
    }
    return data.count
  }

  /// Puts the snapshot written last in place of the one before.
  func putInPlace() throws {
    forgetTries()
    guard rename(draftPath, path) == 0 else { throw POSIXError.last }
    try syncFolder()
  }

  /// Piece by piece, so that the journal's own syncs wait for none of them long; not where the journal's disk would have too little left.
  private func write(_ data: Data, to path: String) throws {
    var disk = statvfs()
    guard statvfs(folder, &disk) == 0, UInt64(disk.f_bavail) * UInt64(disk.f_frsize) >= BlockFile.reserveBytes + UInt64(data.count) else {
      throw Unusable(description: "less than \(BlockFile.reserveBytes >> 20) MiB would be left free beside it")
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw POSIXError.last }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    for start in stride(from: 0, to: data.count, by: Self.pieceBytes) {
      try handle.write(contentsOf: data[start..<min(start + Self.pieceBytes, data.count)])
      guard fdatasync(descriptor) == 0 else { throw POSIXError.last }
    }
  }

  private func syncFolder() throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError.last }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw POSIXError.last }
  }

  private static let pieceBytes = 1 << 20
  private static let mostTries = 2
}

extension POSIXError {
  /// What went wrong last.
  fileprivate static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}

/// The SHA-256 of the program that runs: whatever changes in it may change what is judged.
enum ProgramHash {
  /// Its bytes; `nil` where the program's file cannot be read.
  static let own: [UInt8]? = {
    guard let handle = FileHandle(forReadingAtPath: "/proc/self/exe") else { return nil }
    defer { try? handle.close() }
    var hash = SHA256()
    do {
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
    } catch {
      return nil
    }
    return Array(hash.finalize())
  }()
}
