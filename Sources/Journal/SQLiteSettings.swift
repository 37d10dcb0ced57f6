import EscortDomain
import GRDB

/// How the files of a journal are opened. Only tests turn anything of it down, to show that they would notice.
struct SQLiteSettings: Sendable {
  /// `FULL`: a commit returns when the log is synced.
  var synchronous = "FULL"
  /// The virtual file system under SQLite; `nil` for the machine's own.
  var fileSystem: String?
  /// How far the log may grow before the writer moves it into the file, in pages of 4 KiB: 4 MiB. Nothing is stored meanwhile, so
  /// often and briefly.
  var checkpointPages = 1024

  struct Opened {
    let writer: DatabaseQueue
    let reader: DatabaseQueue
    let indexReader: DatabaseQueue
    let index: SubjectIndex
    let lastPosition: Int64
    let lastReceived: Instant
  }

  func open(_ folder: JournalFolder) throws -> Opened {
    let path = fileSystem.map { "file:\(folder.journalFile)?vfs=\($0)" } ?? folder.journalFile
    do {
      let writer = try openWriter(path)
      try folder.syncFolder()
      let last = try writer.read { try Row.fetchOne($0, sql: "SELECT position, received FROM entry ORDER BY position DESC LIMIT 1") }
      return Opened(
        writer: writer, reader: try openReader(path), indexReader: try openReader(path), index: try openIndex(folder, last: last?[0] ?? 0),
        lastPosition: last?[0] ?? 0,
        lastReceived: Instant(microsecondsSince1970: last?[1] ?? 0))
    } catch let error as DatabaseError {
      throw JournalError.unusable(
        path: folder.journalFile,
        reason: "it is not a usable journal (\(error.message ?? "\(error.resultCode)")); check disk and rights, or restore a backup")
    }
  }

  private func openWriter(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "journal.writer"
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try database.writeWithoutTransaction { connection in
      let id = try Int.fetchOne(connection, sql: "PRAGMA application_id") ?? 0
      let tables = try Int.fetchOne(connection, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      guard id == JournalSchema.applicationID || tables == 0 else {
        throw JournalError.unusable(path: path, reason: "it is a database of another program; choose another folder")
      }
      try connection.execute(sql: "PRAGMA journal_mode = WAL")
      try connection.execute(sql: "PRAGMA synchronous = \(synchronous)")
      // Before any table, so that a crash on the way leaves a file that is still known to be ours.
      try connection.execute(sql: "PRAGMA application_id = \(JournalSchema.applicationID)")
      // The writer does it itself, between an answer and the next commit instead of before the answer.
      try connection.execute(sql: "PRAGMA wal_autocheckpoint = 0")
    }
    try JournalSchema.migrator.migrate(database)
    return database
  }

  /// Readers never checkpoint: the connection cannot write.
  private func openReader(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "journal.reader"
    configuration.readonly = true
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// The index; one that is damaged, or covers more than the journal holds, is thrown away and built again.
  private func openIndex(_ folder: JournalFolder, last: Int64) throws -> SubjectIndex {
    if let index = try? SubjectIndex(path: folder.indexFile), index.covered <= last { return index }
    folder.removeIndex()
    return try SubjectIndex(path: folder.indexFile)
  }
}
