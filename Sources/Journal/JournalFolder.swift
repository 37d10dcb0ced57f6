import Foundation
import Synchronization

/// The folder a journal lives in, held by one process at a time.
final class JournalFolder: Sendable {
  let path: String
  /// The lock's descriptor; `nil` once released.
  private let lock: Mutex<Int32?>

  /// Makes the folder where it is missing and takes its lock.
  init(_ path: String) throws {
    self.path = path
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw JournalError.unusable(path: path, reason: "the folder cannot be made: \(error.localizedDescription)")
    }
    let descriptor = open("\(path)/journal.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw JournalError.unusable(path: path, reason: "its lock cannot be opened: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw JournalError.inUse(folder: path)
    }
    lock = Mutex(descriptor)
  }

  var journalFile: String { "\(path)/journal.sqlite" }
  var indexFile: String { "\(path)/index.sqlite" }

  /// Syncs the folder itself, so that a file made in it is there after a power cut.
  func syncFolder() throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw JournalError.unusable(path: path, reason: "it cannot be opened to be synced: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw JournalError.unusable(path: path, reason: "it cannot be synced: \(String(cString: strerror(errno)))")
    }
  }

  /// Removes the index, which holds nothing of its own.
  func removeIndex() {
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: indexFile + suffix) }
  }

  /// Lets another process have the folder.
  func release() {
    lock.withLock { descriptor in
      if let held = descriptor {
        // Closing alone is not enough: a child between fork and exec shares the lock until it closes its copy.
        flock(held, LOCK_UN)
        close(held)
      }
      descriptor = nil
    }
  }

  deinit { release() }
}
