import BackgroundWork
import EscortDomain
import GRDB
import Synchronization

/// The places of entries by subject and device time, in a file of its own that is written in bulk behind the journal.
///
/// It holds nothing that the journal does not: deleted, it is built again. What it does not cover yet is read from the
/// journal's tail.
final class SubjectIndex: Sendable {
  private let database: DatabaseQueue
  private let coveredPosition: Atomic<Int64>

  init(path: String) throws {
    var configuration = Configuration()
    configuration.label = "journal.index"
    let database = try DatabaseQueue(path: path, configuration: configuration)
    let covered = try database.writeWithoutTransaction { connection in
      try connection.execute(sql: "PRAGMA journal_mode = WAL")
      try connection.execute(sql: "PRAGMA synchronous = NORMAL")
      // It is synced only when its log is moved into the file; seldom, since the journal's syncs wait for that.
      try connection.execute(sql: "PRAGMA wal_autocheckpoint = 16384")
      try connection.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS place (
            subject TEXT NOT NULL, at INTEGER NOT NULL, position INTEGER NOT NULL,
            PRIMARY KEY (subject, at, position)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE IF NOT EXISTS covered (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL) STRICT;
          INSERT OR IGNORE INTO covered (id, position) VALUES (1, 0);
          """)
      return try Self.covered(connection)
    }
    self.database = database
    coveredPosition = Atomic(covered)
  }

  /// The last position whose keys are in the index.
  var covered: Int64 { coveredPosition.load(ordering: .relaxed) }

  private static func covered(_ connection: Database) throws -> Int64 {
    try Int64.fetchOne(connection, sql: "SELECT position FROM covered") ?? 0
  }

  /// Takes the keys of the entries up to a position in, sorted so that each leaf of the tree is touched once.
  func cover(_ keys: [(key: EntryKey, position: Int64)], upTo last: Int64) throws {
    let places = keys.sorted { left, right in
      if left.key.subject != right.key.subject { return left.key.subject.precedesByCodePoint(right.key.subject) }
      return left.key.at != right.key.at ? left.key.at < right.key.at : left.position < right.position
    }
    try database.write { connection in
      let sql = "INSERT OR IGNORE INTO place (subject, at, position) VALUES (?, ?, ?)"
      let statement = try connection.cachedStatement(sql: sql)
      for (key, position) in places {
        try statement.execute(arguments: [key.subject, key.at.microsecondsSince1970, position])
        BackgroundThread.giveWay()
      }
      try connection.execute(sql: "UPDATE covered SET position = ?", arguments: [last])
    }
    coveredPosition.store(last, ordering: .relaxed)
  }

  /// What of a subject's stretch is covered: the last covered position, and the places found up to it.
  func places(
    subject: String, from: Instant, to: Instant, limit: Int
  ) async throws -> (covered: Int64, places: [(at: Int64, position: Int64)]) {
    try await database.read { connection in
      let covered = try Self.covered(connection)
      let rows = try Row.fetchAll(
        connection,
        sql: "SELECT at, position FROM place WHERE subject = ? AND at >= ? AND at < ? ORDER BY at, position LIMIT ?",
        arguments: [subject, from.microsecondsSince1970, to.microsecondsSince1970, limit])
      return (covered, rows.map { ($0[0], $0[1]) })
    }
  }

  func close() throws { try database.close() }
}
