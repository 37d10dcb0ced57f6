import Crypto
import DispatchDesk
import EscortDomain
import Foundation
import TelemetryIngest

/// Where the desk stood, with what that rests on.
struct Snapshot: Sendable {
  /// Where the desk stood.
  let record: DeskRecord<EntryDecoder.Record>
  /// How much of the block file it rests on.
  let blocksEnd: Int64
  /// The leaf of the journal's entry it stood at.
  let leaf: [UInt8]
}

/// The file a snapshot lies in. It is written beside the last one and put in its place whole.
///
/// It begins with the program that wrote it, since another one might judge otherwise, and ends with the SHA-256 of all before.
struct SnapshotFile: Sendable {
  /// Why a snapshot is of no use: the journal is judged anew.
  struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  let folder: String

  private var path: String { "\(folder)/snapshot" }
  /// Where the evidence lies that snapshots rest on.
  var blocks: String { "\(folder)/evidence.blocks" }

  private static let mark = Array("Escort snapshot\n".utf8)

  /// What ends a file that begins with all this.
  static func seal(of data: Data) -> Data { Data(SHA256.hash(data: data)) }

  /// Lets go of the snapshot.
  func remove() { try? FileManager.default.removeItem(atPath: path) }

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
    let blocksEnd = reader.read(Int64.self)
    let snapshot = Snapshot(record: reader.read(), blocksEnd: blocksEnd, leaf: leaf)
    guard !reader.isDamaged else { throw Unusable(description: "it does not hold what it should") }
    return snapshot
  }

  /// Puts a snapshot in place of the last one; when that fails the last one stays.
  ///
  /// - Returns: how many bytes it has.
  func write(_ snapshot: Snapshot) throws -> Int {
    guard let program = ProgramHash.own else { throw CocoaError(.fileReadUnknown) }
    var writer = PackedWriter()
    writer.write(raw: snapshot.leaf)
    writer.write(snapshot.blocksEnd)
    writer.write(snapshot.record)
    var data = Data(Self.mark + program)
    data.append(contentsOf: writer.block())
    data.append(Self.seal(of: data))
    let draft = path + ".draft"
    do {
      try write(data, to: draft)
      guard rename(draft, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
    try sync(folder, O_RDONLY | O_DIRECTORY)
    return data.count
  }

  private func write(_ data: Data, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw CocoaError(.fileWriteUnknown)
    }
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    defer { try? handle.close() }
    try handle.write(contentsOf: data)
    try handle.synchronize()
  }

  private func sync(_ path: String, _ flags: CInt) throws {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }
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
